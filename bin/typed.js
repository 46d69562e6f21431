'use strict';
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

/** The tests' sources are not part of the build: a program among them runs as its tests do, types taken off as each file is read. */
function withTypes() {
  for (const extension of ['.ts', '.tsx'])
    Module._extensions[extension] = (module, filename) => {
      const { code } = transformSync(readFileSync(filename, 'utf8'), {
        filename,
        sourceMaps: 'inline',
        jsc: {
          parser: { syntax: 'typescript', tsx: extension === '.tsx' },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      });
      module._compile(code, filename);
    };
}

module.exports = { withTypes };
