import { dateIn, daysBetween, type Instant, type TimeZone } from '../domain/dates';

/** « en retard de 3 jours », by civil days: what was due yesterday evening is a day late this morning. */
export function lateWords(until: Instant, now: Instant, zone: TimeZone): string {
  const days = daysBetween(dateIn(until, zone), dateIn(now, zone));
  if (days < 1) return 'échue aujourd’hui';
  return days === 1 ? 'en retard d’un jour' : `en retard de ${days} jours`;
}
