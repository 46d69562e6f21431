import type { Day, DayFactsOf, Side } from './consultation-day';
import { plusDays } from './dates';
import type { StillMissing } from './day-mail';
import { siteOf } from './day-slot';
import { certificatesAsked } from './eligibility';
import { coveredUntil } from './person';
import { readinessItems } from './site';

/** A certificate that ends this soon after the day is renewed now, or the next day cannot be planned. */
const soonDays = 30;

/** What the reader still has to see to before the day: the first thing only, since a mail asks for one. */
export function stillMissing(side: Side, state: Day, facts: DayFactsOf): StillMissing | null {
  return side === 'doctor' ? ofDoctor(state, facts) : ofSite(facts);
}

/** what stops the day comes first, a certificate; then the practice that nobody looks after. */
function ofDoctor({ date, practice }: Day, { doctor, programme }: DayFactsOf): StillMissing | null {
  const ending = (doctor === null || programme === null ? [] : certificatesAsked(programme, doctor)).flatMap((certificate) => {
    const to = doctor === null ? null : coveredUntil(doctor, certificate, date);
    return to === null || to < plusDays(date, soonDays) ? [{ what: 'certificate', certificate, to } as const] : [];
  });
  const [first] = ending;
  if (first !== undefined) return first;
  if (practice === 'asked') return { what: 'practice' };
  return practice === 'escalated' ? { what: 'practice-unfound' } : null;
}

/** */
function ofSite(facts: DayFactsOf): StillMissing | null {
  const { readiness } = siteOf(facts);
  const items = readinessItems.filter((item) => !readiness.includes(item));
  return items.length === 0 ? null : { what: 'readiness', items };
}
