const { existsSync, readFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');

/** The bar's figure is the last line, below what jest says of its tests. */
module.exports = class Figure {
  onRunComplete() {
    process.once('exit', () => writeSync(2, figure()));
  }
};

function figure() {
  const file = join(__dirname, '..', '..', 'out', 'pages', 'report.json');
  if (!existsSync(file)) return 'bar:pages\u00a0: rien n’a été mesuré.\n';
  const { skipped, pages, states, looks, forms, mutants, findings } = JSON.parse(readFileSync(file, 'utf8'));
  if (skipped !== undefined) return `bar:pages\u00a0: non mesuré, ${skipped}.\n`;
  const faults = `${findings.length} défaut${findings.length > 1 ? 's' : ''}`;
  return `bar:pages\u00a0: ${pages} pages × ${looks} présentations, ${states} formulaires refusés, ${forms} formulaires au clavier, ${mutants} mutants reconnus, ${faults}.\n`;
}
