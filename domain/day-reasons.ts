import type { Asker, CancelReason, RefusalReason, Side } from './consultation-day';
import type { Refusal } from './decision';

/** each side gives its own reasons; health and family are the doctor's alone. */
export const cancelReasonsOf = {
  doctor: ['illness', 'family', 'practice-uncovered', 'weather', 'other'],
  site: ['site-closed', 'room-unavailable', 'weather', 'administrative', 'other'],
  collectivity: ['site-closed', 'room-unavailable', 'practice-uncovered', 'weather', 'administrative', 'other'],
} as const satisfies Readonly<Record<Asker, readonly CancelReason[]>>;
export const refusalReasonsOf = {
  doctor: ['date', 'distance', 'workload', 'health', 'other'],
  site: ['date', 'room-unavailable', 'site-closed', 'other'],
} as const satisfies Readonly<Record<Side, readonly RefusalReason[]>>;
/** what concerns a doctor's health or family is known to administrators, and told to nobody. */
export const privateReasons: readonly string[] = ['illness', 'family', 'health'];

/** null when the reason is one that this side may give. */
export function foreignReason(side: Asker, act: 'refuse' | 'cancel', reason: string): Refusal | null {
  const own: readonly string[] = act === 'refuse' && side !== 'collectivity' ? refusalReasonsOf[side] : cancelReasonsOf[side];
  return own.includes(reason) ? null : { code: 'reason-of-another-side', field: '/reason' };
}

/** the reason as anybody but an administrator may know it. */
export function toldReason<R extends string>(reason: R): R | null {
  return privateReasons.includes(reason) ? null : reason;
}

/** What an event says of a reason: for the journal « other » stands for a private one, which `state` keeps for the record. */
export type KeptReason<R extends string> = { readonly reason: R | 'other'; readonly state?: { readonly reason: R } };

/** the journal is clear text and is never erased. */
export function keptReason<R extends string>(reason: R): KeptReason<R> {
  return privateReasons.includes(reason) ? { reason: 'other', state: { reason } } : { reason };
}

/** The reason that was given, for the record and for whoever may know it. */
export function givenReason<R extends string>({ reason, state }: KeptReason<R>): R | 'other' {
  return state?.reason ?? reason;
}
