import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../../api/csv';
import { checkRows } from '../../domain/data-import';
import type { FactsOf } from '../../domain/decision';
import { importExample } from '../../domain/import-examples';
import { columnsOf, importKinds, type ImportKind } from '../../domain/import-rows';
import { csv, quoted } from '../../templates/statement-table';
import { aRehearsal, aZone, baseFacts } from './reference-data';

const facts: FactsOf<'data-import'> = {
  ...baseFacts({ collectivity: aRehearsal() }),
  zones: [aZone()],
  knownRpps: [],
  knownSites: [],
};
const unlisted = { ...facts, zones: [] };

function faultsOf(kind: ImportKind, text: string, known = facts): readonly string[] {
  const { rows, faults } = parseCsv(text);
  expect(faults).toEqual([]);
  return checkRows(kind, rows, known).flatMap((line) => line.faults.map(({ code, field }) => `${code} ${field}`));
}

test.each(importKinds)('R-57: the template of %s shows every column, and its line is taken as it is', (kind) => {
  const { columns, cells } = importExample(kind);
  expect(columns).toEqual([...columnsOf[kind].required, ...columnsOf[kind].optional]);
  expect(cells.filter((cell) => cell === '' || cell.trim() !== cell)).toEqual(kind === 'sites' ? ['', '', '', '', '', ''] : []);
  expect(faultsOf(kind, csv([columns.map(quoted), cells.map(quoted)]), kind === 'zones' ? unlisted : facts)).toEqual([]);
});

test.each(['volunteers', 'sites'] as const)('R-57: the example %s.csv that the README imports is taken without a doubt', (kind) => {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'examples', `${kind}.csv`), 'utf8');
  expect(faultsOf(kind, text)).toEqual([]);
});
