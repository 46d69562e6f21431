'use strict';

const { statSync } = require('node:fs');

/** Suites whose time is waiting or whole programs, the longest first: begun last, they would leave one of two workers idle. */
const longest = [
  'season/season.live',
  'test/recruitment.live',
  'api/reference.live',
  'test/convention.live',
  'api/links.live',
  'api/authorisation.live',
  'test/engine.live',
  'test/cover.live',
];

const rankOf = (path) => {
  const known = longest.findIndex((name) => path.includes(name));
  if (known >= 0) return known;
  return /\.live\.test\.tsx?$/.test(path) ? longest.length : longest.length + 1;
};

/** In the place of jest's own order, which on a fresh clone goes by the size of the files. */
module.exports = class LongestFirst {
  sort(tests) {
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((a, b) => rankOf(a.path) - rankOf(b.path) || size(b) - size(a));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}

  shard(tests, { shardIndex, shardCount }) {
    return this.sort(tests).filter((_, n) => n % shardCount === shardIndex - 1);
  }
};
