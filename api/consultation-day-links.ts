import type { Day, DayFactsOf } from '../domain/consultation-day';
import type { BaseFacts } from '../domain/decision';
import { consultationDays } from '../store/consultation-days';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { dayPages } from './consultation-day-pages';
import { pageOfDay, type DayPage } from './consultation-day-words';
import { form, type LinkForm } from './link-form';

async function load(tx: Tx, link: Link, base: BaseFacts): Promise<DayPage | null> {
  const day = await stateOf<Day>(tx, 'consultation_days', link.dossier);
  if (day === null) return null;
  const facts: DayFactsOf = { ...base, ...(await consultationDays.facts(tx, base, day, { type: 'refresh' })) };
  return pageOfDay(day, facts);
}

export const dayForms: Readonly<Record<string, LinkForm>> = Object.fromEntries(
  Object.entries(dayPages).map(([purpose, page]) => [purpose, form<'consultation-day', DayPage>({ load, ...page })]),
);
