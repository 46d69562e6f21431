import type { Convention, ConventionNoun } from './convention';
import { conventionTransitions } from './convention-record';
import { signs } from './convention-terms';
import { at, type CivilDate, type Instant } from './dates';
import { actorRef, canMove, refuse, unless, type Decision, type DocumentSpec, type FactsOf, type Refusal } from './decision';
import { isEnforceable } from './deliberation';
import { childId, type DossierId } from './ids';
import { pointer, reader } from './reader';

/** Whoever signed for a party, as the signed document names him. */
export type OutsideSignature = { readonly party: string; readonly name: string; readonly capacity: string; readonly on: CivilDate };
/** The bytes themselves are kept under their SHA-256 before the act. */
export type SignedFile = { readonly sha256: string; readonly size: number };
/** Signed on paper or by another tool: the level is « signé hors de Relais », and the file is the proof. */
export type SignedOutside = SignedFile & {
  readonly document: DossierId;
  readonly by: string;
  readonly at: Instant;
  readonly signatures: readonly OutsideSignature[];
};
export type RecordOutside = SignedFile & { readonly signatures: readonly OutsideSignature[] };

type Event = ConventionNoun['event'];
type Facts = FactsOf<'convention'>;

/** the same gates as for a signature by link, asked of the dates that are written on the document. */
export function decideOutside(state: Convention, { sha256, size, signatures }: RecordOutside, facts: Facts): Decision<Event> {
  if (state.status === 'signing') return refuse({ code: 'round-open' });
  if (!canMove(conventionTransitions, state.status, 'signed')) return refuse({ code: 'wrong-status', detail: { status: state.status } });
  const read = reader(pointer(''));
  const kept = signatures.map(({ party, name, capacity, on }, n) => ({
    party: read.key(`signatures/${n}/party`, party),
    name: read.text(`signatures/${n}/name`, name),
    capacity: read.text(`signatures/${n}/capacity`, capacity),
    on,
  }));
  const refusals = [
    ...read.refusals,
    ...signatureFaults(state, signatures, facts),
    earlyWarning(state, signatures),
    overFault(state, facts),
  ];
  return unless(facts, refusals, () => [
    {
      type: 'signed-outside',
      document: childId(facts.dossier, 'outside'),
      sha256,
      size,
      signed: kept.map(({ party, on }) => ({ party, on, at: at(on, '12:00', facts.collectivity.zone) })),
      by: actorRef(facts.by),
      at: facts.now,
      state: { signatures: kept },
    },
  ]);
}

/** every party that signs, once, and none on a date to come. */
function signatureFaults({ parties }: Convention, given: readonly OutsideSignature[], { today }: Facts): readonly Refusal[] {
  const signing = parties.filter(signs);
  const missing = signing
    .filter(({ key }) => !given.some(({ party }) => party === key))
    .map(({ key }): Refusal => ({ code: 'signature-missing', field: '/signatures', detail: { party: key } }));
  const faults = given.flatMap(({ party, on }, n): readonly Refusal[] => {
    const field = `/signatures/${n}`;
    if (!signing.some(({ key }) => key === party)) return [{ code: 'unknown-party', field: `${field}/party` }];
    if (given.findIndex((each) => each.party === party) !== n) return [{ code: 'duplicate-item', field: `${field}/party` }];
    return on > today ? [{ code: 'date-future', field: `${field}/on` }] : [];
  });
  return [...missing, ...faults];
}

/** signed before the deliberation was enforceable; who records it all the same says why. */
function earlyWarning({ deliberation }: Convention, given: readonly OutsideSignature[]): Refusal | null {
  const enforceableOn = deliberation?.enforceableOn ?? null;
  const isEarly = !isEnforceable(deliberation) || (enforceableOn !== null && given.some(({ on }) => on < enforceableOn));
  return isEarly ? { code: 'deliberation-not-enforceable', override: 'administrator' } : null;
}

function overFault({ to }: Convention, { today }: Facts): Refusal | null {
  return to < today ? { code: 'convention-over', detail: { to } } : null;
}

export function outsideDocuments(event: Event, { number }: Convention): readonly DocumentSpec[] {
  if (event.type !== 'signed-outside') return [];
  const { document: id, sha256, size } = event;
  const name = `convention-${number}-signee-hors-de-relais.pdf`;
  return [{ id, kind: 'signed-outside', name, mediaType: 'application/pdf', data: { sha256, size } }];
}
