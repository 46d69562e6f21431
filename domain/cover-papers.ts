import type { CoverEvent, CoverRecord } from './cover-record';
import type { Instant } from './dates';

const paperTypes = ['derogation-recorded', 'contract-received', 'contract-reminded'] as const;
type PaperEvent = Extract<CoverEvent, { type: (typeof paperTypes)[number] }>;

export function isPaper(event: CoverEvent): event is PaperEvent {
  return paperTypes.some((type) => type === event.type);
}

/** What the Ordre must have on file while a locum looks after the practice. */
export function filed(state: CoverRecord, event: PaperEvent): CoverRecord {
  const { type } = event;
  switch (type) {
    case 'derogation-recorded':
      return { ...state, derogation: { document: event.document, on: event.on, by: event.by } };
    case 'contract-received':
      return { ...state, contract: { on: event.on, by: event.by, proof: event.state.proof } };
    case 'contract-reminded':
      return { ...state, contractReminded: true };
  }
}

/** When the contract was concluded whose receipt is awaited: with a locum only. */
export function awaitedContract({ track, status, accepted, settlement, contract = null }: CoverRecord): Instant | null {
  if (track !== 'practice' || contract !== null) return null;
  if (status === 'covered') return accepted?.at ?? null;
  return status === 'resolved' && settlement?.outcome === 'locum-by-hand' ? settlement.at : null;
}
