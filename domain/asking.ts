import { instantFromMs, instantMs, type Instant } from './dates';
import type { Due } from './decision';

/** Somebody was asked something by mail, for that purpose: when it was written, and when it left (null: not yet, or never). */
export type Asking = { readonly purpose: string; readonly written: Instant; readonly left: Instant | null };

/** How long the mail waited before it left; while it has not, it waits on. In milliseconds. */
function delay({ written, left }: Asking, now: Instant): number {
  return Math.max(0, instantMs(left ?? now) - instantMs(written));
}

/**
 * Règle de gestion du projet: the time that a person is given starts when the mail has left, not when it was written.
 * A date that names no asking is fixed. While a mail has not left, its date recedes; a mail given up counts from the day on which somebody dealt with it.
 */
export function startedByMail<D extends Due<string>>(dues: readonly D[], askings: readonly Asking[], now: Instant): readonly D[] {
  return dues.map((due) => {
    const late = askings.filter(({ purpose }) => due.asked?.includes(purpose) === true).map((asking) => delay(asking, now));
    const most = Math.max(0, ...late);
    return most === 0 ? due : { ...due, at: extended(due.at, most) };
  });
}

/** A link lasts as much longer as its mail was late. */
export function linkUntil(until: Instant, { written, left }: { readonly written: Instant; readonly left: Instant }): Instant {
  return extended(until, Math.max(0, instantMs(left) - instantMs(written)));
}

function extended(moment: Instant, ms: number): Instant {
  return instantFromMs(instantMs(moment) + ms);
}
