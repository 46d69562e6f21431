import { canMove, type Transitions } from './decision';
import type { Round, Signatory, SignatureRound } from './signature-round';

export const roundStatuses = ['open', 'complete', 'refused', 'expired', 'withdrawn'] as const;
export type RoundStatus = (typeof roundStatuses)[number];
export const roundTransitions = {
  open: ['complete', 'refused', 'expired', 'withdrawn'],
  complete: [],
  refused: [],
  expired: [],
  withdrawn: [],
} as const satisfies Transitions<RoundStatus>;

/** Those whose turn it is and who have not signed: the first group that is not complete. */
export function awaited(round: Pick<Round, 'groups' | 'signatures'>): readonly Signatory[] {
  const hasSigned = ({ ref }: Signatory): boolean => round.signatures.some((signature) => signature.ref === ref);
  return round.groups.map((group) => group.filter((signatory) => !hasSigned(signatory))).find((left) => left.length > 0) ?? [];
}

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
    case 'withdrawn':
      return moved(state, event.type);
  }
}
