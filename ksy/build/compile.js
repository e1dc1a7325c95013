// Compiles specs with the pinned compiler: reads {target, mode, names, specs} as JSON, prints {file: source} as JSON.
// mode is "auto" (constructors read), "debug" (places are noted) or "write" (what was read can be written again).
'use strict';
const fs = require('fs');
const Module = require('module');
const path = require('path');

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const compiler = job.mode === 'write' ? loadWritingCompiler() : require('kaitai-struct-compiler');

// The JavaScript build offers every option of the desktop compiler but has no parameter for --read-write.
function loadWritingCompiler() {
  const file = require.resolve('kaitai-struct-compiler');
  const reads = 'RuntimeConfig((!debug), debug, false, true, false, ';
  const writes = 'RuntimeConfig(false, false, false, false, true, ';
  const parts = fs.readFileSync(file, 'utf8').split(reads);
  if (parts.length !== 2) throw new Error('not the pinned compiler: its configuration was not found');
  const made = new Module(file, module);
  made.filename = file;
  made.paths = Module._nodeModulePaths(path.dirname(file));
  made._compile(parts.join(writes), file);
  return made.exports;
}

const importer = {
  importYaml: (name) => {
    const spec = job.specs[path.basename(name)];
    return spec ? Promise.resolve(spec) : Promise.reject(new Error(`no spec named ${name}`));
  },
};

async function main() {
  const files = {};
  for (const name of job.names) {
    if (files[`${name}.py`]) continue; // came along as an import
    try {
      Object.assign(files, await compiler.compile(job.target, job.specs[name], importer, job.mode === 'debug'));
    } catch (error) {
      throw new Error(`${name}: ${error.message || error}`);
    }
  }
  process.stdout.write(JSON.stringify(files));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
