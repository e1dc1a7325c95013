// Compiles every spec to a debug-mode Python parser and prints {module: source} as JSON.
// Usage: node compile.js SPEC.ksy...
'use strict';
const fs = require('fs');
const path = require('path');
const yaml = require('yaml');
const compiler = require('kaitai-struct-compiler');

const specs = new Map();
for (const file of process.argv.slice(2)) {
  specs.set(path.basename(file, '.ksy'), yaml.parse(fs.readFileSync(file, 'utf8')));
}

const importer = {
  importYaml: (name) => {
    const spec = specs.get(path.basename(name));
    return spec ? Promise.resolve(spec) : Promise.reject(new Error(`no spec named ${name}`));
  },
};

async function main() {
  const modules = {};
  for (const [name, spec] of specs) {
    if (modules[`${name}.py`]) continue;
    try {
      Object.assign(modules, await compiler.compile('python', spec, importer, true));
    } catch (error) {
      throw new Error(`${name}: ${error.message || error}`);
    }
  }
  process.stdout.write(JSON.stringify(modules));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
