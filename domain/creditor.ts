import { companyFaults, type BankDetails, type BankRefusal, type CreditorState, type DeclaredDetails } from './bank-details';
import { plus, type CivilDate, type Instant } from './dates';
import {
  accept,
  actorRef,
  administrator,
  refuse,
  unless,
  type Addressed,
  type Decision,
  type Due,
  type FactsOf,
  type FallDue,
  type Mail,
  type NextAction,
  type Party,
  type Refusal,
  type Rules,
  type Tell,
} from './decision';
import type { EngagementId, PersonId } from './ids';
import { parameters, valueOn, type AnswerDelay } from './parameters';

export type CreditorAction =
  | ({ readonly type: 'declare'; readonly engagement: EngagementId } & BankDetails)
  | { readonly type: 'confirm'; readonly version: number; readonly callBack: CivilDate | null }
  | { readonly type: 'refuse'; readonly version: number; readonly reason: BankRefusal }
  | FallDue<CreditorDue>;

export type CreditorDue = 'confirm-reminder' | 'confirm-lapse';

export type CreditorEvent =
  /** `state`: what the journal leaves out */
  | {
      readonly type: 'declared';
      readonly engagement: EngagementId;
      readonly doctor: PersonId;
      readonly version: number;
      readonly state: DeclaredDetails;
    }
  | { readonly type: 'confirmed'; readonly version: number; readonly callBack: CivilDate | null; readonly by: string; readonly at: Instant }
  | {
      readonly type: 'refused';
      readonly version: number;
      readonly reason: BankRefusal | 'silence';
      readonly by: string;
      readonly at: Instant;
    }
  | { readonly type: 'reminded'; readonly item: string };

type BankText = { readonly maskedIban: string };
export type CreditorMail =
  | Mail<'bank-details-declared', BankText & { readonly change: boolean }>
  | Mail<'bank-details-effective', BankText>
  | Mail<'bank-details-refused', BankText & { readonly reason: BankRefusal | 'silence'; readonly earlierKept: boolean }>
  | Mail<'bank-details-waiting', { readonly doctor: string | null; readonly maskedIban: string; readonly until: Instant }>;

export type CreditorFacts = {
  readonly doctorId: PersonId | null;
  /** at the address known before the change */ readonly doctor: Party | null;
  /** the same person at the addresses of the last days, where a thief who changed the address does not read */
  readonly former?: readonly Party[];
};

export type Creditor = {
  readonly state: CreditorState;
  readonly action: CreditorAction;
  readonly event: CreditorEvent;
  readonly due: CreditorDue;
  readonly mail: CreditorMail;
  readonly facts: CreditorFacts;
};
type Facts = FactsOf<'creditor'>;

type Declare = Extract<CreditorAction, { type: 'declare' }>;

function declareFaults(state: CreditorState | null, action: Declare): readonly (Refusal | null)[] {
  const { engagement, sealed } = action;
  return [
    state !== null && state.engagement !== engagement ? { code: 'other-engagement', field: '/engagement' } : null,
    ...companyFaults(action),
    sealed === '' ? { code: 'text-missing', field: '/iban' } : null,
  ];
}

function decideDeclare(state: CreditorState | null, action: Declare, facts: Facts): Decision<CreditorEvent> {
  const doctor = state?.doctor ?? facts.doctorId;
  if (doctor === null) return refuse({ code: 'unknown-engagement', field: '/engagement' });
  const { engagement, sealed, maskedIban, holderKind, siret, companyName, holderMatches, foreign } = action;
  const version = (state?.version ?? 0) + 1;
  const details: DeclaredDetails = {
    sealed,
    maskedIban,
    holderKind,
    siret,
    companyName,
    holderMatches,
    foreign,
    version,
    by: actorRef(facts.by),
    at: facts.now,
  };
  return unless(facts, declareFaults(state, action), () => [{ type: 'declared', engagement, doctor, version, state: details }]);
}

/** another person than the declarer, and an administrator. */
function notTheConfirmer(pending: DeclaredDetails, { by }: Facts): Refusal | null {
  if (by.kind !== 'user' || by.role !== 'administrator') return { code: 'administrator-only' };
  return actorRef(by) === pending.by ? { code: 'self-confirmation' } : null;
}

/** The version that was looked at: a second declaration in between is another account. */
function notThatVersion(pending: DeclaredDetails, version: number): Refusal | null {
  return pending.version === version ? null : { code: 'details-changed', field: '/version', detail: { version: pending.version } };
}

/** a change is confirmed by calling back a number known before it; mails from a lookalike address change nothing (E-13). */
function callBackFault(state: CreditorState, callBack: CivilDate | null, facts: Facts): Refusal | null {
  if (callBack === null) return state.effective === null ? null : { code: 'call-back-missing', field: '/callBack' };
  return callBack > facts.today ? { code: 'date-future', field: '/callBack' } : null;
}

function decideConfirm(
  state: CreditorState,
  { version, callBack }: Extract<CreditorAction, { type: 'confirm' }>,
  facts: Facts,
): Decision<CreditorEvent> {
  const { pending } = state;
  if (pending === null) return refuse({ code: 'nothing-pending' });
  const refusals: readonly (Refusal | null)[] = [
    notTheConfirmer(pending, facts),
    notThatVersion(pending, version),
    callBackFault(state, callBack, facts),
    pending.holderMatches ? null : { code: 'holder-mismatch', override: 'administrator' },
    pending.foreign ? { code: 'iban-foreign', override: 'administrator' } : null,
  ];
  return unless(facts, refusals, () => [{ type: 'confirmed', version, callBack, by: actorRef(facts.by), at: facts.now }]);
}

function decideRefuse(
  state: CreditorState,
  { version, reason }: Extract<CreditorAction, { type: 'refuse' }>,
  facts: Facts,
): Decision<CreditorEvent> {
  const { pending } = state;
  if (pending === null) return refuse({ code: 'nothing-pending' });
  return unless(facts, [notTheConfirmer(pending, facts), notThatVersion(pending, version)], () => [
    { type: 'refused', version, reason, by: actorRef(facts.by), at: facts.now },
  ]);
}

function decideFallDue(state: CreditorState, { due, item }: FallDue<CreditorDue>, facts: Facts): Decision<CreditorEvent> {
  const listed = dues(state, facts).some((each) => each.what === due && each.item === item && each.at <= facts.now);
  if (!listed || state.pending === null || item === undefined) return accept();
  return accept(
    due === 'confirm-reminder'
      ? { type: 'reminded', item }
      : { type: 'refused', version: state.pending.version, reason: 'silence', by: 'clock', at: facts.now },
  );
}

function decide(state: CreditorState | null, action: CreditorAction, facts: Facts): Decision<CreditorEvent> {
  if (action.type === 'declare') return decideDeclare(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'confirm':
      return decideConfirm(state, action, facts);
    case 'refuse':
      return decideRefuse(state, action, facts);
    case 'fall-due':
      return decideFallDue(state, action, facts);
  }
}

function evolve(state: CreditorState | null, event: CreditorEvent): CreditorState {
  if (event.type === 'declared') return declared(state, event);
  if (state === null || state.pending === null) throw new Error(`nothing is pending before ${event.type}`);
  switch (event.type) {
    case 'confirmed':
      return {
        ...state,
        status: 'effective',
        effective: { ...state.pending, confirmedBy: event.by, confirmedOn: event.at },
        pending: null,
      };
    case 'refused':
      return {
        ...state,
        status: state.effective === null ? 'refused' : 'effective',
        pending: null,
        refusal: { reason: event.reason, by: event.by, at: event.at },
      };
    case 'reminded':
      return { ...state, reminded: [...state.reminded, event.item] };
  }
}

function declared(
  state: CreditorState | null,
  { engagement, doctor, version, state: pending }: Extract<CreditorEvent, { type: 'declared' }>,
): CreditorState {
  const effective = state?.effective ?? null;
  return {
    status: effective === null ? 'declared' : 'effective',
    engagement,
    doctor,
    version,
    effective,
    pending,
    refusal: null,
    reminded: [],
  };
}

function delay(facts: Facts): AnswerDelay {
  return valueOn(parameters.bankDetailsConfirmation, facts.today);
}

function lapseOf(pending: DeclaredDetails, facts: Facts): Instant {
  return plus(pending.at, { days: delay(facts).closedAfterDays });
}

/** The version is part of the item: details declared again are asked again from the start. */
function dues({ pending, reminded }: CreditorState, facts: Facts): readonly Due<CreditorDue>[] {
  if (pending === null) return [];
  const reminders = delay(facts).reminderDays.map(
    (days) => ({ what: 'confirm-reminder', at: plus(pending.at, { days }), item: `${pending.version}.${days}` }) as const,
  );
  return [
    ...reminders.filter(({ item }) => !reminded.includes(item)),
    { what: 'confirm-lapse', at: lapseOf(pending, facts), item: String(pending.version) },
  ];
}

function nextActions({ pending, effective }: CreditorState, facts: Facts): readonly NextAction[] {
  if (pending === null) return [];
  const what = effective === null ? 'creditor-confirm' : 'creditor-confirm-change';
  return [
    {
      key: `confirm-${pending.version}`,
      owner: administrator,
      what,
      until: lapseOf(pending, facts),
      detail: { version: pending.version, maskedIban: pending.maskedIban, ...(pending.siret === null ? {} : { siret: pending.siret }) },
    },
  ];
}

type Refused = Extract<CreditorEvent, { type: 'refused' }>;

/** It brings a link, so it goes to the address of today alone. */
function refusedMail({ reason }: Refused, to: Party, { effective, engagement }: CreditorState, facts: Facts): Addressed<CreditorMail> {
  const data = { maskedIban: effective?.maskedIban ?? '', reason, earlierKept: effective !== null };
  const until = plus(facts.now, { days: delay(facts).closedAfterDays });
  return { kind: 'bank-details-refused', data, to, link: { purpose: 'bank-details', until, item: engagement } };
}

function waitingMail({ pending }: CreditorState, facts: Facts): readonly Addressed<CreditorMail>[] {
  if (pending === null) return [];
  const { name, email } = facts.collectivity.contact;
  const data = { doctor: facts.doctor?.name ?? null, maskedIban: pending.maskedIban, until: lapseOf(pending, facts) };
  return [{ kind: 'bank-details-waiting', data, to: { ref: 'contact', name, email }, page: '/console' }];
}

/** The notice goes to the address known before: a thief who declares an account does not read it there. */
function messages(event: CreditorEvent, state: CreditorState, facts: Facts): readonly Addressed<CreditorMail>[] {
  const { doctor: to, former = [] } = facts;
  switch (event.type) {
    case 'declared': {
      const data = { maskedIban: event.state.maskedIban, change: state.effective !== null };
      return to === null ? [] : [to, ...former].map((each) => ({ kind: 'bank-details-declared', data, to: each }));
    }
    case 'confirmed': {
      if (to === null || state.effective === null) return [];
      const data = { maskedIban: state.effective.maskedIban };
      return [to, ...former].map((each) => ({ kind: 'bank-details-effective', data, to: each }));
    }
    case 'refused':
      return to === null ? [] : [refusedMail(event, to, state, facts)];
    case 'reminded':
      return waitingMail(state, facts);
  }
}

/** The engagement waits for them: declared, it stops asking; refused, it asks again; effective, its gate opens. */
function tells({ type }: CreditorEvent, { engagement }: CreditorState, { dossier }: Facts): readonly Tell[] {
  const heard = { declared: 'creditor-declared', confirmed: 'creditor-ready', refused: 'creditor-refused' } as const;
  return type === 'reminded' ? [] : [{ noun: 'engagement', dossier: engagement, action: { type: heard[type], creditor: dossier } }];
}

export const creditor: Rules<'creditor'> = {
  decide,
  evolve,
  dues,
  nextActions,
  messages,
  tells,
  revokes: (event) => (event.type === 'declared' ? ['bank-details'] : []),
  closed: ({ pending }) => pending === null,
};
