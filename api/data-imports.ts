import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Collectivity } from '../domain/collectivity';
import { checkRows, type CheckedLine } from '../domain/data-import';
import type { Refusal } from '../domain/decision';
import type { TableRow } from '../domain/import-cells';
import { importKinds } from '../domain/import-rows';
import { projectRoot } from '../runtime/config';
import { outcomeOf } from '../store/commands';
import { importFacts } from '../store/data-imports';
import type { Tx } from '../store/db';
import { stateOf } from '../store/records';
import { refusalSentence } from '../templates/french';
import { act, keyedCommand, type Call, type Reply, type Route } from './act';
import { dryRunSchema } from './answer-schemas';
import { parseCsv, type Table } from './csv';
import { problem, ProblemError, refusedProblem } from './problems';
import { administrators, shownBy, without, type View } from './reference';
import { listAndGet } from './schemas';

const noun = 'data-import';
const body = z.strictObject({
  kind: z.enum(importKinds),
  csv: z.string().max(1_500_000).optional(),
  bundled: z.boolean().optional(),
  dryRun: z.boolean().optional(),
});
type Input = z.infer<typeof body>;

/** The ministry counts 151 (27 to 30 June 2025); zones/README.md says which are missing and why. */
const publishedZones = 151;
const bundledFile = join('zones', 'zones-prioritaires-2025.csv');

function bundledNote(count: number): string {
  return `Fichier partiel : il contient ${count} des ${publishedZones} intercommunalités prioritaires. Une intercommunalité absente peut être prioritaire : inscrivez-la avec sa source.`;
}

function badInput(pointer: string, code: string, detail: string): ProblemError {
  return new ProblemError(problem('invalid-input', { errors: [{ pointer, code, detail }] }));
}

function tableOf({ kind, csv, bundled = false }: Input): Table {
  if (bundled && kind !== 'zones')
    throw badInput('/bundled', 'bundled-zones-only', 'Seules les zones prioritaires sont fournies avec le logiciel.');
  if (bundled === (csv !== undefined))
    throw badInput(
      '/csv',
      'one-source',
      'Envoyez le texte du fichier dans « csv », ou « bundled » à true pour la liste fournie, l’un ou l’autre.',
    );
  return parseCsv(csv ?? readFileSync(join(projectRoot(), bundledFile), 'utf8'));
}

/** A command travels whole: a server of workflows takes two megabytes at most. */
const mostBytes = 1_500_000;
const mostErrors = 500;

function refusal(faults: readonly Refusal[]): ProblemError {
  const all = refusedProblem(noun, faults.slice(0, mostErrors));
  return new ProblemError(
    faults.length > mostErrors ? { ...all, detail: `Les ${mostErrors} premières erreurs sur ${faults.length}.` } : all,
  );
}

/** Lines that are wrong are refused before anything is sent; a command already performed is answered again, although its lines are known now. */
async function rowsToImport(call: Call, input: Input): Promise<readonly TableRow[]> {
  const { rows, faults } = tableOf(input);
  if (faults.length > 0) throw refusal(faults);
  if (Buffer.byteLength(JSON.stringify(rows)) > mostBytes)
    throw badInput('/csv', 'file-too-large', 'Ce fichier est trop volumineux pour un seul import : partagez-le en plusieurs.');
  const id = keyedCommand(call);
  const found = await call.service.db.read(call.collectivity, async (tx) =>
    (await outcomeOf(tx, id)) === null ? linesOf(tx, call, input, rows) : [],
  );
  const wrong = found.flatMap((line) => line.faults);
  if (wrong.some(({ override }) => override === undefined)) throw refusal(wrong);
  return rows;
}

/** A file that cannot be read line by line is not judged cell by cell. */
function unreadable(faults: readonly Refusal[]): readonly CheckedLine[] {
  const lines = [...new Set(faults.map(({ detail }) => Number(detail?.['line'] ?? 1)))];
  return lines.map((line) => ({ line, ok: false, faults: faults.filter(({ detail }) => Number(detail?.['line'] ?? 1) === line) }));
}

/** what an import would say of each line; nothing is written. */
async function dryRun(call: Call, input: Input): Promise<Reply> {
  const { rows, faults } = tableOf(input);
  const lines =
    faults.length > 0 ? unreadable(faults) : await call.service.db.read(call.collectivity, (tx) => linesOf(tx, call, input, rows));
  const accepted = lines.filter(({ ok }) => ok).length;
  return {
    status: 200,
    body: {
      lines: lines.map(({ line, ok, faults: found }) => ({ line, ok, faults: found.map(shownFault) })),
      accepted,
      refused: lines.length - accepted,
      note: ['Essai : rien n’a été enregistré.', ...(input.bundled === true ? [bundledNote(rows.length)] : [])].join(' '),
    },
  };
}

function shownFault(refusal: Refusal): object {
  const column = refusal.detail?.['column'];
  return {
    ...(column === undefined ? {} : { column }),
    code: refusal.code,
    detail: refusalSentence(noun, refusal),
    ...(refusal.override === undefined ? {} : { overridable: true }),
  };
}

async function linesOf(tx: Tx, { collectivity }: Call, { kind }: Input, rows: readonly TableRow[]): Promise<readonly CheckedLine[]> {
  const stored = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
  if (stored === null) throw new ProblemError(problem('not-found'));
  return checkRows(kind, rows, { ...(await importFacts(tx)), collectivity: stored });
}

const importData = act({
  noun,
  path: '/data-imports',
  roles: administrators,
  title: 'Importer un fichier, ou l’essayer sans rien enregistrer',
  body,
  action: async (input, call) => ({ type: 'import', kind: input.kind, rows: await rowsToImport(call, input) }),
});

async function run(call: Call): Promise<Reply> {
  const { overrides: _, ...rest } = z.looseObject({}).parse(call.body);
  const input = body.parse(rest);
  if (input.dryRun === true) return dryRun(call, input);
  const reply = await importData.run(call);
  if (input.bundled !== true || typeof reply.body !== 'object') return reply;
  return { ...reply, body: { ...reply.body, note: bundledNote(tableOf(input).rows.length) } };
}

/** The rows live in the records that they became, and there only are they shown. */
const importView: View = (record) => without(record, 'rows');

export const dataImportRoutes: readonly Route[] = shownBy(importView, [
  {
    ...importData,
    run,
    answers: { ...importData.answers, 200: { description: 'Essai : ligne par ligne, ce que l’import dirait', schema: dryRunSchema } },
  },
  ...listAndGet(noun, 'Imports de données'),
]);
