import { daysOf, firstDay, plusDays, weekday, type CivilDate, type Half, type Month } from '../domain/dates';
import { isHoliday } from './holidays';
import type { PlacedSite, Volunteer } from './season';

/** What is special about a day; every other one goes as planned. */
export type DayKind =
  | 'plain'
  | 'half-presence'
  | 'dispute'
  | 'refused'
  | 'silent'
  | 'covered'
  | 'uncovered'
  | 'moved'
  | 'site-cancels'
  | 'late-presence';
export type PlannedDay = {
  readonly volunteer: Volunteer;
  readonly site: PlacedSite;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  readonly kind: DayKind;
  /** the date that takes the place of one that is refused, lapses or is moved */
  readonly other: CivilDate;
};
/** A whole day at the doctor's first site, with nothing special about it. */
export function plainDay(volunteer: Volunteer, date: CivilDate): PlannedDay {
  return { volunteer, date, site: volunteer.wishes[0], halves: bothHalves, kind: 'plain', other: date };
}

/** What the dates depend on. */
type Where = Pick<PlacedSite, 'name' | 'territory'>;

/** A short season keeps the kinds that its invariants need. */
const shortKinds: Readonly<Record<number, DayKind>> = { 0: 'site-cancels', 1: 'half-presence', 2: 'dispute' };
const kinds: Readonly<Record<number, DayKind>> = {
  1: 'half-presence',
  2: 'dispute',
  3: 'refused',
  4: 'silent',
  5: 'covered',
  6: 'uncovered',
  7: 'moved',
  8: 'site-cancels',
  9: 'late-presence',
};
export const bothHalves: readonly Half[] = ['morning', 'afternoon'];

/** The first month of the nth volunteer; the last one has two half-days on both sides of the change of rate. */
export function kindOf(n: number, doctors: number): DayKind {
  if (n === doctors - 1) return 'plain';
  return (doctors < 10 ? shortKinds : kinds)[n] ?? 'plain';
}

const rooms = 2;
/** The second week is the first one that leaves the time of a search before it. */
const earliest = 9;

type Diary = {
  /** the first working day of the list from that place on, in turn, on which the site has a room left; taken by the answer */
  readonly take: (site: Where, dates: readonly CivilDate[], from: number) => CivilDate;
};

function diary(): Diary {
  const taken = new Map<string, number>();
  return {
    take: (site, dates, from) => {
      const open = dates.filter((date) => weekday(date) <= 5 && !isHoliday(date, site.territory));
      const inTurn = [...open.slice(from % open.length), ...open.slice(0, from % open.length)];
      const date = inTurn.find((each) => (taken.get(`${site.name} ${each}`) ?? 0) < rooms);
      if (date === undefined) throw new Error(`aucune date libre : ${site.name}`);
      taken.set(`${site.name} ${date}`, (taken.get(`${site.name} ${date}`) ?? 0) + 1);
      return date;
    },
  };
}

const from = (month: Month, first: number, last = 31): readonly CivilDate[] =>
  daysOf(month).filter((date) => Number(date.slice(8)) >= first && Number(date.slice(8)) <= last);
/** The working days that follow, were they next month's. */
const after = (date: CivilDate): readonly CivilDate[] => Array.from({ length: 21 }, (_, n) => plusDays(date, n + 1));

/** One day a month for each doctor, spread over the month, on working days of the site. */
export function plan(
  volunteers: readonly Volunteer[],
  [first, second]: readonly [Month, Month],
): readonly [readonly PlannedDay[], readonly PlannedDay[]] {
  const book = diary();
  const last = volunteers.length - 1;
  const changed = plusDays(firstDay(first), 15);
  const firstMonth = volunteers.flatMap((volunteer, n): readonly PlannedDay[] => {
    const [site] = volunteer.wishes;
    const day = (date: CivilDate, halves: readonly Half[], kind: DayKind): PlannedDay => ({
      volunteer,
      site,
      date,
      halves,
      kind,
      other: kind === 'refused' || kind === 'silent' || kind === 'moved' ? book.take(site, after(date), 0) : date,
    });
    if (n !== last) return [day(book.take(site, from(first, earliest), n * 3), bothHalves, kindOf(n, volunteers.length))];
    const dayOfChange = Number(changed.slice(8));
    return [
      day(book.take(site, from(first, earliest, dayOfChange - 1).toReversed(), 0), ['morning'], 'plain'),
      day(book.take(site, from(first, dayOfChange + 3), 0), ['afternoon'], 'plain'),
    ];
  });
  const secondMonth = volunteers.map((volunteer, n): PlannedDay => {
    const [, site] = volunteer.wishes;
    const date = book.take(site, from(second, earliest), (n + 2) * 3);
    return { volunteer, site, date, halves: bothHalves, kind: 'plain', other: date };
  });
  return [firstMonth, secondMonth];
}
