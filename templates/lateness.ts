import { dateIn, daysBetween, frenchDay, frenchTime, plusDays, timeIn, type Instant, type TimeZone } from '../domain/dates';

/** « en retard de 3 jours », by civil days: what was due yesterday evening is a day late this morning. */
export function lateWords(until: Instant, now: Instant, zone: TimeZone): string {
  const days = daysBetween(dateIn(until, zone), dateIn(now, zone));
  if (days < 1) return 'échue aujourd’hui';
  return days === 1 ? 'en retard d’un jour' : `en retard de ${days} jours`;
}

/**
 * « mardi 3 mars 2026 à 9 h »: nobody is told a minute, and who keeps to the hour that has begun is on time.
 * What ends in the first hour of a day is said by the evening before it, « lundi 2 mars 2026 à minuit »: nobody would read « à 0 h » as that evening.
 */
export function frenchDeadline(until: Instant, zone: TimeZone): string {
  const [date, hour] = [dateIn(until, zone), timeIn(until, zone).slice(0, 2)];
  return hour === '00' ? `${frenchDay(plusDays(date, -1))} à minuit` : `${frenchDay(date)} à ${frenchTime(`${hour}:00`)}`;
}
