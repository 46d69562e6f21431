import type { Closing } from '../../domain/closing-state';
import { actorRef } from '../../domain/decision';
import { monthOf, previousMonth } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { controlTotals } from '../../domain/liquidation';
import { draftsDigest } from '../../domain/statement-draft';
import { digestOf } from '../../store/commands';
import { rowOf, rowsOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { partiesOf, siteNamesOf } from '../../store/document-names';
import { projectedMonth } from '../../store/month-closings';
import { differences } from '../../store/month-differences';
import { closingTotals, documentsOfClosing } from '../../store/month-files';
import { closingPage, closingsPage, type ClosingModel, type ClosingRow } from '../../templates/pages/console/closings';
import type { Projet } from '../../templates/pages/console/projet';
import {
  apiRoute,
  first,
  page,
  post,
  readers,
  type Body,
  type ConsoleEntry,
  type ConsoleFile,
  type Sent,
  type Visit,
} from '../console-page';
import { confirmed } from './confirmation';
import { noticeOf } from './days';
import { rowFor } from './statements';
import { monthIn } from './typed-date';
import { baseOf, idOf, userWords, waitsOf } from './visit';

const list = page({
  path: '/month-closings',
  menu: 'Clôtures',
  roles: readers,
  load: async (tx, { today }) => ({
    rows: (await rowsOf<Closing>(tx, 'month_closings')).toSorted((a, b) =>
      a.state.month < b.state.month ? 1 : -1,
    ) satisfies readonly ClosingRow[],
    month: monthOf(today),
  }),
  render: (model, { kit }) => closingsPage(model, kit),
});

/** until it is approved a month is its PROJET, computed as it is looked at. */
async function projetOf(tx: Tx, visit: Visit, id: string, state: Closing): Promise<Projet | null> {
  if (state.status !== 'announced' && state.status !== 'draft') return null;
  const base = baseOf(visit, id);
  const { liquidation, attesters, bankHandlers } = await projectedMonth(tx, base, state);
  const { drafts, information, held } = liquidation;
  return {
    totals: controlTotals(liquidation),
    digest: draftsDigest(drafts, digestOf),
    drafts,
    information,
    held,
    differences: await differences(tx, drafts, previousMonth(state.month)),
    isInvolved: [...attesters, ...bankHandlers].includes(actorRef(base.by)),
  };
}

async function loadOne(tx: Tx, visit: Visit): Promise<ClosingModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<Closing>(tx, 'month_closings', id);
  if (row === null) return null;
  const { state, version } = row;
  const draft = await projetOf(tx, visit, row.id, state);
  const documents = await documentsOfClosing(tx, dossierId(row.id));
  const projected = draft === null ? [] : [...draft.drafts, ...draft.held, ...draft.information, ...draft.differences];
  const named = [...documents.map((each) => each.state), ...state.held, ...state.information, ...projected];
  const doctors = await partiesOf(
    tx,
    named.map(({ doctor }) => doctor),
  );
  return {
    id: row.id,
    version,
    closing: state,
    approver: state.approval === null ? '' : userWords(state.approval.by, visit.collectivity),
    clock: visit.collectivity.zone,
    label: visit.collectivity.label,
    doctors: Object.fromEntries(Object.entries(doctors).map(([ref, { name }]) => [ref, name])),
    sites: await siteNamesOf(tx, sitesIn(draft)),
    draft,
    statements: documents.map(({ id: statement, state: issued }) => rowFor(statement, issued, doctors)),
    totals: closingTotals(state, documents),
    waits: await waitsOf(tx, visit, 'month-closing', row.id),
  };
}

const sitesIn = (draft: Projet | null): readonly string[] =>
  draft === null ? [] : draft.drafts.flatMap(({ lines }) => lines.map(({ site }) => site));

const one = page({
  path: '/month-closings/:id',
  section: '/month-closings',
  roles: readers,
  load: loadOne,
  render: (model, { kit }) => closingPage(model, kit),
});

const hrefOf = ({ call: { params } }: Visit): string => `/console/month-closings/${params['id'] ?? ''}`;

/** What was read goes back as it was read. */
function approved(sent: Sent): Body {
  confirmed(sent);
  const totals = ['count', 'netCents', 'overpaymentCents', 'informationCents', 'held'];
  return {
    totals: Object.fromEntries(totals.map((name) => [name, Number(first(sent.fields, `totals/${name}`))])),
    digest: first(sent.fields, 'digest'),
  };
}

function file(path: string): ConsoleFile {
  const route = apiRoute('get', `/month-closings/:id/${path}`);
  return { kind: 'file', path: `/month-closings/:id/${path}`, roles: route.roles, run: ({ call }) => route.run(call) };
}

export const closingEntries: readonly ConsoleEntry[] = [
  list,
  post({
    path: '/month-closings',
    form: 'announce',
    page: list,
    route: apiRoute('post', '/month-closings'),
    body: ({ fields }) => ({ month: monthIn(fields, 'month') }),
    done: ({ status }) => ({ to: '/console/month-closings', notice: noticeOf(status, 'La clôture est annoncée.') }),
  }),
  one,
  post({
    path: '/month-closings/:id/draft',
    form: 'recompute',
    page: one,
    route: apiRoute('post', '/month-closings/:id/draft'),
    body: () => ({}),
    done: ({ status }, visit) => ({ to: hrefOf(visit), notice: noticeOf(status, 'Le projet est arrêté et soumis à approbation.') }),
  }),
  post({
    path: '/month-closings/:id/approval',
    form: 'approval',
    page: one,
    route: apiRoute('post', '/month-closings/:id/approval'),
    body: approved,
    done: ({ status }, visit) => ({
      to: hrefOf(visit),
      notice: noticeOf(status, 'Le projet est approuvé : les documents sont numérotés et scellés.'),
    }),
  }),
  ...['statements.pdf', 'archive', 'table.xlsx', 'table', 'table.json'].map(file),
];
