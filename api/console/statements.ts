import { isMonth, month, type Month } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import type { IssuedStatement } from '../../domain/issued-statement';
import { documentId } from '../../domain/statement-document-data';
import { digestOf } from '../../store/commands';
import { rowOf, rowsOf, tasksOfDossier } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { partiesOf, siteNamesOf } from '../../store/document-names';
import { documentOf } from '../../store/documents';
import { evidenceOf } from '../../store/line-evidence';
import {
  statementPage,
  statementsPage,
  type StatementModel,
  type StatementRow,
  type StatementsModel,
} from '../../templates/pages/console/statements';
import { ofMonth, type Waits } from '../../templates/pages/console/dossier';
import { evidencePage, type EvidenceModel } from '../../templates/pages/console/evidence';
import { apiRoute, first, page, post, readers, type Body, type ConsoleEntry, type Sent, type Visit } from '../console-page';
import { rankPattern } from '../line-evidence';
import { problem, ProblemError } from '../problems';
import { noticeOf } from './days';
import { dateIn } from './typed-date';
import { idOf, waitsOf } from './visit';

export function rowFor(
  id: string,
  { number, doctor, month: of, kind, net, status }: IssuedStatement,
  doctors: Readonly<Record<string, { readonly name: string }>>,
): StatementRow {
  return { id, number, month: of, kind, net, status, doctor: doctors[doctor]?.name ?? doctor };
}

async function loadList(tx: Tx, { query }: Visit): Promise<StatementsModel> {
  const { month: asked = '', status = '' } = query;
  const all = await rowsOf<IssuedStatement>(tx, 'statements');
  const months = [...new Set<Month>(all.map(({ state }) => state.month))].toSorted().toReversed();
  const kept = all.filter(({ state }) => (!isMonth(asked) || state.month === month(asked)) && (status === '' || state.status === status));
  const doctors = await partiesOf(
    tx,
    kept.map(({ state }) => state.doctor),
  );
  return {
    rows: kept.map(({ id, state }) => rowFor(id, state, doctors)).toSorted((a, b) => (a.number < b.number ? 1 : -1)),
    months,
    month: asked,
    status,
  };
}

async function loadOne(tx: Tx, visit: Visit): Promise<StatementModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<IssuedStatement>(tx, 'statements', id);
  if (row === null) return null;
  const { state, version } = row;
  const doctors = await partiesOf(tx, [state.doctor]);
  const kept = await documentOf(tx, documentId(dossierId(row.id)));
  return {
    id: row.id,
    version,
    statement: state,
    doctor: doctors[state.doctor]?.name ?? state.doctor,
    sites: await siteNamesOf(
      tx,
      [...state.lines, ...state.information].map(({ site }) => site),
    ),
    isKept: kept !== null && kept.sha256 !== null,
    label: visit.collectivity.label,
    clock: visit.collectivity.zone,
    waits: [...(await waitsOf(tx, visit, 'statement', row.id)), ...(await accountantOf(tx, state))],
  };
}

/** The closing waits for all its documents at once: each of them says that it is among them. */
async function accountantOf(tx: Tx, { status, closing, month: of }: IssuedStatement): Promise<readonly Waits[]> {
  if (status !== 'issued') return [];
  const awaited = (await tasksOfDossier(tx, 'month-closing', closing)).find(({ what }) => what === 'statements-acknowledge');
  const at = { href: `/console/month-closings/${closing}`, label: `clôture ${ofMonth(of)}` };
  return [{ text: 'Attend l’accusé du comptable', until: awaited?.until ?? null, at }];
}

async function loadEvidence(tx: Tx, visit: Visit): Promise<EvidenceModel | null> {
  const { rank = '' } = visit.call.params;
  const id = idOf(visit);
  const row = id === null || !rankPattern.test(rank) ? null : await rowOf<IssuedStatement>(tx, 'statements', id);
  if (row === null) return null;
  const evidence = await evidenceOf(tx, { id: dossierId(row.id), state: row.state }, Number(rank), digestOf);
  return evidence === null ? null : { evidence, label: visit.collectivity.label, clock: visit.collectivity.zone };
}

const one = page({
  path: '/statements/:id',
  section: '/statements',
  roles: readers,
  load: loadOne,
  render: (model, { kit }) => statementPage(model, kit),
});
const pdf = apiRoute('get', '/statements/:id/pdf');

function act(form: string, body: (sent: Sent) => Body, said: string): ConsoleEntry {
  return post({
    path: `/statements/:id/${form}`,
    form,
    page: one,
    route: apiRoute('post', `/statements/:id/${form}`),
    body,
    done: ({ status }, { call: { params } }) => ({ to: `/console/statements/${params['id'] ?? ''}`, notice: noticeOf(status, said) }),
  });
}

function pieceOf({ fields, files }: Sent): Body {
  const { file } = files;
  return { piece: first(fields, 'piece'), ...(file === undefined ? {} : { file: file.bytes.toString('base64') }) };
}

function answerOf({ fields }: Sent): Body {
  const granted = first(fields, 'granted');
  if (granted === 'yes' || granted === 'no') return { reason: first(fields, 'reason'), granted: granted === 'yes' };
  throw new ProblemError(
    problem('invalid-input', { errors: [{ pointer: '/granted', code: 'missing', detail: 'Choisissez une réponse.' }] }),
  );
}

export const statementEntries: readonly ConsoleEntry[] = [
  page({ path: '/statements', menu: 'États liquidatifs', roles: readers, load: loadList, render: statementsPage }),
  one,
  page({ path: '/statements/:id/lines/:rank', section: '/statements', roles: readers, load: loadEvidence, render: evidencePage }),
  { kind: 'file', path: '/statements/:id/pdf', roles: pdf.roles, run: ({ call }) => pdf.run(call) },
  act(
    'acknowledgement',
    ({ fields }) => ({ paymentOrder: first(fields, 'paymentOrder'), on: dateIn(fields, 'on') }),
    'Le document est pris en charge.',
  ),
  act('rejection', ({ fields }) => ({ kind: first(fields, 'kind'), reason: first(fields, 'reason') }), 'Le rejet est enregistré.'),
  act('pieces', pieceOf, 'La pièce est ajoutée : le document revient à la paierie.'),
  act('replacement', ({ fields }) => ({ reason: first(fields, 'reason') }), 'La clôture est rouverte : un nouveau projet est à approuver.'),
  act('contest', ({ fields }) => ({ reason: first(fields, 'reason') }), 'La contestation est notée.'),
  act('contest-answer', answerOf, 'La réponse est envoyée au médecin.'),
];
