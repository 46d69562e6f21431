import { canMove, type Transitions } from './decision';
import type { Round, SignatureRound } from './signature-round';

export const roundStatuses = ['open', 'complete', 'refused', 'expired'] as const;
export type RoundStatus = (typeof roundStatuses)[number];
export const roundTransitions = {
  open: ['complete', 'refused', 'expired'],
  complete: [],
  refused: [],
  expired: [],
} as const satisfies Transitions<RoundStatus>;

function moved(state: Round, status: RoundStatus): Round {
  if (!canMove(roundTransitions, state.status, status)) throw new Error(`a round cannot go from ${state.status} to ${status}`);
  return { ...state, status };
}

export function evolve(state: Round | null, event: SignatureRound['event']): Round {
  if (event.type === 'opened') {
    const { subject, level, digest, at } = event;
    return { status: 'open', subject, level, digest, ...event.state, signatures: [], askedOn: at, reminded: 0, refusal: null };
  }
  if (state === null) throw new Error(`a round cannot begin with ${event.type}`);
  switch (event.type) {
    case 'signed': {
      const { ref, at, by, digest } = event;
      return { ...state, signatures: [...state.signatures, { ref, at, by, digest }] };
    }
    case 'group-asked':
      return { ...state, askedOn: event.at, reminded: 0 };
    case 'completed':
      return moved(state, 'complete');
    case 'refused':
      return { ...moved(state, 'refused'), refusal: { ref: event.ref, reason: event.reason, at: event.at } };
    case 'reminded':
      return { ...state, reminded: event.count };
    case 'expired':
      return moved(state, 'expired');
  }
}
