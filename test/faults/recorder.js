'use strict';
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { resolve } = require('node:path');

/**
 * Required before the database's child (`node --require`): writes down, in order, what the child asks of its disk under RECORD_UNDER, so that
 * power-cut.ts can make the disk as a cut at any moment would have left it. A write that cannot be written down stops the child: a
 * recording is whole or it is none.
 */
const under = process.env.RECORD_UNDER;
const into = fs.openSync(process.env.RECORD_INTO, 'a');
const original = { ...fs };
const names = new Map();

function note(entry, data = Buffer.alloc(0)) {
  const head = Buffer.from(JSON.stringify({ ...entry, size: data.length }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const whole = Buffer.concat([length, head, data]);
  // One write per entry: a kill leaves whole entries and perhaps a torn last one, which the reader leaves out.
  if (original.writeSync(into, whole) !== whole.length) process.exit(99);
}

const path = (given) => resolve(String(given));
/** Sockets are no files: they die with whoever listens. */
const inside = (given) => path(given).startsWith(under) && !/\/(lock|socket(\/.*)?)$/.test(path(given));

const changes = {
  openSync: (result, [file, flags]) => {
    names.delete(result);
    if (!inside(file)) return;
    names.set(result, path(file));
    note({
      what: 'open',
      fd: result,
      path: path(file),
      truncates: flags === 'w' || (typeof flags === 'number' && (flags & fs.constants.O_TRUNC) !== 0),
    });
  },
  fsyncSync: (_, [fd]) => names.has(fd) && note({ what: 'sync', fd }),
  closeSync: (_, [fd]) => names.delete(fd) && note({ what: 'close', fd }),
  ftruncateSync: (_, [fd, length = 0]) => names.has(fd) && note({ what: 'cut', path: names.get(fd), length }),
  truncateSync: (_, [file, length = 0]) => inside(file) && note({ what: 'cut', path: path(file), length }),
  writeFileSync: (_, [file]) => inside(file) && note({ what: 'make', path: path(file) }),
  renameSync: (_, [from, to]) => inside(to) && note({ what: 'move', path: path(from), to: path(to) }),
  unlinkSync: (_, [file]) => inside(file) && note({ what: 'remove', path: path(file) }),
  rmSync: (_, [file]) => inside(file) && note({ what: 'remove', path: path(file) }),
  rmdirSync: (_, [file]) => inside(file) && note({ what: 'remove', path: path(file) }),
  mkdirSync: (_, [file]) => inside(file) && note({ what: 'folder', path: path(file) }),
  symlinkSync: (_, [target, file]) => inside(file) && note({ what: 'link', path: path(file), to: String(target) }),
};

for (const [name, tell] of Object.entries(changes))
  fs[name] = (...args) => {
    const result = original[name](...args);
    tell(result, args);
    return result;
  };

fs.writeSync = (fd, data, ...rest) => {
  const written = original.writeSync(fd, data, ...rest);
  if (names.has(fd)) {
    const [offset, length, position] = rest;
    if (typeof data === 'string' || typeof position !== 'number') process.exit(98);
    note({ what: 'write', fd, at: position }, Buffer.from(data.buffer, data.byteOffset + offset, Math.min(length, written)));
  }
  return written;
};

syncBuiltinESMExports();
