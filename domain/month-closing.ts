import type { DoctorRange } from './closing-batches';
import { budgetRefusals, selfApproval, type ClosingBudget } from './closing-approval';
import { contestTasks, decideContest, isContest, type ContestAction } from './closing-contest';
import { closingMessages, type ClosingDocument, type ClosingMail, type PublishedStatement } from './closing-mail';
import { evolve, isHeard, type Closing, type ClosingDue, type ClosingEvent, type Heard, type Projected } from './closing-state';
import { dues, nextActions } from './closing-dates';
import { firstDay, lastDay, type CivilDate, type Month } from './dates';
import {
  accept,
  actorRef,
  refuse,
  unless,
  type Actor,
  type Decision,
  type FactsOf,
  type FallDue,
  type Party,
  type Refusal,
  type Rules,
  type Tell,
} from './decision';
import type { StatementId } from './ids';
import { controlTotals } from './liquidation';
import type { Liquidation } from './liquidation-facts';
import { numbered, type Numbering } from './numbering';
import type { BankSnapshot, StatementStatus } from './issued-statement';
import type { MonthDraft } from './month-draft';
import { statementDocuments, type DocumentNames } from './statement-document-data';
import { sameTotals, type Totals } from './statement-draft';

export type ClosingAction =
  | { readonly type: 'announce'; readonly month: Month }
  | { readonly type: 'freeze' }
  | { readonly type: 'project' }
  | { readonly type: 'approve'; readonly totals: Totals; readonly digest: string }
  | { readonly type: 'issue' }
  | { readonly type: 'publish' }
  | { readonly type: 'replace-statement'; readonly statement: StatementId; readonly reason: string }
  | Heard
  | ContestAction
  | FallDue<ClosingDue>;
export type ClosingFacts = {
  /**
   * of the month; while a statement is being replaced, of that statement (see `replacementOf`);
   * at an issue, of the next batch's doctors, as long as it is what was approved, so that a batch costs the same in every month
   */
  readonly draft: MonthDraft;
  /** what that counts, where documents are issued or one is to be replaced */
  readonly liquidation: Liquidation;
  /** who attested a half-day of these documents, and who declared or confirmed the bank details they pay to */
  readonly attesters: readonly string[];
  readonly bankHandlers: readonly string[];
  readonly numbering: Numbering;
  /** by creditor id */
  readonly bankSnapshots: Readonly<Record<string, BankSnapshot>>;
  /** of those whom the documents to issue are about */
  readonly names: DocumentNames;
  /** documents of this closing whose file is not sealed yet */
  readonly unsealed: number;
  /** the statement named by the action, or the one being replaced */
  readonly target: {
    readonly statement: StatementId;
    readonly number: string;
    readonly status: StatementStatus;
    readonly paid: boolean;
  } | null;
  /** every document of this closing, whatever became of it: what its totals are counted from */
  readonly documents: readonly ClosingDocument[];
  /** those in `unpublished` of the doctors to tell now */
  readonly statements: readonly PublishedStatement[];
  /** numbers of all those in `unpublished` */
  readonly numbers: readonly string[];
  /** the doctors to tell now */
  readonly telling: DoctorRange;
  readonly doctors: Readonly<Record<string, Party>>;
  readonly siteNames: Readonly<Record<string, string>>;
  /** what the finance service says of each convention and budget year of these documents, with what is issued already */
  readonly budgets?: readonly ClosingBudget[];
  /** the first day of the collectivity's first programme; null while there is none */
  readonly opened: CivilDate | null;
};

export type MonthClosing = {
  readonly state: Closing;
  readonly action: ClosingAction;
  readonly event: ClosingEvent;
  readonly due: ClosingDue;
  readonly mail: ClosingMail;
  readonly facts: ClosingFacts;
};
type Facts = FactsOf<'month-closing'>;

function wrongStatus(state: Closing): Decision<never> {
  return refuse({ code: 'wrong-status', detail: { status: state.status } });
}

function decideAnnounce(state: Closing | null, month: Month, facts: Facts): Decision<ClosingEvent> {
  if (state !== null) return accept();
  if (firstDay(month) > facts.today) return refuse({ code: 'month-future', field: '/month' });
  const early: Refusal | null =
    facts.today <= lastDay(month) ? { code: 'month-not-over', field: '/month', override: 'administrator' } : null;
  const unopened: Refusal | null =
    facts.opened !== null && facts.opened <= lastDay(month) ? null : { code: 'month-unopened', field: '/month' };
  return unless(facts, [unopened, early], () => [{ type: 'announced', month, at: facts.now }]);
}

/** computed anew each time it is looked at. */
function projected(facts: Facts): Projected {
  const { totals, digest } = facts.draft;
  return { totals, digest, at: facts.now };
}

function decideFreeze(state: Closing, facts: Facts): Decision<ClosingEvent> {
  return state.status === 'announced' ? accept({ type: 'drafted', ...projected(facts) }) : decideProject(state, facts);
}

function decideProject(state: Closing, facts: Facts): Decision<ClosingEvent> {
  if (state.status !== 'draft') return wrongStatus(state);
  const found = projected(facts);
  const same = state.draft !== null && state.draft.digest === found.digest && sameTotals(state.draft.totals, found.totals);
  return same ? accept() : accept({ type: 'drafted', ...found });
}

function decideApprove(state: Closing, seen: { readonly totals: Totals; readonly digest: string }, facts: Facts): Decision<ClosingEvent> {
  if (state.status !== 'draft') return wrongStatus(state);
  const { totals, digest } = projected(facts);
  const changed: Refusal | null =
    seen.digest === digest && sameTotals(seen.totals, totals)
      ? null
      : { code: 'draft-changed', field: '/digest', detail: { count: totals.count, netCents: totals.netCents } };
  const refusals = [selfApproval(facts), changed, ...budgetRefusals(facts.draft.asked, facts)];
  const { batches } = facts.draft;
  return unless(facts, refusals, () => [{ type: 'approved', by: actorRef(facts.by), totals, digest, batches, at: facts.now }]);
}

/** Recomputes before it numbers: what changed since the approval goes back to the approver. */
function decideIssue(state: Closing, facts: Facts): Decision<ClosingEvent> {
  if (state.status === 'issued' || state.status === 'published') return accept();
  if (state.status !== 'approved' || state.expected === null) return wrongStatus(state);
  const { replacing } = state;
  if (replacing !== null && (facts.target === null || facts.target.paid))
    return settling(state, { type: 'replacement-dropped', statement: replacing.statement }, facts);
  const found = projected(facts);
  if (found.digest !== state.expected.digest) return accept({ type: 'reopened', ...found });
  return accept(batchOf(facts, replacing?.number ?? null));
}

/** What no document carries is told with the batch of its doctor. */
function batchOf({ liquidation, ...facts }: Facts, replaces: string | null): ClosingEvent {
  const { drafts, information, held } = liquidation;
  const rows = numbered(drafts, { ...facts, liquidation }, replaces);
  const issued = rows.map(({ statement, number }) => ({ statement, number }));
  return { type: 'issued', issued, rows, totals: controlTotals(liquidation), information, held, at: facts.now };
}

function decidePublish(state: Closing, facts: Facts): Decision<ClosingEvent> {
  if (state.status === 'published' || state.status === 'settled') return accept();
  if (state.status !== 'issued') return wrongStatus(state);
  if (facts.unsealed > 0) return refuse({ code: 'documents-missing', detail: { count: facts.unsealed } });
  const { through } = facts.telling;
  if (through !== null) return accept({ type: 'told', through, at: facts.now });
  const replaces = state.replacing?.number ?? null;
  return settling(
    state,
    { type: 'published', statements: state.unpublished, replaces, first: state.publishedOn === null, at: facts.now },
    facts,
  );
}

/** E-19: wrong content takes a new number, by the same way: PROJET, approval, issue. */
function decideReplacement(
  state: Closing,
  { statement, reason }: Extract<ClosingAction, { type: 'replace-statement' }>,
  facts: Facts,
): Decision<ClosingEvent> {
  if (state.status !== 'published') return wrongStatus(state);
  const { target } = facts;
  if (target === null || target.statement !== statement) return refuse({ code: 'unknown-statement', field: '/statement' });
  const [held] = facts.liquidation.held;
  const refusals: readonly (Refusal | null)[] = [
    target.paid ? { code: 'already-acknowledged', detail: { number: target.number } } : null,
    target.status === 'replaced' ? { code: 'statement-replaced', detail: { number: target.number } } : null,
    held === undefined ? null : { code: 'replacement-held', detail: { reason: held.reason } },
    reason.trim() === '' ? { code: 'text-missing', field: '/reason' } : null,
  ];
  return unless(facts, refusals, () => [
    { type: 'replacement-asked', statement, number: target.number, reason: reason.trim() },
    { type: 'drafted', ...projected(facts) },
  ]);
}

function decideHeard(state: Closing, action: Heard, facts: Facts): Decision<ClosingEvent> {
  if (!isStatement(facts.by, action.statement)) return refuse({ code: 'statement-only' });
  const wasRejected = action.type === 'completed' || (action.type === 'replaced' && action.from === 'rejected');
  return settling(state, { type: 'heard', statement: action.statement, what: action.type, wasRejected }, facts);
}

function isStatement(by: Actor, statement: StatementId): boolean {
  return by.kind === 'dossier' && by.noun === 'statement' && by.dossier === statement;
}

/** The month ends with the last document acknowledged or replaced. */
function settling(state: Closing, event: ClosingEvent, facts: Facts): Decision<ClosingEvent> {
  const after = evolve(state, event);
  const done = after.status === 'published' && after.acknowledged + after.replaced >= after.statements;
  return done ? accept<ClosingEvent>(event, { type: 'settled', at: facts.now }) : accept(event);
}

function decideFallDue(state: Closing, { due, item }: FallDue<ClosingDue>, facts: Facts): Decision<ClosingEvent> {
  if (!dues(state, facts).some((each) => each.what === due && each.item === item && each.at <= facts.now)) return accept();
  if (due === 'freeze') return accept({ type: 'drafted', ...projected(facts) });
  if (due === 'publish') return decidePublish(state, facts);
  return due === 'issue' ? decideIssue(state, facts) : accept({ type: 'reminded', due, item: item ?? '' });
}

function decide(state: Closing | null, action: ClosingAction, facts: Facts): Decision<ClosingEvent> {
  if (action.type === 'announce') return decideAnnounce(state, action.month, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  if (isHeard(action)) return decideHeard(state, action, facts);
  if (isContest(action)) return decideContest(state, action, facts);
  switch (action.type) {
    case 'freeze':
      return decideFreeze(state, facts);
    case 'project':
      return decideProject(state, facts);
    case 'approve':
      return decideApprove(state, action, facts);
    case 'issue':
      return decideIssue(state, facts);
    case 'publish':
      return decidePublish(state, facts);
    case 'replace-statement':
      return decideReplacement(state, action, facts);
    case 'fall-due':
      return decideFallDue(state, action, facts);
  }
}

/** the document that was cancelled hears its successor's number. What a command tells is told once its documents are sealed: so does the closing hear that it may publish, the last batch last. */
function tells(event: ClosingEvent, state: Closing, facts: Facts): readonly Tell[] {
  if (event.type !== 'issued') return [];
  const publish: Tell = { noun: 'month-closing', dossier: facts.dossier, action: { type: 'publish' } };
  if (state.replacing === null) return [publish];
  const by = event.issued.map(({ number }) => number);
  return [{ noun: 'statement', dossier: state.replacing.statement, action: { type: 'replace', by } }, publish];
}

export const monthClosing: Rules<'month-closing'> = {
  decide,
  evolve,
  dues,
  nextActions,
  messages: closingMessages,
  tells,
  documents: statementDocuments,
  outlives: ['accountant-month', 'statement-copy', 'month-contest'],
  closed: (state) => state.status === 'settled' && contestTasks(state).length === 0,
};
