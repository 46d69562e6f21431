import { frenchDay, type CivilDate } from '../domain/dates';
import { nameOf } from './cast';
import type { DayKind, PlannedDay } from './plan';

/** What the API and the mails show of a season's days, once its months are closed. */
export type DaysSeen = {
  readonly days: readonly {
    readonly id: string;
    readonly engagement: string;
    readonly site: string;
    readonly date: string;
    readonly state: string;
    readonly halves: readonly string[];
    readonly attested: readonly string[];
  }[];
  readonly covers: readonly { readonly day: string; readonly track: string; readonly state: string }[];
  readonly lines: readonly { readonly doctor: string; readonly date: string; readonly kind: string }[];
  /** texts of the mails of these kinds */
  readonly disputes: readonly string[];
  readonly escalations: readonly string[];
};
type Day = DaysSeen['days'][number];

const halfWords: Readonly<Record<string, string>> = { morning: 'matin', afternoon: 'après-midi' };
const stateWords: Readonly<Record<string, string>> = {
  proposed: 'proposée',
  confirmed: 'confirmée',
  held: 'tenue',
  attested: 'attestée',
  disputed: 'contestée',
  declined: 'refusée',
  lapsed: 'sans réponse',
  cancelled: 'annulée',
  'no-show': 'sans présence',
};

const wordOf = (day: Day | undefined): string => (day === undefined ? 'introuvable' : (stateWords[day.state] ?? day.state));

function presenceOf(day: Day | undefined): string {
  if (day === undefined || day.attested.length === day.halves.length) return wordOf(day);
  return `${wordOf(day)} (${day.attested.map((half) => halfWords[half] ?? half).join(', ')})`;
}

/** A planned day beside what is seen of it. */
type Found = {
  readonly planned: PlannedDay;
  readonly seen: DaysSeen;
  readonly day: Day | undefined;
  readonly other: Day | undefined;
  readonly host: string | undefined;
};

function isTold(texts: readonly string[], { date, site }: PlannedDay): boolean {
  return texts.some((text) => text.includes(frenchDay(date)) && text.includes(site.name));
}

const replaced = ({ day, other }: Found): string => `${wordOf(day)}, autre date ${presenceOf(other)}`;
const outcomes: Readonly<Record<DayKind, (found: Found) => string>> = {
  plain: ({ day }) => presenceOf(day),
  'half-presence': ({ day }) => presenceOf(day),
  'site-cancels': ({ day }) => wordOf(day),
  dispute: ({ planned, seen, day }) =>
    `${isTold(seen.disputes, planned) ? 'contesté, tranché' : 'pas de contestation'}, ${presenceOf(day)}`,
  refused: replaced,
  silent: replaced,
  moved: ({ day, other }) => `${day === undefined ? 'déplacée' : 'restée à sa date'}, ${presenceOf(other)}`,
  covered: ({ day, host, seen }) => {
    const instead = seen.days.find((each) => each.id.startsWith(`${day?.id ?? '?'}.host.`));
    return `${wordOf(day)}, ${host === 'covered' ? 'confrère trouvé' : 'pas de confrère'}, ${presenceOf(instead)}`;
  },
  uncovered: ({ planned, seen, day, host }) => {
    const told = isTold(seen.escalations, planned) ? 'personne désignée saisie' : 'personne n’est saisi';
    return `${wordOf(day)}, ${told}, ${host === 'waived' ? 'sans relève' : (host ?? 'sans recherche')}`;
  },
  'late-presence': ({ planned: { volunteer, date }, seen, day }) => {
    const recalled = seen.lines.some((line) => line.doctor === volunteer.id && line.date === date && line.kind === 'arrears');
    return `${day?.state === 'attested' ? 'décidée après la clôture' : wordOf(day)}, ${recalled ? 'payée en rappel' : 'pas de rappel'}`;
  },
};

/** In the words of the scene that expects it, what became of a planned day. */
export function dayOutcome(planned: PlannedDay, seen: DaysSeen): string {
  const { kind, date, volunteer, site } = planned;
  const on = (wanted: CivilDate): Day | undefined =>
    seen.days.find((day) => day.engagement === volunteer.engagement && day.site === site.id && day.date === wanted);
  const day = on(date);
  const host = seen.covers.find((cover) => cover.track === 'host' && cover.day === day?.id)?.state;
  return outcomes[kind]({ planned, seen, day, other: on(planned.other), host });
}

/** Ordinary days make one scene: it is in order when each of them was attested whole. */
export function plainOutcome(planned: readonly PlannedDay[], seen: DaysSeen, expected: string): string {
  const other = planned
    .filter(({ kind }) => kind === 'plain')
    .flatMap((day) => {
      const outcome = dayOutcome(day, seen);
      return outcome === 'attestée' ? [] : [`${day.volunteer.familyName} ${day.date}\u00A0: ${outcome}`];
    });
  return other.length === 0 ? expected : other.join('\u00A0; ');
}

/** What each doctor with a practice of their own says of it; the one whose site stays silent says nothing, and a named person decides. */
const choiceOf = ({ n }: PlannedDay['volunteer'], kind: DayKind): string => {
  if (kind === 'late-presence') return 'closed-practice';
  return n === 0 ? 'covered' : n === 3 ? 'partner' : 'closed-practice';
};
const without: readonly DayKind[] = ['site-cancels', 'covered', 'uncovered', 'silent', 'refused', 'moved'];

/** The own practices of the doctors on the days that keep their date: each as its doctor chose, none forgotten. */
export function practicesOutcome(planned: readonly PlannedDay[], seen: DaysSeen, expected: string): string {
  const held = planned.filter(({ kind, volunteer }) => volunteer.practice === 'own-practice' && !without.includes(kind));
  const other = held.flatMap(({ volunteer, site, date, kind }) => {
    const day = seen.days.find((each) => each.engagement === volunteer.engagement && each.site === site.id && each.date === date);
    const state = seen.covers.find((cover) => cover.track === 'practice' && cover.day === day?.id)?.state ?? 'sans relais';
    const escalated = seen.escalations.some((text) => text.includes(frenchDay(date)) && text.includes(nameOf(volunteer)));
    const asPlanned = state === choiceOf(volunteer, kind) && escalated === (kind === 'late-presence');
    return asPlanned ? [] : [`${volunteer.familyName} ${date}\u00A0: ${state}${escalated ? ', signalé' : ''}`];
  });
  return other.length === 0 && held.length > 0 ? expected : other.join('\u00A0; ');
}

/** The unit rates of a doctor's half-days, in the order of their dates. */
export function ratesOutcome(lines: readonly { readonly date: string; readonly unitCents: number; readonly kind: string }[]): string {
  const ordered = lines.filter(({ kind }) => kind === 'service').toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return ordered.map(({ unitCents }) => `${(unitCents / 100).toFixed(2).replace('.', ',')}\u00A0€`).join(' puis ');
}
