import type { Convention, ConventionDue } from './convention';
import { budgetDues } from './convention-budget';
import { lastDayCovered, lastSignature, reviewDues } from './convention-denunciation';
import { later, plusDays, plusMonths, type CivilDate } from './dates';
import type { Due, FactsOf, Refusal } from './decision';
import { morningOf } from './morning';
import { parameters, valueOn } from './parameters';

/** the later of its own start, its last signature and the day on which its deliberation became enforceable. */
export function effectiveOn(convention: Convention): CivilDate | null {
  const signedOn = lastSignature(convention);
  const enforceableOn = convention.deliberation?.enforceableOn ?? null;
  return signedOn === null || enforceableOn === null ? null : later(later(convention.from, signedOn), enforceableOn);
}

/** no day outside the dates and the EPCI list. A convention that has ended still covers the days it covered. */
export function coversDay(convention: Convention, { date, epci }: { readonly date: CivilDate; readonly epci: string }): Refusal | null {
  const { status } = convention;
  const to = lastDayCovered(convention);
  const start = effectiveOn(convention);
  const bound = status === 'signed' || status === 'in-force' || status === 'ended' || status === 'archived';
  if (!bound || start === null) return { code: 'convention-not-in-force', detail: { status } };
  if (date < start || date > to) return { code: 'outside-convention', field: '/date', detail: { from: start, to } };
  return convention.epci.includes(epci) ? null : { code: 'epci-outside-convention', field: '/site', detail: { epci } };
}

/** R-21 for the effect; R-33 for the end and the days beyond it; R-34 for the reminder, none after a denunciation: three months before the last day on which notice may be given. */
export function conventionDues(state: Convention, facts: FactsOf<'convention'>): readonly Due<ConventionDue>[] {
  const { zone } = facts.collectivity;
  const start = effectiveOn(state);
  const bound = state.status === 'signed' || state.status === 'in-force';
  const effect: readonly Due<ConventionDue>[] =
    state.status === 'signed' && start !== null && start <= state.to ? [{ what: 'effect', at: morningOf(start, zone) }] : [];
  const reminder: readonly Due<ConventionDue>[] =
    state.status === 'in-force' && !state.renewalReminded && !state.denunciation
      ? [{ what: 'renewal-reminder', at: morningOf(renewalOn(state, facts), zone) }]
      : [];
  const end: readonly Due<ConventionDue>[] = bound ? [{ what: 'end', at: morningOf(plusDays(lastDayCovered(state), 1), zone) }] : [];
  const beyond = state.status === 'archived' ? [] : [...reviewDues(state, facts, zone), ...budgetDues(state, zone)];
  return [...effect, ...reminder, ...end, ...beyond];
}

function renewalOn({ to, noticeMonths }: Convention, facts: FactsOf<'convention'>): CivilDate {
  return plusMonths(to, -(noticeMonths + valueOn(parameters.renewalReminderMonths, facts.today)));
}
