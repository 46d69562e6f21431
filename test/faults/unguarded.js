'use strict';
const { spawn } = require('node:child_process');

/** The mutant of the signals, required before the product: a child that nobody guards, which must be found when the product has ended. */
if ((process.argv[1] ?? '').endsWith('run.js')) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 120_000)'], { detached: true, stdio: 'ignore', env }).unref();
}
