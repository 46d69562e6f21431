import type { SuspensionReason } from './consultation-day';
import { givenReason } from './day-reasons';
import { canMove, type Transitions } from './decision';
import type { Authorisation, Engagement, EngagementEvent } from './engagement';
import type { SiteId } from './ids';

export const engagementStatuses = ['letter', 'gates', 'active', 'suspended', 'withdrawn', 'ended'] as const;
export type EngagementStatus = (typeof engagementStatuses)[number];
export const engagementTransitions = {
  letter: ['gates', 'withdrawn', 'ended'],
  gates: ['active', 'suspended', 'withdrawn', 'ended'],
  active: ['suspended', 'withdrawn', 'ended'],
  suspended: ['gates', 'withdrawn', 'ended'],
  withdrawn: ['letter'],
  ended: [],
} as const satisfies Transitions<EngagementStatus>;

/** Which CDOM is meant: the doctor's own, or the one of a site. */
export type Scope = 'registration' | SiteId;

export const notAsked: Authorisation = { status: 'none', askedOn: null, receivedOn: null, answeredOn: null, document: null };

export function authorisationOf({ cdom }: Pick<Engagement, 'cdom'>, scope: Scope): Authorisation {
  return scope === 'registration' ? cdom.registration : (cdom.sites[scope] ?? notAsked);
}

export function isOver({ status }: Pick<Engagement, 'status'>): boolean {
  return status === 'withdrawn' || status === 'ended';
}

/** the Ordre opposed, or the doctor may not practise; never why. */
export function suspensionOf(state: Pick<Engagement, 'cdom'>): 'opposition' | 'standing' {
  return authorisationOf(state, 'registration').status === 'opposed' ? 'opposition' : 'standing';
}

/** Why this engagement takes its days back; null while it may hold them. */
export function takesBackFor(engagement: Pick<Engagement, 'status' | 'cdom'>): SuspensionReason | null {
  switch (engagement.status) {
    case 'suspended':
      return suspensionOf(engagement) === 'opposition' ? 'cdom-opposition' : 'suspension';
    case 'withdrawn':
      return 'withdrawal';
    case 'ended':
      return 'end';
    case 'letter':
    case 'gates':
    case 'active':
      return null;
  }
}

function moved(state: Engagement, status: EngagementStatus): Engagement {
  if (!canMove(engagementTransitions, state.status, status)) throw new Error(`an engagement cannot go from ${state.status} to ${status}`);
  return { ...state, status };
}

/** An engagement taken up again after a withdrawal keeps what the CDOM said; everything else is asked anew. */
function opened(state: Engagement | null, event: Extract<EngagementEvent, { type: 'opened' }>): Engagement {
  const { doctor, programme, convention, campaign, sites, from, to } = event;
  return {
    status: 'letter',
    doctor,
    programme,
    convention,
    campaign,
    sites,
    from,
    to,
    round: null,
    rounds: state?.rounds ?? 0,
    letter: null,
    letterSignedOn: null,
    letterRefusal: null,
    contract: null,
    creditor: state?.creditor ?? null,
    bank: { askedOn: null, declared: false },
    cdom: state?.cdom ?? { registration: notAsked, sites: {} },
    reminded: [],
    ending: null,
  };
}

function withAuthorisation(state: Engagement, scope: Scope, change: Partial<Authorisation>): Engagement {
  const next = { ...authorisationOf(state, scope), ...change };
  const { cdom } = state;
  return {
    ...state,
    cdom: scope === 'registration' ? { ...cdom, registration: next } : { ...cdom, sites: { ...cdom.sites, [scope]: next } },
  };
}

/** A receipt alone starts the clock; an answer keeps the receipt that came before it. */
function recorded(
  state: Engagement,
  { scope, answer, receivedOn, on, reason, state: { document, text = '' } }: Extract<EngagementEvent, { type: 'cdom-recorded' }>,
): Engagement {
  const before = authorisationOf(state, scope);
  const receipt = { receivedOn: receivedOn ?? before.receivedOn, document: document ?? before.document };
  if (answer === null) return withAuthorisation(state, scope, { ...receipt, status: before.status === 'none' ? 'asked' : before.status });
  const opposition = answer === 'authorise' || reason === undefined ? null : { reason, text };
  const status = answer === 'authorise' ? 'authorised' : 'opposed';
  return withAuthorisation(state, scope, { ...receipt, status, answeredOn: on, opposition, request: null });
}

type RequestEvent = Extract<EngagementEvent, { type: `cdom-document-${string}` }>;

function requested(state: Engagement, event: RequestEvent): Engagement {
  if (event.type === 'cdom-document-asked') {
    const { document, at: askedOn } = event;
    return withAuthorisation(state, event.scope, { request: { document, text: event.state.text, askedOn, sent: null } });
  }
  const { request = null } = authorisationOf(state, event.scope);
  const { by, at } = event;
  return request === null ? state : withAuthorisation(state, event.scope, { request: { ...request, sent: { ...event.state, by, at } } });
}

export function evolve(state: Engagement | null, event: EngagementEvent): Engagement {
  if (event.type === 'opened') return opened(state, event);
  if (state === null) throw new Error(`an engagement cannot begin with ${event.type}`);
  switch (event.type) {
    case 'letter-sent':
      return { ...state, round: event.round, rounds: state.rounds + 1, letter: event.letter, letterRefusal: null };
    case 'letter-signed':
      return { ...moved(state, 'gates'), letterSignedOn: event.on, contract: null };
    case 'letter-refused':
      return { ...state, letterRefusal: event.reason };
    case 'site-declared':
      return { ...state, sites: [...state.sites, event.site] };
    case 'cdom-asked':
      return withAuthorisation(state, event.scope, { status: 'asked', askedOn: event.at });
    case 'cdom-recorded':
      return recorded(state, event);
    case 'cdom-document-asked':
    case 'cdom-document-sent':
      return requested(state, event);
    case 'reminded':
      return { ...state, reminded: [...state.reminded, ...event.items.map((item) => `${event.due}/${item}`)] };
    default:
      return evolvePapers(state, event);
  }
}

type PaperEvent = Extract<
  EngagementEvent,
  { readonly type: 'contract-transmitted' | 'doctor-changed' | 'certificate-expired' | 'recap-sent' }
>;

function evolvePapers(state: Engagement, event: PaperEvent | BankEvent | StatusEvent): Engagement {
  switch (event.type) {
    case 'contract-transmitted':
      return { ...state, contract: { on: event.on, by: event.by, proof: event.state.proof } };
    case 'doctor-changed':
    case 'recap-sent':
      return state; // the person's own row says what changed, and the register of documents what was sent
    case 'certificate-expired':
      return { ...state, reminded: [...state.reminded, `${event.type}/${event.certificate}.${event.on}`] };
    default:
      return evolveBank(state, event);
  }
}

type BankEvent = Extract<EngagementEvent, { readonly type: `bank-details-${string}` }>;

function evolveBank(state: Engagement, event: BankEvent | StatusEvent): Engagement {
  switch (event.type) {
    case 'bank-details-asked':
    case 'bank-details-refused':
      return {
        ...state,
        bank: { askedOn: event.at, declared: false },
        reminded: state.reminded.filter((each) => !each.startsWith('bank-')),
      };
    case 'bank-details-declared':
      return { ...state, bank: { ...state.bank, declared: true } };
    case 'bank-details-effective':
      return { ...state, creditor: event.creditor, bank: { ...state.bank, declared: false } };
    default:
      return evolveStatus(state, event);
  }
}

type StatusEvent = Extract<EngagementEvent, { readonly type: 'activated' | 'suspended' | 'resumed' | 'withdrawn' | 'ended' }>;

function evolveStatus(state: Engagement, event: StatusEvent): Engagement {
  switch (event.type) {
    case 'activated':
      return moved(state, 'active');
    case 'suspended':
      return moved(state, 'suspended');
    case 'resumed':
      return moved(state, 'gates');
    case 'withdrawn':
      return { ...moved(state, 'withdrawn'), ending: { by: event.by, reason: givenReason(event), at: event.at } };
    case 'ended':
      return moved(state, 'ended');
  }
}
