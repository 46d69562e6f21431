import type { CoverSlot } from './cover-record';
import { at, halves, plusDays, type Instant } from './dates';
import type { FactsOf } from './decision';
import type { Site } from './site';

export type CoverFactsOf = FactsOf<'cover'>;

export function siteOf({ site, dossier }: CoverFactsOf): Site {
  if (site === null) throw new Error(`the site of ${dossier} is gone`);
  return site;
}

/** First minute of the consultation, so many days before it, on the clock of the site. */
export function startOf(slot: CoverSlot, facts: CoverFactsOf, daysBefore = 0): Instant {
  const { hours, zone } = siteOf(facts);
  const first = halves.find((half) => slot.halves.includes(half)) ?? 'morning';
  return at(plusDays(slot.date, -daysBefore), hours[first].start, zone);
}
