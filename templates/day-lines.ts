import type { Asker, CancelReason, RefusalReason, Side, SuspensionReason } from '../domain/consultation-day';
import type { DayBefore, DayText } from '../domain/day-mail';
import { frenchDay, frenchTime, type Half } from '../domain/dates';

export type Line = readonly [label: string, value: string];

export const halfLabels = { morning: 'matin', afternoon: 'après-midi' } as const satisfies Record<Half, string>;
export const refusalLabels = {
  date: 'la date ne convient pas',
  distance: 'le lieu est trop loin',
  workload: 'charge de travail',
  health: 'raison de santé',
  'room-unavailable': 'salle indisponible',
  'site-closed': 'lieu fermé',
  other: 'autre raison',
} as const satisfies Record<RefusalReason, string>;
export const cancelLabels = {
  illness: 'maladie',
  family: 'raison familiale',
  'practice-uncovered': 'cabinet non remplacé',
  'site-closed': 'lieu fermé',
  'room-unavailable': 'salle indisponible',
  weather: 'intempéries',
  administrative: 'raison administrative',
  other: 'autre raison',
} as const satisfies Record<CancelReason, string>;
const suspensionLabels = {
  'cdom-opposition': 'réponse du conseil départemental de l’Ordre',
  withdrawal: 'fin de l’engagement',
  certificate: 'pièce à renouveler',
  suspension: 'engagement suspendu',
  end: 'fin de l’engagement',
} as const satisfies Record<SuspensionReason, string>;
export const askerLabels = {
  doctor: 'le médecin',
  site: 'le lieu d’accueil',
  collectivity: 'la collectivité',
  engagement: 'la collectivité',
} as const satisfies Record<Asker | 'engagement', string>;

const reasons: Readonly<Record<CancelReason | RefusalReason | SuspensionReason, string>> = {
  ...refusalLabels,
  ...cancelLabels,
  ...suspensionLabels,
};

export function reasonWords(reason: CancelReason | RefusalReason | SuspensionReason): string {
  return reasons[reason];
}

/** « , pour la raison suivante : intempéries »: R-50, what is the doctor's own affair is « un empêchement » to everybody else, and « other » says nothing. */
export function forReason(reason: CancelReason | RefusalReason | SuspensionReason | null): string {
  return reason === null || reason === 'other' ? ' pour un empêchement' : `, pour la raison suivante : ${reasons[reason]}`;
}

export function halvesWords(halves: readonly Half[]): string {
  if (halves.length === 0) return 'aucune demi-journée';
  return halves.length === 2 ? 'journée entière' : halves.map((half) => halfLabels[half]).join(', ');
}

/** Each half-day by name, held or not: nothing is left to be guessed from a silence. */
export function presenceSaid(asked: readonly Half[], held: readonly Half[]): string {
  const words = { morning: 'le matin', afternoon: 'l’après-midi' } as const;
  const named = (kept: boolean): string =>
    asked
      .filter((half) => held.includes(half) === kept)
      .map((half) => words[half])
      .join(' et ');
  const [yes, no] = [named(true), named(false)];
  const parts = [yes === '' ? '' : `la consultation a eu lieu ${yes}`, no === '' ? '' : `elle n’a pas eu lieu ${no}`];
  return yes === '' ? `la consultation n’a pas eu lieu ${no.replace(' et ', ' ni ')}` : parts.filter((part) => part !== '').join(', ');
}

/** the hour is the site's, and named as soon as the reader's own may differ. */
const zoneWords: Readonly<Record<string, string>> = {
  'Europe/Paris': 'heure de Paris',
  'Indian/Mayotte': 'heure de Mayotte',
  'Indian/Reunion': 'heure de La Réunion',
  'America/Cayenne': 'heure de Guyane',
  'America/Guadeloupe': 'heure de Guadeloupe',
  'America/Martinique': 'heure de Martinique',
  'America/Miquelon': 'heure de Saint-Pierre-et-Miquelon',
  'America/Marigot': 'heure de Saint-Martin',
  'America/St_Barthelemy': 'heure de Saint-Barthélemy',
  'Indian/Kerguelen': 'heure des Kerguelen',
  'Pacific/Noumea': 'heure de Nouvelle-Calédonie',
  'Pacific/Tahiti': 'heure de Tahiti',
  'Pacific/Marquesas': 'heure des Marquises',
  'Pacific/Gambier': 'heure des Gambier',
  'Pacific/Wallis': 'heure de Wallis-et-Futuna',
};

export function inZone(text: string, zone: string): string {
  return zone === 'Europe/Paris' ? text : `${text} (${zoneName(zone)})`;
}

/** « heure de Mayotte » */
export function zoneName(zone: string): string {
  return zoneWords[zone] ?? `heure locale (${zone})`;
}

const span = ({ start, end }: { readonly start: string; readonly end: string }): string => `de ${frenchTime(start)} à ${frenchTime(end)}`;

export function hoursWords({ hours, zone }: Pick<DayText, 'hours' | 'zone'>): string {
  return inZone(hours.map(span).join(' et '), zone);
}

export function whenWords({ date, halves }: Pick<DayText, 'date' | 'halves'>): string {
  return `${frenchDay(date)}, ${halvesWords(halves)}`;
}

/** What the reader needs to recognise the day; nobody is told his own name. */
export function dayLines(text: DayText, reader: Side | null = null): readonly Line[] {
  const { doctor, site, address, tentative } = text;
  return [
    ...(reader === 'doctor' ? [] : [['Médecin', doctor] as const]),
    ['Date', whenWords(text)],
    ['Horaires', hoursWords(text)],
    ['Lieu', `${site}, ${address}`],
    ...(tentative ? [['À noter', 'journée sous réserve, car le lieu d’accueil n’est pas encore prêt'] as const] : []),
  ];
}

/** « ce qui change »: the old value, an arrow, the new one; nothing of what stays. */
export function changeLines(before: DayBefore, text: DayText): readonly Line[] {
  const [first, last] = [text.hours[0], text.hours.at(-1)];
  const after = first === undefined || last === undefined ? null : { start: first.start, end: last.end };
  const rows: readonly (readonly [string, string, string])[] = [
    ['Date', whenWords(before), whenWords(text)],
    ['Lieu', before.site, text.site],
    ['Horaires', span(before), after === null ? '' : inZone(span(after), text.zone)],
    ['Journée', before.tentative ? 'sous réserve' : 'ferme', text.tentative ? 'sous réserve' : 'ferme'],
  ];
  const unzoned = (value: string): string => value.replace(/ \([^)]*\)$/, '');
  return rows
    .filter(([, from, to]) => from !== unzoned(to))
    .map(([label, from, to]) => [`Ce qui change – ${label.toLowerCase()}`, `${from} → ${to}`]);
}
