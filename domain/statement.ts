import { plus, type CivilDate, type Instant } from './dates';
import {
  accept,
  actorRef,
  canMove,
  refuse,
  unless,
  type Addressed,
  type Decision,
  type FactsOf,
  type Mail,
  type NextAction,
  type Party,
  type Refusal,
  type Rules,
  type Tell,
  type Transitions,
} from './decision';
import { issuedState, type IssuedStatement, type RejectionKind, type StatementStatus } from './issued-statement';
import type { Cents } from './money';
import type { DraftKind, StatementDraft } from './statement-draft';

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
  | { readonly type: 'add-piece'; readonly piece: string }
  | { readonly type: 'replace'; readonly by: readonly string[] }
  | { readonly type: 'contest'; readonly reason: string }
  | { readonly type: 'uphold'; readonly reason: string };

export type StatementEvent =
  | { readonly type: 'acknowledged'; readonly paymentOrder: string; readonly on: CivilDate; readonly by: string }
  | { readonly type: 'rejected'; readonly reason: string; readonly kind: RejectionKind; readonly by: string; readonly at: Instant }
  | { readonly type: 'completed'; readonly piece: string; readonly by: string }
  | { readonly type: 'replaced'; readonly by: readonly string[]; readonly from: StatementStatus }
  | { readonly type: 'contested'; readonly reason: string; readonly by: string; readonly at: Instant }
  | { readonly type: 'upheld'; readonly reason: string };

type StatementText = {
  readonly number: string;
  readonly kind: DraftKind;
  readonly month: StatementDraft['month'];
  readonly netCents: Cents;
};
export type StatementMail =
  | Mail<'statement-completed', StatementText>
  | Mail<'statement-contest-answered', StatementText & { readonly reason: string }>;

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

function decideAddPiece(state: IssuedStatement, piece: string, facts: Facts): Decision<StatementEvent> {
  if (state.status !== 'rejected') return refuse({ code: 'wrong-status', detail: { status: state.status } });
  const wrong: Refusal | null =
    state.rejection?.kind === 'wrong-content' ? { code: 'content-wrong', detail: { number: state.number } } : null;
  return unless(facts, [wrong, mayBecome(state, 'issued', facts), missing('/piece', piece)], () => [
    { type: 'completed', piece: piece.trim(), by: actorRef(facts.by) },
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
      return decideAddPiece(state, action.piece, facts);
    case 'replace':
      return decideReplace(state, action.by, facts);
    case 'contest': {
      const open: Refusal | null = state.contest !== null && state.contest.answer === null ? { code: 'already-contested' } : null;
      return unless(facts, [open ?? mayBecome(state, 'contested', facts), missing('/reason', action.reason)], () => [
        { type: 'contested', reason: action.reason.trim(), by: actorRef(facts.by), at: facts.now },
      ]);
    }
    case 'uphold': {
      const none: Refusal | null = isContestOpen(state) ? null : { code: 'not-contested' };
      return unless(facts, [none, missing('/reason', action.reason)], () => [{ type: 'upheld', reason: action.reason.trim() }]);
    }
  }
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
      return { ...state, status: 'issued', pieces: [...state.pieces, event.piece] };
    case 'replaced':
      return { ...state, status: 'replaced', replacedBy: event.by };
    case 'contested':
      return { ...state, status: 'contested', contest: { reason: event.reason, by: event.by, at: event.at, answer: null } };
    case 'upheld': {
      const contest = state.contest === null ? null : { ...state.contest, answer: event.reason };
      return { ...state, contest, status: state.status === 'contested' ? issuedState(state) : state.status };
    }
  }
}

function nextActions(state: IssuedStatement): readonly NextAction[] {
  const owner = { kind: 'role', role: 'administrator' } as const;
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

function messages(event: StatementEvent, state: IssuedStatement, facts: Facts): readonly Addressed<StatementMail>[] {
  const data = { number: state.number, kind: state.kind, month: state.month, netCents: state.net };
  switch (event.type) {
    case 'completed':
      return [
        {
          kind: 'statement-completed',
          data,
          to: facts.collectivity.accountant,
          link: { purpose: 'accountant-month', until: plus(facts.now, { days: accountantLinkDays }), item: state.closing },
        },
      ];
    case 'upheld':
      return facts.doctor === null
        ? []
        : [{ kind: 'statement-contest-answered', data: { ...data, reason: event.reason }, to: facts.doctor }];
    case 'acknowledged':
    case 'rejected':
    case 'replaced':
    case 'contested':
      return [];
  }
}

/** The accountant's page serves until the month is settled; an expired link mails a fresh one. */
export const accountantLinkDays = 90;

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
  outlives: ['accountant-month'],
  closed: (state) => state.status === 'replaced' || (state.status === 'acknowledged' && !isContestOpen(state)),
};
