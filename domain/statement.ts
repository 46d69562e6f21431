import { plusDays, type CivilDate, type Instant } from './dates';
import {
  accept,
  actorRef,
  administrator,
  canMove,
  refuse,
  unless,
  type Decision,
  type DocumentSpec,
  type FactsOf,
  type NextAction,
  type Party,
  type Refusal,
  type Rules,
  type Tell,
  type Transitions,
} from './decision';
import { childId, type DossierId } from './ids';
import { issuedState, type IssuedStatement, type RejectionKind, type StatementStatus } from './issued-statement';
import { parameters, valueOn } from './parameters';
import { messages, type StatementMail } from './statement-mail';

const next: Transitions<StatementStatus> = {
  issued: ['acknowledged', 'rejected', 'contested', 'replaced'],
  // 3.5, E-15: once ordered to be paid, a document is corrected by the next one, never replaced
  acknowledged: ['contested'],
  rejected: ['issued', 'replaced'],
  contested: ['issued', 'acknowledged', 'rejected', 'replaced'],
  replaced: [],
};

export type StatementAction =
  | { readonly type: 'acknowledge'; readonly paymentOrder: string; readonly on: CivilDate }
  | { readonly type: 'reject'; readonly reason: string; readonly kind: RejectionKind }
  | { readonly type: 'add-piece'; readonly piece: string; /** a PDF in base64 */ readonly file: string | null }
  | { readonly type: 'replace'; readonly by: readonly string[] }
  | { readonly type: 'contest'; readonly reason: string }
  /** the document stands */
  | { readonly type: 'uphold'; readonly reason: string }
  /** the document is wrong: what follows is a replacement, or the next month's correction */
  | { readonly type: 'grant'; readonly reason: string };

export type StatementEvent =
  | { readonly type: 'acknowledged'; readonly paymentOrder: string; readonly on: CivilDate; readonly by: string }
  | { readonly type: 'rejected'; readonly reason: string; readonly kind: RejectionKind; readonly by: string; readonly at: Instant }
  | {
      readonly type: 'completed';
      readonly piece: string;
      readonly document: DossierId | null;
      readonly by: string;
      /** the file itself: for the register, not for the journal */
      readonly state: { readonly file: string | null };
    }
  | { readonly type: 'replaced'; readonly by: readonly string[]; readonly from: StatementStatus }
  | { readonly type: 'contested'; readonly reason: string; readonly by: string; readonly at: Instant }
  | { readonly type: 'upheld' | 'granted'; readonly reason: string };

export type StatementFacts = {
  readonly doctor: Party | null;
  /** numbers of the documents that say they replace this one */
  readonly replacedBy: readonly string[];
};

export type Statement = {
  readonly state: IssuedStatement;
  readonly action: StatementAction;
  readonly event: StatementEvent;
  readonly due: never;
  readonly mail: StatementMail;
  readonly facts: StatementFacts;
};
type Facts = FactsOf<'statement'>;

function mayBecome(state: IssuedStatement, to: StatementStatus, facts: Facts): Refusal | null {
  const number = facts.replacedBy[0];
  if (number !== undefined) return { code: 'statement-replaced', detail: { number } };
  return canMove(next, state.status, to) ? null : { code: 'wrong-status', detail: { status: state.status } };
}

function missing(field: string, text: string): Refusal | null {
  return text.trim() === '' ? { code: 'text-missing', field } : null;
}

function decideAcknowledge(
  state: IssuedStatement,
  { paymentOrder, on }: Extract<StatementAction, { type: 'acknowledge' }>,
  facts: Facts,
): Decision<StatementEvent> {
  const date = on > facts.today ? 'date-future' : on < state.issuedOn ? 'date-before-issue' : null;
  const paid: Refusal | null =
    state.acknowledgement === null ? null : { code: 'already-acknowledged', detail: { paymentOrder: state.acknowledgement.paymentOrder } };
  const refusals = [
    paid ?? mayBecome(state, 'acknowledged', facts),
    missing('/paymentOrder', paymentOrder),
    date === null ? null : { code: date, field: '/on' },
  ];
  return unless(facts, refusals, () => [{ type: 'acknowledged', paymentOrder: paymentOrder.trim(), on, by: actorRef(facts.by) }]);
}

function decideReject(
  state: IssuedStatement,
  { reason, kind }: Extract<StatementAction, { type: 'reject' }>,
  facts: Facts,
): Decision<StatementEvent> {
  const paid: Refusal | null =
    state.acknowledgement === null ? null : { code: 'already-acknowledged', detail: { paymentOrder: state.acknowledgement.paymentOrder } };
  return unless(facts, [paid ?? mayBecome(state, 'rejected', facts), missing('/reason', reason)], () => [
    { type: 'rejected', reason: reason.trim(), kind, by: actorRef(facts.by), at: facts.now },
  ]);
}

/** A file of any other kind could not be joined to what the accountant keeps. */
const pdfInBase64 = /^JVBERi0[A-Za-z0-9+/]+={0,2}$/;

function decideAddPiece(
  state: IssuedStatement,
  { piece, file }: Extract<StatementAction, { type: 'add-piece' }>,
  facts: Facts,
): Decision<StatementEvent> {
  if (state.status !== 'rejected') return refuse({ code: 'wrong-status', detail: { status: state.status } });
  const wrong: Refusal | null =
    state.rejection?.kind === 'wrong-content' ? { code: 'content-wrong', detail: { number: state.number } } : null;
  const unreadable: Refusal | null = file === null || pdfInBase64.test(file) ? null : { code: 'piece-not-pdf', field: '/file' };
  const document = file === null ? null : childId(facts.dossier, 'piece', String(state.pieces.length + 1));
  return unless(facts, [wrong, mayBecome(state, 'issued', facts), missing('/piece', piece), unreadable], () => [
    { type: 'completed', piece: piece.trim(), document, by: actorRef(facts.by), state: { file } },
  ]);
}

/** only the closing that numbered the new document cancels the old one. */
function decideReplace(state: IssuedStatement, by: readonly string[], facts: Facts): Decision<StatementEvent> {
  if (facts.by.kind !== 'dossier' || facts.by.dossier !== state.closing) return refuse({ code: 'closing-only' });
  if (state.status === 'replaced') return accept();
  if (!canMove(next, state.status, 'replaced') || state.acknowledgement !== null)
    return refuse({ code: 'already-acknowledged', detail: { paymentOrder: state.acknowledgement?.paymentOrder ?? '' } });
  return accept({ type: 'replaced', by, from: state.status });
}

function decide(state: IssuedStatement | null, action: StatementAction, facts: Facts): Decision<StatementEvent> {
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'acknowledge':
      return decideAcknowledge(state, action, facts);
    case 'reject':
      return decideReject(state, action, facts);
    case 'add-piece':
      return decideAddPiece(state, action, facts);
    case 'replace':
      return decideReplace(state, action.by, facts);
    case 'contest':
      return decideContest(state, action.reason, facts);
    case 'uphold':
    case 'grant': {
      const none: Refusal | null = isContestOpen(state) ? null : { code: 'not-contested' };
      const type = action.type === 'uphold' ? 'upheld' : 'granted';
      return unless(facts, [none, missing('/reason', action.reason)], () => [{ type, reason: action.reason.trim() }]);
    }
  }
}

/** The last day on which the mailed link takes a contest. */
export function contestUntil(issuedOn: CivilDate): CivilDate {
  return plusDays(issuedOn, valueOn(parameters.statementContestDays, issuedOn));
}

/** After the delay an administrator still notes what a doctor says on the phone. */
function decideContest(state: IssuedStatement, reason: string, facts: Facts): Decision<StatementEvent> {
  const until = contestUntil(state.issuedOn);
  const open: Refusal | null = state.contest !== null && state.contest.answer === null ? { code: 'already-contested' } : null;
  const late: Refusal | null = facts.by.kind === 'link' && facts.today > until ? { code: 'contest-late', detail: { until } } : null;
  return unless(facts, [open ?? mayBecome(state, 'contested', facts), late, missing('/reason', reason)], () => [
    { type: 'contested', reason: reason.trim(), by: actorRef(facts.by), at: facts.now },
  ]);
}

function isContestOpen({ contest, status }: IssuedStatement): boolean {
  return contest !== null && contest.answer === null && status !== 'replaced';
}

function evolve(state: IssuedStatement | null, event: StatementEvent): IssuedStatement {
  if (state === null) throw new Error(`a statement cannot begin with ${event.type}`);
  switch (event.type) {
    case 'acknowledged':
      return { ...state, status: 'acknowledged', acknowledgement: { paymentOrder: event.paymentOrder, on: event.on, by: event.by } };
    case 'rejected':
      return { ...state, status: 'rejected', rejection: { reason: event.reason, kind: event.kind, by: event.by, at: event.at } };
    case 'completed':
      return { ...state, status: 'issued', pieces: [...state.pieces, { label: event.piece, document: event.document }] };
    case 'replaced':
      return { ...state, status: 'replaced', replacedBy: event.by };
    case 'contested':
      return { ...state, status: 'contested', contest: { reason: event.reason, by: event.by, at: event.at, answer: null, granted: false } };
    case 'upheld':
    case 'granted': {
      const contest = state.contest === null ? null : { ...state.contest, answer: event.reason, granted: event.type === 'granted' };
      return { ...state, contest, status: state.status === 'contested' ? issuedState(state) : state.status };
    }
  }
}

function nextActions(state: IssuedStatement): readonly NextAction[] {
  const owner = administrator;
  const detail = { number: state.number };
  const { rejection, contest } = state;
  const rejected =
    state.status === 'rejected' && rejection !== null
      ? [
          {
            key: 'rejected',
            owner,
            what: rejection.kind === 'wrong-content' ? 'statement-replace' : 'statement-complete',
            until: null,
            detail: { ...detail, reason: rejection.reason },
          },
        ]
      : [];
  const contested =
    isContestOpen(state) && contest !== null
      ? [{ key: 'contested', owner, what: 'statement-contested', until: null, detail: { ...detail, reason: contest.reason } }]
      : [];
  return [...rejected, ...contested];
}

function documents(event: StatementEvent, { number, pieces }: IssuedStatement): readonly DocumentSpec[] {
  if (event.type !== 'completed' || event.document === null || event.state.file === null) return [];
  const name = `${number}-piece-${pieces.length}.pdf`;
  return [{ id: event.document, kind: 'statement-piece', name, mediaType: 'application/pdf', data: { file: event.state.file } }];
}

function tells(event: StatementEvent, { closing }: IssuedStatement, facts: Facts): readonly Tell[] {
  const statement = facts.dossier;
  switch (event.type) {
    case 'acknowledged':
    case 'rejected':
    case 'completed':
      return [{ noun: 'month-closing', dossier: closing, action: { type: event.type, statement } }];
    case 'replaced':
      return [{ noun: 'month-closing', dossier: closing, action: { type: 'replaced', statement, from: event.from } }];
    case 'contested':
    case 'upheld':
    case 'granted':
      return [];
  }
}

export const statement: Rules<'statement'> = {
  decide,
  evolve,
  dues: () => [],
  nextActions,
  messages,
  tells,
  documents,
  outlives: ['accountant-month'],
  closed: (state) => state.status === 'replaced' || (state.status === 'acknowledged' && !isContestOpen(state)),
};
