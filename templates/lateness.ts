import { dateIn, daysBetween, frenchDay, frenchTime, timeIn, type Instant, type TimeZone } from '../domain/dates';

/** « en retard de 3 jours », by civil days: what was due yesterday evening is a day late this morning. */
export function lateWords(until: Instant, now: Instant, zone: TimeZone): string {
  const days = daysBetween(dateIn(until, zone), dateIn(now, zone));
  if (days < 1) return 'échue aujourd’hui';
  return days === 1 ? 'en retard d’un jour' : `en retard de ${days} jours`;
}

/** « mardi 3 mars 2026 à 9 h »: nobody is told a minute, and who keeps to the hour that has begun is on time. */
export function frenchDeadline(until: Instant, zone: TimeZone): string {
  return `${frenchDay(dateIn(until, zone))} à ${frenchTime(`${timeIn(until, zone).slice(0, 2)}:00`)}`;
}
