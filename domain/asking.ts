import { instantFromMs, instantMs, later, type Instant } from './dates';
import type { Asked, Due } from './decision';

/** Somebody was asked something by mail, for that purpose: when it was written, and when it left (null: not yet, or never). */
export type Asking = { readonly purpose: string; readonly written: Instant; readonly left: Instant | null };

/** How long the mail waited before it left; while it has not, it waits on. In milliseconds. */
function delay({ written, left }: Asking, now: Instant): number {
  return Math.max(0, instantMs(left ?? now) - instantMs(written));
}

/**
 * Règle de gestion du projet: the time that a person is given starts when the mail has left, not when it was written.
 * A date that names no asking is fixed. While nobody was reached, it recedes; a mail given up counts from the day on which somebody dealt with it.
 */
export function startedByMail<D extends Due<string>>(dues: readonly D[], askings: readonly Asking[], now: Instant): readonly D[] {
  return dues.map((due) => {
    const late = due.asked === undefined ? 0 : lateness(due.asked, askings, now);
    if (late === 0) return due;
    const { latest } = due.asked ?? {};
    const at = extended(due.at, late);
    return { ...due, at: latest !== undefined && latest < at ? later(due.at, latest) : at };
  });
}

/** Either contact of a site may answer, and any candidate of a tier: the first one reached starts their time; each side has its own. */
function lateness({ purposes, each, since }: Asked, askings: readonly Asking[], now: Instant): number {
  const perPurpose = purposes.map((wanted) => {
    const late = askings
      .filter(({ purpose, written }) => purpose === wanted && (since === undefined || written >= since))
      .map((asking) => delay(asking, now));
    if (late.length === 0) return 0;
    return each === true ? Math.max(...late) : Math.min(...late);
  });
  return Math.max(0, ...perPurpose);
}

/** A link lasts as much longer as its mail was late. */
export function linkUntil(until: Instant, { written, left }: { readonly written: Instant; readonly left: Instant }): Instant {
  return extended(until, Math.max(0, instantMs(left) - instantMs(written)));
}

function extended(moment: Instant, ms: number): Instant {
  return instantFromMs(instantMs(moment) + ms);
}
