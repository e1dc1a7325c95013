// Reads buffers with a parser compiled to JavaScript in debug mode, prints what was found and every leaf with its place.
// Usage: node dump.js FOLDER < jobs; a job a line is {"id", "file", "kind": class name}, an answer a line {"id", ...}.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const KaitaiStream = require('kaitai-struct/KaitaiStream');

const folder = path.resolve(process.argv[2]);
const DETECTED = ['isBe', 'alignU64', 'lenLong', 'family'];

function plain(value) {
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') };
  return typeof value === 'number' && !Number.isSafeInteger(value) ? { about: value } : value;
}

// A leaf is [byte in the file, bytes, value, path].
function walk(struct, at, out) {
  for (const [name, note] of Object.entries(struct._debug)) {
    if (name.startsWith('_')) continue; // instances
    visit(struct[name], note, `${at}.${name}`, out);
  }
}

function visit(value, note, at, out) {
  if (value === undefined) return;
  if (Array.isArray(value) && value.length && value[0].constructor.name.endsWith('Bits')) {
    out.push([note.start + note.ioOffset, note.end - note.start, value.map((item) => plain(item.value)), at]);
    return;
  }
  if (Array.isArray(value) && value.length && value[0]._debug) {
    value.forEach((item, number) => visit(item, note.arr[number], `${at}[${number}]`, out));
    return;
  }
  const start = note.start + note.ioOffset;
  const size = note.end - note.start;
  const type = value.constructor.name;
  if (value._debug === undefined) {
    if (size) out.push([start, size, Array.isArray(value) ? value.map(plain) : plain(value), at]);
  } else if (type === 'TextField' || type === 'NameField') {
    const end = value.raw.indexOf(0);
    out.push([start, size, plain(end < 0 ? value.raw : value.raw.subarray(0, end)), at]);
  } else if (type === 'UnsignedLong' || type.endsWith('Bits')) {
    out.push([start, size, plain(value.value), at]);
  } else if (type === 'MatchData' || type === 'TargetData') {
    payload(value, at, out);
  } else {
    walk(value, at, out);
  }
}

// As the reader does: a payload is its extension's only where the struct, padded, is as long as the payload.
function payload(data, at, out) {
  const found = [];
  try {
    if (data.payload.constructor.name === 'UnknownPayload') return;
    walk(data.payload, `${at}.payload`, found);
  } catch (error) {
    return; // shorter than the struct that its name promises
  }
  const end = found.reduce((last, leaf) => Math.max(last, leaf[0] + leaf[1]), data._debug.raw.ioOffset);
  const align = data._root.alignU64;
  const size = end - data._debug.raw.ioOffset;
  if (Math.floor((size + align - 1) / align) * align === data.raw.length) out.push(...found);
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const job = JSON.parse(line);
  const module = require(path.join(folder, `${job.kind}.js`));
  const bytes = fs.readFileSync(job.file);
  const answer = { id: job.id };
  try {
    const root = new module[job.kind](new KaitaiStream(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)));
    root._read();
    answer.detected = Object.fromEntries(DETECTED.map((name) => [name, root[name]]));
    answer.leaves = [];
    walk(root, '', answer.leaves);
  } catch (error) {
    answer.error = String(error && error.message ? error.message : error);
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
