'use strict';

const LOOK_MS = 500;

/**
 * npm hands SIGINT and SIGTERM on to its script, but not SIGHUP: ended by that, or by kill -9, it leaves the script behind. A script whose npm
 * is gone therefore ends as if its terminal had been closed. Started by hand it has no npm to look after.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGHUP');
  }, LOOK_MS).unref();
}

module.exports = { endWithNpm };
