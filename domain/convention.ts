import { isRehearsal } from './collectivity';
import { dateIn, yearOf, type CivilDate, type Instant } from './dates';
import {
  accept,
  canMove,
  refuse,
  unless,
  type Addressed,
  type Decision,
  type FactsOf,
  type FallDue,
  type Mail,
  type Refusal,
  type Rules,
  type Tell,
} from './decision';
import {
  partyOf,
  partyRef,
  readSignatory,
  readTerms,
  type ConventionSignatory,
  type ConventionTerms,
  type TermsFacts,
} from './convention-terms';
import { conventionDues } from './convention-dates';
import { decideLife } from './convention-life';
import type { Budget, BudgetDue, YearEnds } from './convention-budget';
import type { DayAfterEnd, Denounce, Denunciation } from './convention-denunciation';
import { decideOutside, outsideDocuments, type RecordOutside, type SignedOutside } from './convention-outside';
import { conventionActions } from './convention-actions';
import { conventionDocuments, conventionText, digestOfText, type ConventionText } from './convention-text';
import { formalityFaults, isEnforceable, readVote, type Deliberation, type Formalities, type Vote } from './deliberation';
import { childId, type DossierId } from './ids';
import { conventionTransitions, evolve, type ConventionStatus } from './convention-record';
import { pointer, reader } from './reader';
import { changedFields } from './reference';
import type { RoundOutcome, SignatureRefusal } from './signature-round';

export type Convention = ConventionTerms & {
  readonly number: string;
  readonly status: ConventionStatus;
  readonly deliberation: Deliberation | null;
  readonly round: DossierId | null;
  readonly rounds: number;
  /** what is to be signed, once its signature has been opened, and its digest */
  readonly text: ConventionText | null;
  readonly digest: string | null;
  readonly signed: readonly { readonly party: string; readonly at: Instant; readonly on: CivilDate }[];
  /** instead of a round: the signed file was brought, with who signed and when */
  readonly outside?: SignedOutside;
  readonly refusal: { readonly ref: string; readonly reason: SignatureRefusal } | null;
  readonly renewalReminded: boolean;
  /** by year, as the finance service sets them */
  readonly budgets?: readonly Budget[];
  readonly yearEnds?: YearEnds;
  readonly denunciation?: Denunciation | null;
  /** the morning on which the days after the end were last looked at */
  readonly reviewedOn?: CivilDate | null;
};

export type ConventionDue = 'effect' | 'end' | 'renewal-reminder' | 'days-review' | BudgetDue;

export type ConventionNoun = {
  readonly state: Convention;
  readonly action:
    | { readonly type: 'create'; readonly terms: ConventionTerms }
    | { readonly type: 'revise'; readonly terms: ConventionTerms }
    /** E-26: a signatory may change between the vote and the signature */
    | { readonly type: 'set-signatory'; readonly party: string; readonly signatory: ConventionSignatory }
    | ({ readonly type: 'record-deliberation' } & Vote)
    | ({ readonly type: 'make-enforceable' } & Formalities)
    | { readonly type: 'open-signature' }
    | ({ readonly type: 'record-outside-signature' } & RecordOutside)
    | { readonly type: 'archive' }
    | { readonly type: 'set-budgets'; readonly budgets: readonly Budget[] }
    | ({ readonly type: 'denounce' } & Denounce)
    | RoundOutcome
    | FallDue<ConventionDue>;
  readonly event:
    | { readonly type: 'created'; readonly number: string; readonly state: ConventionTerms }
    | { readonly type: 'revised'; readonly fields: readonly string[]; readonly state: ConventionTerms }
    | { readonly type: 'signatory-set'; readonly party: string; readonly state: ConventionSignatory }
    | ({ readonly type: 'deliberation-recorded' } & Vote)
    | ({ readonly type: 'made-enforceable' } & Formalities)
    | { readonly type: 'signature-opened'; readonly round: DossierId; readonly digest: string; readonly state: ConventionText }
    | { readonly type: 'signed'; readonly signed: Convention['signed'] }
    | (Omit<SignedOutside, 'signatures'> & {
        readonly type: 'signed-outside';
        readonly signed: Convention['signed'];
        readonly state: Pick<SignedOutside, 'signatures'>;
      })
    | { readonly type: 'signature-refused'; readonly ref: string; readonly reason: SignatureRefusal }
    | { readonly type: 'signature-expired' }
    | { readonly type: 'took-effect'; readonly on: CivilDate }
    | { readonly type: 'renewal-reminded' }
    | { readonly type: 'budgets-set'; readonly budgets: readonly Budget[] }
    | { readonly type: 'year-end-reminded' | 'year-ended'; readonly year: number }
    | ({ readonly type: 'denounced' } & Denunciation)
    | { readonly type: 'days-reviewed'; readonly on: CivilDate }
    | { readonly type: 'ended' }
    | { readonly type: 'archived' };
  readonly due: ConventionDue;
  readonly mail:
    | Mail<
        'convention-in-force',
        {
          readonly title: string;
          readonly organisations: readonly string[];
          readonly effectiveOn: CivilDate;
          readonly to: CivilDate;
          readonly epci: number;
          readonly outside: string | null;
        }
      >
    | Mail<
        'convention-signed-outside',
        { readonly title: string; readonly sha256: string; readonly signatures: SignedOutside['signatures'] }
      >;
  readonly facts: TermsFacts & {
    /** the next rank among the conventions of the year */
    readonly rank: number;
    /** planned days of a denounced convention, from today on */
    readonly daysAfterEnd?: readonly DayAfterEnd[];
  };
};
type Action = ConventionNoun['action'];
type Event = ConventionNoun['event'];
type Facts = FactsOf<'convention'>;

function decideTerms(state: Convention | null, action: Extract<Action, { type: 'create' | 'revise' }>, facts: Facts): Decision<Event> {
  const { terms, refusals } = readTerms(action.terms, facts);
  if (action.type === 'create')
    return state === null
      ? unless(facts, refusals, () => [{ type: 'created', number: numberOf(facts), state: terms }])
      : refuse({ code: 'already-exists' });
  if (state === null) return refuse({ code: 'unknown-dossier' });
  if (state.status !== 'draft') return wrong(state);
  const fields = changedFields(termsOf(state), terms);
  return unless(facts, refusals, () => (fields.length === 0 ? [] : [{ type: 'revised', fields, state: terms }]));
}

/** E-40: a rehearsal's convention is told from a real one by its number too. */
function numberOf({ collectivity, today, rank }: Facts): string {
  return `${isRehearsal(collectivity) ? 'SPECIMEN-' : ''}CONV-${yearOf(today)}-${String(rank).padStart(4, '0')}`;
}

function termsOf({ title, parties, programmes, epci, from, to, noticeMonths }: Convention): ConventionTerms {
  return { title, parties, programmes, epci, from, to, noticeMonths };
}

function wrong({ status }: Convention): Decision<never> {
  return refuse({ code: 'wrong-status', detail: { status } });
}

function decideSignatory(state: Convention, action: Extract<Action, { type: 'set-signatory' }>, facts: Facts): Decision<Event> {
  if (!canMove(conventionTransitions, state.status, 'signing')) return wrong(state);
  const read = reader(pointer(''));
  read.check(
    'party',
    state.parties.some(({ key }) => key === action.party),
    'unknown-party',
  );
  const signatory = readSignatory(read, 'signatory', action.signatory);
  return unless(facts, read.refusals, () => [{ type: 'signatory-set', party: action.party, state: signatory }]);
}

/** A vote may still be recorded while R-22's override has the convention signed first. */
function decideVote(state: Convention, action: Vote, facts: Facts): Decision<Event> {
  if (state.deliberation !== null || state.status === 'archived') return wrong(state);
  const { vote, refusals } = readVote(action, facts.today);
  return unless(facts, refusals, () => [{ type: 'deliberation-recorded', ...vote }]);
}

function decideEnforceable(state: Convention, { transmittedOn, publishedOn }: Formalities, facts: Facts): Decision<Event> {
  const { deliberation } = state;
  if (deliberation === null) return refuse({ code: 'deliberation-missing' });
  if (isEnforceable(deliberation) || state.status === 'archived') return wrong(state);
  const formalities = { transmittedOn, publishedOn };
  return unless(facts, formalityFaults(formalities, deliberation, facts.today), () => [{ type: 'made-enforceable', ...formalities }]);
}

/** a convention signed before its deliberation is enforceable is a classic illegality; who insists says why. */
function decideOpen(state: Convention, facts: Facts): Decision<Event> {
  if (!canMove(conventionTransitions, state.status, 'signing')) return wrong(state);
  const early: Refusal | null = isEnforceable(state.deliberation)
    ? null
    : { code: 'deliberation-not-enforceable', override: 'administrator' };
  const over: Refusal | null = state.to < facts.today ? { code: 'convention-over', detail: { to: state.to } } : null;
  return unless(facts, [early, over], () => {
    const text = conventionText(state, facts);
    const round = childId(facts.dossier, `round-${state.rounds + 1}`);
    return [{ type: 'signature-opened', round, digest: digestOfText(text, facts), state: text }];
  });
}

/** Only the round that is open speaks: an earlier one, or anybody else, changes nothing. */
function decideRound(state: Convention, action: RoundOutcome, facts: Facts): Decision<Event> {
  const { by } = facts;
  if (state.status !== 'signing') return wrong(state);
  if (by.kind !== 'dossier' || by.dossier !== state.round) return refuse({ code: 'wrong-round' });
  switch (action.type) {
    case 'round-signed': {
      const momentsOf = (ref: string): readonly Instant[] => action.signatures.filter((each) => each.ref === ref).map((each) => each.at);
      return accept<Event>({
        type: 'signed',
        signed: state.parties.flatMap((party) =>
          momentsOf(partyRef(facts.dossier, party)).map((moment) => ({
            party: party.key,
            at: moment,
            on: dateIn(moment, facts.collectivity.zone),
          })),
        ),
      });
    }
    case 'round-refused':
      return accept<Event>({ type: 'signature-refused', ref: action.ref, reason: action.reason });
    case 'round-expired':
      return accept<Event>({ type: 'signature-expired' });
  }
}

function decide(state: Convention | null, action: Action, facts: Facts): Decision<Event> {
  if (action.type === 'create' || action.type === 'revise') return decideTerms(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'set-signatory':
      return decideSignatory(state, action, facts);
    case 'record-deliberation':
      return decideVote(state, action, facts);
    case 'make-enforceable':
      return decideEnforceable(state, action, facts);
    case 'open-signature':
      return decideOpen(state, facts);
    case 'record-outside-signature':
      return decideOutside(state, action, facts);
    case 'round-signed':
    case 'round-refused':
    case 'round-expired':
      return decideRound(state, action, facts);
    default:
      return decideLife(state, action, facts);
  }
}

function messages(event: Event, state: Convention, facts: Facts): readonly Addressed<ConventionNoun['mail']>[] {
  const { title, to, parties, epci, outside } = state;
  const recipients = parties.map((party) => partyOf(facts.dossier, party));
  if (event.type === 'signed-outside') {
    const data = { title, sha256: event.sha256, signatures: event.state.signatures };
    return recipients.map((party) => ({ kind: 'convention-signed-outside', data, to: party }));
  }
  if (event.type !== 'took-effect') return [];
  const organisations = parties.map(({ organisation }) => organisation);
  const data = { title, organisations, effectiveOn: event.on, to, epci: epci.length, outside: outside?.sha256 ?? null };
  return recipients.map((party) => ({ kind: 'convention-in-force', data, to: party }));
}

function tells(event: Event, _state: Convention, facts: Facts): readonly Tell[] {
  if (event.type !== 'signature-opened') return [];
  return [
    { noun: 'signature-round', dossier: event.round, action: { type: 'open', subject: { noun: 'convention', dossier: facts.dossier } } },
  ];
}

export const convention: Rules<'convention'> = {
  decide,
  evolve,
  dues: conventionDues,
  nextActions: conventionActions,
  messages,
  tells,
  documents: (event, state, facts) => [...conventionDocuments(event, state, facts), ...outsideDocuments(event, state)],
  closed: ({ status }) => status === 'archived',
};
