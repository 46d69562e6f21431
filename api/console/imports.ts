import { z } from 'zod';
import { frenchInstant, instant } from '../../domain/dates';
import { importExample } from '../../domain/import-examples';
import { importKinds, type ImportKind } from '../../domain/import-rows';
import { importsDone } from '../../store/imports-done';
import { linkedErrors, type FormError, type Kit, type LinkedError, type Warning } from '../../templates/pages/console/kit';
import { importsPage, lineId, trialPage, type Trial } from '../../templates/pages/console/imports';
import { csv, quoted } from '../../templates/statement-table';
import {
  answeredBy,
  apiRoute,
  first,
  isPending,
  overridesIn,
  page,
  pendingNotice,
  send,
  withOverrides,
  type ConsoleEntry,
  type ConsoleFile,
  type ConsolePost,
  type Done,
  type Sent,
  type Visit,
} from '../console-page';
import { parseCsv } from '../csv';
import { problem, ProblemError } from '../problems';
import { administrators } from '../reference';
import { userWords } from './visit';

const importRoute = apiRoute('post', '/data-imports');
const section = '/imports';

const list = page({
  path: '/imports',
  menu: 'Imports',
  roles: administrators,
  load: importsDone,
  render: (all, { kit, collectivity }) =>
    importsPage(
      {
        lines: all.map(({ kind, count, at, actor }) => ({
          kind,
          count,
          on: frenchInstant(instant(at), collectivity.zone),
          by: actor.startsWith('user:') ? userWords(actor, collectivity) : actor,
        })),
        accepts: { volunteers: '', sites: '', zones: 'La liste fournie avec le logiciel est celle des zones publiées en juin 2025.' },
      },
      kit,
    ),
});

/** Spreadsheets of French desks still write Windows-1252: what is not UTF-8 is read as such. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

type Asked = { readonly kind: ImportKind; readonly csv: string | null };

export function askedIn({ fields, files }: Pick<Sent, 'fields' | 'files'>): Asked {
  const kind = importKinds.find((each) => each === first(fields, 'kind'));
  const upload = files['file'];
  const sent = upload === undefined ? (fields['csv']?.[0] ?? null) : textOf(upload.bytes);
  if (kind === undefined) throw faulty('kind', 'Choisissez le contenu du fichier.');
  if (sent === null && kind !== 'zones') throw faulty('file', 'Choisissez un fichier.');
  if (sent !== null && sent.trim() === '') throw faulty('file', 'Ce fichier est vide.');
  return { kind, csv: sent };
}

const faulty = (field: string, detail: string): ProblemError =>
  new ProblemError(problem('invalid-input', { errors: [{ pointer: `/${field}`, code: 'missing', detail }] }));

const bodyOf = ({ kind, csv }: Asked): Readonly<Record<string, unknown>> => (csv === null ? { kind, bundled: true } : { kind, csv });

const trialSchema = z.object({
  lines: z.array(
    z.object({
      line: z.number(),
      ok: z.boolean(),
      faults: z.array(
        z.object({ column: z.string().optional(), code: z.string(), detail: z.string(), overridable: z.boolean().optional() }),
      ),
    }),
  ),
  accepted: z.number(),
  refused: z.number(),
  note: z.string(),
});

/** what the import would say of each line. */
async function tried(asked: Asked, visit: Visit, key: string): Promise<{ readonly trial: Trial; readonly warnings: readonly Warning[] }> {
  const { body } = await send(visit, importRoute, { ...bodyOf(asked), dryRun: true }, key);
  const { lines, accepted, refused, note } = trialSchema.parse(body);
  const cells = new Map(asked.csv === null ? [] : parseCsv(asked.csv).rows.map(({ line, cells: row }) => [line, Object.values(row)]));
  const doubts = lines.flatMap(({ faults }) => faults.filter(({ overridable }) => overridable === true));
  return {
    trial: {
      ...asked,
      accepted,
      refused,
      note,
      lines: lines.map(({ line, ok, faults }) => ({
        line,
        ok,
        cells: (cells.get(line) ?? [])
          .filter((cell) => cell !== '')
          .slice(0, 3)
          .join(', '),
        faults: faults.map(({ column = null, detail, overridable = false }) => ({ column, text: detail, overridable })),
      })),
    },
    warnings: [...new Map(doubts.map(({ code, detail }) => [code, { code, text: detail }])).values()],
  };
}

/** Doubts that an administrator may pass are asked beside the button that imports. */
function withDoubts(kit: Kit, warnings: readonly Warning[]): Kit {
  return warnings.length === 0 ? kit : { ...kit, answered: { form: 'commit', fields: {}, errors: [], warnings } };
}

/** What the API calls the text of the table is the file of the form. */
async function again(error: unknown, form: string, visit: Visit, { fields }: Sent): Promise<Done> {
  const { errors, ...rest } = answeredBy(error, form, fields);
  const answered = { ...rest, errors: errors.map(({ field, text }) => ({ field: field === 'csv' ? 'file' : field, text })) };
  const view = await list.show({ ...visit, kit: { ...visit.kit, answered } });
  if (view === null) throw error;
  return { view, section, errors: linkedErrors(answered) };
}

/** A fault of a cell leads to its line. */
function lineError({ field, text }: FormError): LinkedError {
  const [, line, column] = /^lines\/(\d+)(?:\/(.+))?$/.exec(field ?? '') ?? [];
  if (line === undefined) return { href: null, text };
  const place = column === undefined ? `Ligne ${line}` : `Ligne ${line}, ${column}`;
  return { href: `#${lineId(line)}`, text: `${place}\u00A0: ${text}` };
}

const trial: ConsolePost = {
  kind: 'post',
  path: '/imports/trial',
  roles: importRoute.roles,
  run: async (visit, sent) => {
    try {
      const { trial: shown, warnings } = await tried(askedIn(sent), visit, sent.key);
      return { view: trialPage(shown, withDoubts(visit.kit, warnings)), section };
    } catch (error) {
      return again(error, 'trial', visit, sent);
    }
  },
};

/** Refused lines are shown as the trial shows them: another import may have come in between. */
const commit: ConsolePost = {
  kind: 'post',
  path: '/imports',
  roles: importRoute.roles,
  run: async (visit, sent) => {
    const asked = askedIn(sent);
    try {
      const reply = await send(visit, importRoute, withOverrides(bodyOf(asked), overridesIn(sent.fields)), sent.key);
      return { to: '/console/imports', notice: isPending(reply) ? pendingNotice : 'Le fichier est importé.' };
    } catch (error) {
      const answered = answeredBy(error, 'commit', sent.fields);
      const { trial: shown, warnings } = await tried(asked, visit, `${sent.key}.trial`);
      const reason = answered.errors.filter(({ field }) => field === 'override-reason');
      const kit: Kit = { ...visit.kit, answered: { ...answered, errors: reason, warnings } };
      const general = answered.errors.filter(({ field }) => field === null || reason.length === 0).slice(0, 5);
      const said = general.map(lineError);
      return { view: trialPage(shown, kit), section, errors: [...said, ...linkedErrors({ ...answered, errors: reason, warnings })] };
    }
  },
};

/** What a spreadsheet of the desk starts from: the headings, and one line that the importer would take. */
const template: ConsoleFile = {
  kind: 'file',
  path: '/imports/:kind/modele.csv',
  roles: importRoute.roles,
  run: async ({ call }) => {
    const kind = importKinds.find((each) => each === call.params['kind']);
    if (kind === undefined) throw new ProblemError(problem('not-found'));
    const { columns, cells } = importExample(kind);
    return {
      status: 200,
      body: csv([columns.map(quoted), cells.map(quoted)]),
      mediaType: 'text/csv; charset=utf-8',
      headers: { 'Content-Disposition': `attachment; filename="modele-${templateNames[kind]}.csv"` },
    };
  },
};
const templateNames: Readonly<Record<ImportKind, string>> = { volunteers: 'medecins', sites: 'lieux', zones: 'zones' };

export const importEntries: readonly ConsoleEntry[] = [list, template, trial, commit];
