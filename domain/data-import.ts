import { unless, refuse, type Decision, type FactsOf, type Refusal, type Rules } from './decision';
import type { TableRow } from './import-cells';
import { columnsOf, readRow, siteWord, type ImportKind, type ReadRow, type RowContent, type RowFacts } from './import-rows';
import { childId, type DossierId } from './ids';
import { quiet } from './reference';
import type { Site } from './site';

/** A record that an import makes; each goes to its own noun's table. */
export type ImportedRow = RowContent & { readonly id: DossierId };
export type CheckedLine = { readonly line: number; readonly ok: boolean; readonly faults: readonly Refusal[] };

export type Import = {
  readonly status: 'imported';
  readonly kind: ImportKind;
  readonly ids: readonly DossierId[];
};

export type ImportFacts = {
  readonly zones: RowFacts['zones'];
  readonly knownRpps: readonly string[];
  readonly knownSites: readonly Pick<Site, 'name' | 'address'>[];
};

export type DataImport = {
  readonly state: Import;
  readonly action: { readonly type: 'import'; readonly kind: ImportKind; readonly rows: readonly TableRow[] };
  /** `rows` never reaches the journal */
  readonly event: {
    readonly type: 'imported';
    readonly kind: ImportKind;
    readonly ids: readonly DossierId[];
    readonly rows: readonly ImportedRow[];
  };
  readonly due: never;
  readonly mail: never;
  readonly facts: ImportFacts;
};
type Facts = ImportFacts & RowFacts;

const mostLines = 2000;

/** The header is judged first: with a column missing, every line would repeat the same fault. */
function headerFaults(kind: ImportKind, rows: readonly TableRow[]): readonly Refusal[] {
  const [first] = rows;
  if (first === undefined) return [{ code: 'file-empty', field: '/lines' }];
  if (rows.length > mostLines) return [{ code: 'too-many-lines', field: '/lines', detail: { max: mostLines, lines: rows.length } }];
  const { required, optional } = columnsOf[kind];
  const given = Object.keys(first.cells);
  const at = (code: string, column: string): Refusal => ({ code, field: `/lines/1/${column}`, detail: { line: 1, column } });
  const missing = required.filter((column) => !given.includes(column)).map((column) => at('column-missing', column));
  const unknown = given
    .filter((column) => !required.includes(column) && !optional.includes(column))
    .map((column) => at('column-unknown', column));
  return [...missing, ...unknown];
}

function knownValues(kind: ImportKind, facts: Facts): ReadonlySet<string> {
  switch (kind) {
    case 'volunteers':
      return new Set(facts.knownRpps);
    case 'sites':
      return new Set(facts.knownSites.map(siteWord));
    case 'zones':
      return new Set(facts.zones.map(({ siren }) => siren));
  }
}

function duplicateFault({ line, unique }: ReadRow, first: ReadRow | undefined, known: ReadonlySet<string>): readonly Refusal[] {
  const at = { field: `/lines/${line}/${unique.column}` };
  if (unique.value === '') return [];
  if (first !== undefined && first.line !== line)
    return [{ code: 'duplicate-line', ...at, detail: { line, column: unique.column, first: first.line } }];
  return known.has(unique.value) ? [{ code: 'already-known', ...at, detail: { line, column: unique.column } }] : [];
}

function readRows(kind: ImportKind, rows: readonly TableRow[], facts: Facts): readonly ReadRow[] {
  const known = knownValues(kind, facts);
  const firsts = new Map<string, ReadRow>();
  return rows.map((row) => {
    const read = readRow(kind, row, facts);
    if (!firsts.has(read.unique.value)) firsts.set(read.unique.value, read);
    return { ...read, faults: [...read.faults, ...duplicateFault(read, firsts.get(read.unique.value), known)] };
  });
}

/** the dry run. Line 1 is the header; a line that only warns is not ok either, until an administrator passes the warning. */
export function checkRows(kind: ImportKind, rows: readonly TableRow[], facts: Facts): readonly CheckedLine[] {
  const header = headerFaults(kind, rows);
  if (header.length > 0) return [{ line: 1, ok: false, faults: header }];
  return readRows(kind, rows, facts).map(({ line, faults }) => ({ line, ok: faults.length === 0, faults }));
}

/** every line or none. */
function decide(state: Import | null, { kind, rows }: DataImport['action'], facts: FactsOf<'data-import'>): Decision<DataImport['event']> {
  if (state !== null) return refuse({ code: 'already-exists' });
  const header = headerFaults(kind, rows);
  if (header.length > 0) return refuse(...header);
  const read = readRows(kind, rows, facts);
  const faults = read.flatMap((row) => row.faults);
  return unless(facts, faults, () => {
    const imported = read.map(({ line, content }): ImportedRow => ({ id: childId(facts.dossier, String(line)), ...content }));
    return [{ type: 'imported', kind, ids: imported.map(({ id }) => id), rows: imported }];
  });
}

/** The rows live where they belong: a second copy of names here would only be one more to erase. */
function evolve(_state: Import | null, { kind, ids }: DataImport['event']): Import {
  return { status: 'imported', kind, ids };
}

export const dataImport: Rules<'data-import'> = { ...quiet, decide, evolve, tells: () => [], closed: () => true };
