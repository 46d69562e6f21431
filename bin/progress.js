'use strict';
const { resolve } = require('node:path');

const root = resolve(__dirname, '..');

/** On stderr: a program's own output stays clean. */
const say = (line) => void process.stderr.write(`${line}\n`);

const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1).replace('.', ',')}\u00A0s`;

const REPEAT_MS = 30_000;

/** Says that a long step begins, that it is still going on, and how long it took. */
async function step(title, work) {
  const started = Date.now();
  say(`… ${title}`);
  const ticking = setInterval(() => say(`… ${title}\u00A0: ${seconds(started)}`), REPEAT_MS);
  try {
    const result = await work();
    say(`✔ ${title} (${seconds(started)})`);
    return result;
  } finally {
    clearInterval(ticking);
  }
}

module.exports = { root, say, seconds, step };
