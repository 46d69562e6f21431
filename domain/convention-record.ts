import type { Convention, ConventionNoun } from './convention';
import { yearEndsAfter } from './convention-budget';
import type { ConventionTerms } from './convention-terms';
import { canMove, type Transitions } from './decision';
import { enforceable, isEnforceable, type Deliberation } from './deliberation';

type Event = ConventionNoun['event'];
type StatusEvent = Exclude<
  Event,
  { readonly type: 'created' | 'revised' | 'signatory-set' | 'deliberation-recorded' | 'made-enforceable' }
>;
type LifeEvent = Exclude<
  StatusEvent,
  { readonly type: 'signature-opened' | 'signed' | 'signed-outside' | 'signature-refused' | 'signature-expired' }
>;

export const conventionStatuses = [
  'draft',
  'voted',
  'enforceable',
  'signing',
  'signed',
  'in-force',
  'refused',
  'ended',
  'archived',
] as const;
export type ConventionStatus = (typeof conventionStatuses)[number];
/** From draft and voted to signing only by R-22's override. A round that expires gives the convention back as it was. */
export const conventionTransitions = {
  draft: ['voted', 'signing', 'signed', 'archived'],
  voted: ['enforceable', 'signing', 'signed', 'archived'],
  enforceable: ['signing', 'signed', 'archived'],
  signing: ['signed', 'refused', 'draft', 'voted', 'enforceable'],
  signed: ['in-force', 'ended'],
  'in-force': ['ended'],
  refused: ['signing', 'signed', 'archived'],
  ended: ['archived'],
  archived: [],
} as const satisfies Transitions<ConventionStatus>;

function moved(state: Convention, status: ConventionStatus): Convention {
  if (!canMove(conventionTransitions, state.status, status)) throw new Error(`a convention cannot go from ${state.status} to ${status}`);
  return { ...state, status };
}

/** Where the deliberation stands, for a convention whose signature is not open. */
function unsignedStatus({ deliberation }: Convention): ConventionStatus {
  if (deliberation === null) return 'draft';
  return isEnforceable(deliberation) ? 'enforceable' : 'voted';
}

function deliberated(state: Convention, deliberation: Deliberation): Convention {
  const next = { ...state, deliberation };
  return state.status === 'draft' || state.status === 'voted' ? moved(next, unsignedStatus(next)) : next;
}

function begun(number: string, terms: ConventionTerms): Convention {
  return {
    status: 'draft',
    number,
    ...terms,
    deliberation: null,
    round: null,
    rounds: 0,
    text: null,
    digest: null,
    signed: [],
    refusal: null,
    renewalReminded: false,
  };
}

export function evolve(state: Convention | null, event: Event): Convention {
  if (event.type === 'created') return begun(event.number, event.state);
  if (state === null) throw new Error(`a convention cannot begin with ${event.type}`);
  switch (event.type) {
    case 'revised':
      return { ...state, ...event.state };
    case 'signatory-set':
      return {
        ...state,
        parties: state.parties.map((party) => (party.key === event.party ? { ...party, signatory: event.state } : party)),
      };
    case 'deliberation-recorded':
      return deliberated(state, {
        reference: event.reference,
        votedOn: event.votedOn,
        transmittedOn: null,
        publishedOn: null,
        enforceableOn: null,
      });
    case 'made-enforceable':
      return state.deliberation === null ? state : deliberated(state, enforceable(state.deliberation, event));
    default:
      return evolveStatus(state, event);
  }
}

function evolveStatus(state: Convention, event: StatusEvent): Convention {
  switch (event.type) {
    case 'signature-opened':
      return {
        ...moved(state, 'signing'),
        round: event.round,
        rounds: state.rounds + 1,
        text: event.state,
        digest: event.digest,
        refusal: null,
      };
    case 'signed':
      return { ...moved(state, 'signed'), signed: event.signed };
    case 'signed-outside': {
      const { document, sha256, size, by, at } = event;
      const outside = { document, sha256, size, by, at, ...event.state };
      return { ...moved(state, 'signed'), signed: event.signed, refusal: null, outside };
    }
    case 'signature-refused':
      return { ...moved(state, 'refused'), refusal: { ref: event.ref, reason: event.reason } };
    case 'signature-expired':
      return moved(state, unsignedStatus(state));
    default:
      return evolveLife(state, event);
  }
}

function evolveLife(state: Convention, event: LifeEvent): Convention {
  switch (event.type) {
    case 'took-effect':
      return moved(state, 'in-force');
    case 'renewal-reminded':
      return { ...state, renewalReminded: true };
    case 'ended':
      return moved(state, 'ended');
    case 'archived':
      return moved(state, 'archived');
    case 'budgets-set':
      return { ...state, budgets: event.budgets, yearEnds: yearEndsAfter(state, event.budgets) };
    case 'year-end-reminded':
      return { ...state, yearEnds: { ...state.yearEnds, [event.year]: 'reminded' } };
    case 'year-ended':
      return { ...state, yearEnds: { ...state.yearEnds, [event.year]: 'over' } };
    case 'denounced': {
      const { party, receivedOn, endsOn } = event;
      return { ...state, denunciation: { party, receivedOn, endsOn } };
    }
    case 'days-reviewed':
      return { ...state, reviewedOn: event.on };
  }
}
