import type { CollectivityId } from '../domain/ids';
import type { ImportedRow, ImportFacts } from '../domain/data-import';
import type { Tx } from './db';
import { knownRpps, people } from './people';
import { saveNew, type Records } from './records';
import { knownSites, sites } from './sites';
import { knownZones, zones } from './zones';

export const dataImports: Records<'data-import'> = {
  table: 'data_imports',
  facts: (tx) => importFacts(tx),
  rows: async (tx, base, event) => {
    for (const row of event.rows) await saveRow(tx, base.collectivityId, row);
  },
};

/** What a line is compared with, in an import and in its dry run alike. */
export async function importFacts(tx: Tx): Promise<ImportFacts> {
  return { zones: await knownZones(tx), knownRpps: await knownRpps(tx), knownSites: await knownSites(tx) };
}

/** An imported record begins like one that a form made: at version 1, open, with nothing due. */
async function saveRow(tx: Tx, collectivity: CollectivityId, row: ImportedRow): Promise<void> {
  switch (row.noun) {
    case 'person':
      return saveNew(tx, people, collectivity, [row]);
    case 'site':
      return saveNew(tx, sites, collectivity, [row]);
    case 'zone':
      return saveNew(tx, zones, collectivity, [row]);
  }
}
