import { sql, type RawBuilder } from 'kysely';
import { numberPrefix, isRehearsal } from '../domain/collectivity';
import { everyDoctor, isWithin, type DoctorRange } from '../domain/closing-batches';
import { isContest } from '../domain/closing-contest';
import type { Closing } from '../domain/closing-state';
import type { ClosingDocument, PublishedStatement } from '../domain/closing-mail';
import { civilDate, yearOf, type CivilDate } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { dossierId, type PersonId } from '../domain/ids';
import { issueStatement, type BankSnapshot, type IssuedStatement } from '../domain/issued-statement';
import type { Liquidation } from '../domain/liquidation-facts';
import type { ClosingFacts } from '../domain/month-closing';
import type { Numbering } from '../domain/numbering';
import type { MonthDraft } from '../domain/month-draft';
import { order } from '../domain/lists';
import { draftKinds, noTotals, type DraftKind } from '../domain/statement-draft';
import { payerSums } from '../domain/month-totals';
import { noNames } from '../domain/statement-document-data';
import type { Command } from '../domain/nouns';
import { nextBatch, parts, wholeLiquidated, type Liquidated, type Target } from './closing-liquidation';
import { attestersOf, bankHandlersOf, draftFacts } from './closing-draft';
import { documentNames, partiesOf, siteNamesOf } from './document-names';
import type { Tx } from './db';
import { within } from './liquidation-input';
import { saveNew, type Records } from './records';
import { statements } from './statements';

type Action = Command<'month-closing'>['action'];

export const monthClosings: Records<'month-closing'> = {
  table: 'month_closings',
  facts: async (tx, base, state, action) => {
    // numbers first: whoever takes them reads what the one before it wrote, so that two closings never pay one half-day twice
    const numbering = await numberingOf(tx, base, takesNumbers(action));
    const target = await targetOf(tx, base, state, action);
    const common = { ...nothing, numbering, target: target === null ? null : target.facts };
    if (state === null) return { ...common, opened: await openedOn(tx) };
    if (isContest(action)) return { ...common, doctors: await partiesOf(tx, [action.doctor]) };
    if (publishes(action)) return { ...common, ...(await publication(tx, base, state)) };
    return liquidates(action) ? { ...common, ...(await liquidationFacts(tx, base, state, target, takesNumbers(action))) } : common;
  },
  rows: async (tx, base, event) => {
    if (event.type !== 'issued') return;
    const issued = event.rows.map(({ statement: id, ...row }) => ({ id, state: issueStatement(row, base.dossier, base.today) }));
    await saveNew(tx, statements, base.collectivityId, issued);
    for (const kind of draftKinds) {
      const last = Math.max(0, ...event.rows.filter(({ draft }) => draft.kind === kind).map(({ seq }) => seq));
      if (last > 0) await tx.updateTable('counters').set({ value: last }).where('series', '=', seriesOf(kind, base)).execute();
    }
  },
};

function takesNumbers(action: Action): boolean {
  return action.type === 'issue' || (action.type === 'fall-due' && action.due === 'issue');
}

function publishes(action: Action): boolean {
  return action.type === 'publish' || (action.type === 'fall-due' && action.due === 'publish');
}

/** The others move the closing on without looking at its documents. */
function liquidates(action: Action): boolean {
  if (action.type === 'fall-due') return action.due === 'freeze' || action.due === 'issue';
  return (
    action.type === 'freeze' ||
    action.type === 'project' ||
    action.type === 'approve' ||
    action.type === 'issue' ||
    action.type === 'replace-statement'
  );
}

const none: Liquidation = { drafts: [], information: [], held: [] };
const noDraft: MonthDraft = { totals: noTotals, digest: '', asked: [], batches: [{ ...everyDoctor, digest: '' }] };

const nothing: Omit<ClosingFacts, 'numbering' | 'target'> = {
  draft: noDraft,
  liquidation: none,
  attesters: [],
  bankHandlers: [],
  bankSnapshots: {},
  names: noNames,
  unsealed: 0,
  documents: [],
  statements: [],
  numbers: [],
  telling: everyDoctor,
  doctors: {},
  siteNames: {},
  opened: null,
};

async function openedOn(tx: Tx): Promise<CivilDate | null> {
  const first = sql<string | null>`min(body ->> 'from')`.as('first');
  const row = await tx.selectFrom('programmes').select(first).executeTakeFirst();
  const from = row?.first ?? null;
  return from === null ? null : civilDate(from);
}

/** R-09, E-40: one series per kind and year of issue, a rehearsal in its own. */
function seriesOf(kind: DraftKind, base: BaseFacts): string {
  return `${isRehearsal(base.collectivity) ? 'SPECIMEN-' : ''}${kind === 'statement' ? 'EL' : 'TP'}-${yearOf(base.today)}`;
}

async function numberingOf(tx: Tx, base: BaseFacts, locks: boolean): Promise<Numbering> {
  const series = draftKinds.map((kind) => seriesOf(kind, base));
  if (locks) {
    const rows = series.map((each) => ({ collectivity: base.collectivityId, series: each, value: 0 }));
    await tx
      .insertInto('counters')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const query = tx.selectFrom('counters').select(['series', 'value']).where('series', 'in', series).orderBy('series');
  const counters = await (locks ? query.forUpdate() : query).execute();
  const last = (kind: DraftKind): number => counters.find((row) => row.series === seriesOf(kind, base))?.value ?? 0;
  return { prefix: numberPrefix(base.collectivity), last: { statement: last('statement'), overpayment: last('overpayment') } };
}

/** The statement that is being replaced, or that is asked to be: locked where its fate is decided. */
async function targetOf(tx: Tx, base: BaseFacts, state: Closing | null, action: Action): Promise<Target | null> {
  const asked = action.type === 'replace-statement' ? action.statement : (state?.replacing?.statement ?? null);
  if (asked === null) return null;
  const query = tx
    .selectFrom('statements')
    .select(sql<IssuedStatement>`body`.as('state'))
    .where('id', '=', asked)
    .where('closing', '=', base.dossier);
  const row = await (takesNumbers(action) || action.type === 'replace-statement' ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) return null;
  const { number, status, acknowledgement } = row.state;
  return { facts: { statement: asked, number, status, paid: acknowledgement !== null }, isReplaced: status === 'replaced' };
}

async function liquidationFacts(
  tx: Tx,
  base: BaseFacts,
  state: Closing,
  target: Target | null,
  issues: boolean,
): Promise<Partial<ClosingFacts>> {
  if (!issues && target === null) return draftFacts(tx, base, parts(tx, base, state, target), null);
  const found = await (issues ? nextBatch : wholeLiquidated)(tx, base, state, target);
  const { liquidation } = found;
  const except = target === null || target.isReplaced ? null : target.facts.number;
  return {
    ...(await draftFacts(tx, base, [found], except)),
    liquidation,
    ...(issues ? { bankSnapshots: bankSnapshotsOf(found), names: await documentNames(tx, liquidation.drafts) } : {}),
  };
}

/** the details as they stand when a document is issued to them. */
function bankSnapshotsOf({ liquidation: { drafts }, creditors }: Liquidated): Readonly<Record<string, BankSnapshot>> {
  const snapshots: Record<string, BankSnapshot> = {};
  for (const id of new Set(drafts.map(({ creditor }) => creditor.id))) {
    const effective = creditors.get(id)?.effective ?? null;
    if (effective === null) continue;
    const { sealed, maskedIban, holderKind, siret, version } = effective;
    snapshots[id] = { sealed, maskedIban, holderKind, siret, version };
  }
  return snapshots;
}

/** the month as it is looked at, with each of its documents, and who had a hand in it. */
export async function projectedMonth(
  tx: Tx,
  base: BaseFacts,
  state: Closing,
): Promise<Pick<ClosingFacts, 'liquidation' | 'attesters' | 'bankHandlers'>> {
  const found = await wholeLiquidated(tx, base, state, await targetOf(tx, base, state, { type: 'project' }));
  return { liquidation: found.liquidation, attesters: attestersOf(found.liquidation), bankHandlers: bankHandlersOf(found) };
}

/** Doctors who hear of their month in one transaction. */
const toldAtOnce = 100;

/** Of a first publication everybody is told, batch after batch; of a replacement, the doctor whom it is about. */
async function tellingOf(tx: Tx, base: BaseFacts, { telling, publishedOn, unpublished, information, held }: Closing): Promise<DoctorRange> {
  if (publishedOn !== null) return everyDoctor;
  const after = telling?.through ?? null;
  const rest: DoctorRange = { after, through: null };
  const { rows } =
    unpublished.length === 0
      ? { rows: [] }
      : await sql<{ doctor: PersonId }>`
    SELECT DISTINCT doctor COLLATE "C" AS doctor FROM statements WHERE closing = ${base.dossier} AND ${within(rest, sql.ref('doctor'))}
    ORDER BY 1 LIMIT ${toldAtOnce + 1}`.execute(tx);
  const others = [...information, ...held].map(({ doctor }) => doctor).filter((doctor) => isWithin(rest, doctor));
  const next = [...new Set([...rows.map(({ doctor }) => doctor), ...others])].toSorted(order);
  return { after, through: next.length > toldAtOnce ? (next[toldAtOnce - 1] ?? null) : null };
}

async function publication(tx: Tx, base: BaseFacts, state: Closing): Promise<Partial<ClosingFacts>> {
  const telling = await tellingOf(tx, base, state);
  const unpublished = new Set<string>(state.unpublished);
  const rows = await tx
    .selectFrom('statements')
    .select(['id', sql<IssuedStatement>`body`.as('state')])
    .where('closing', '=', base.dossier)
    .where(within(telling, sql.ref('doctor')))
    .$if(state.publishedOn !== null, (query) => query.where(sql<boolean>`id = ANY(${[...state.unpublished]}::text[])`)) // may be none
    .execute();
  const published = rows
    .toSorted((a, b) => order(a.state.number, b.state.number)) // here: the index that gives numbers in their order knows no doctor
    .filter(({ id }) => unpublished.has(id))
    .map(({ id, state: { number, kind, doctor, net, lines, information, issuedOn } }): PublishedStatement => ({
      statement: dossierId(id),
      number,
      kind,
      doctor,
      netCents: net,
      payers: payerSums([...lines, ...information]),
      issuedOn,
    }));
  const unsealed = await tx
    .selectFrom('documents')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('noun', '=', 'month-closing')
    .where('dossier', '=', base.dossier)
    .where('sha256', 'is', null)
    .executeTakeFirstOrThrow();
  const others = [...state.information, ...state.held].filter(({ doctor }) => isWithin(telling, doctor));
  const lines = state.information.filter(({ doctor }) => isWithin(telling, doctor)).flatMap((entry) => entry.lines);
  return {
    telling,
    unsealed: Number(unsealed.count),
    ...(telling.through === null ? await wholeMonth(tx, base, state) : {}),
    statements: published,
    doctors: await partiesOf(
      tx,
      [...published, ...others].map(({ doctor }) => doctor),
    ),
    siteNames: await siteNamesOf(
      tx,
      lines.map(({ site }) => site),
    ),
  };
}

/** The accountant is told last, of everything: as little of each document as its month counts, since there may be thousands. */
async function wholeMonth(tx: Tx, base: BaseFacts, { unpublished }: Closing): Promise<Pick<ClosingFacts, 'documents' | 'numbers'>> {
  const paid = (lines: string): RawBuilder<string> =>
    sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('payer', line -> 'payer', 'amount', line -> 'amount')), '[]') FROM jsonb_array_elements(body -> ${lines}::text) AS line)`;
  const { rows } = await sql<{ readonly id: string; readonly counted: ClosingDocument }>`
    SELECT id, jsonb_build_object('number', number, 'status', status, 'replaces', replaces, 'kind', kind, 'net', body -> 'net', 'imputation', body -> 'imputation',
      'budgetYear', body -> 'budgetYear', 'lines', ${paid('lines')}, 'information', ${paid('information')}) AS counted
    FROM statements WHERE closing = ${base.dossier} ORDER BY number`.execute(tx);
  const numbers = new Map(rows.map(({ id, counted }) => [id, counted.number]));
  return { documents: rows.map(({ counted }) => counted), numbers: unpublished.flatMap((id) => numbers.get(id) ?? []) };
}
