import { civilDate, plusDays, type CivilDate } from '../domain/dates';
import { chance } from './clock';
import { proofFigure, type Figure } from './figure';
import type { Report } from './report';

/** Dates on which calendars and clocks are strange: the ends of a year, a leap day, the nights of both changes of clocks and those before. */
const strange = [
  '2026-10-24',
  '2026-10-25',
  '2026-12-31',
  '2027-01-01',
  '2027-02-28',
  '2027-03-27',
  '2027-03-28',
  '2027-10-30',
  '2027-10-31',
  '2027-12-31',
  '2028-01-01',
  '2028-02-29',
  '2028-03-26',
  '2032-02-29',
].map(civilDate);
/** The season's two months are then every pair of a year, among them November and December, whose closings are on both sides of 31 December. */
const months = Array.from({ length: 12 }, (_, n) => civilDate(`2027-${String(n + 1).padStart(2, '0')}-05`));
const yearsAhead = 8;
const many = 40;

/** The season of October and November whose second month is approved on the last day of the year: its numbers are of that year, its payments of the next. */
const lateApprovals: Readonly<Record<string, CivilDate>> = { '2027-09-05': civilDate('2027-12-31') };

/** What the season of one of them is played with beside its first day. */
export const optionsOf = (start: CivilDate): readonly string[] => {
  const approval = lateApprovals[start];
  return approval === undefined ? [] : ['--approve-on', approval];
};

/** Forty first days of a season: the strange ones, one in every month, and others by chance; always the same. */
export const startDates: readonly CivilDate[] = [...strange, ...months, ...byChance(many - strange.length - months.length)];

function byChance(count: number): readonly CivilDate[] {
  const draw = chance(40);
  return Array.from({ length: count }, () => plusDays(civilDate('2026-01-01'), Math.floor(draw() * 365.25 * yearsAhead)));
}

/** What the season of one start came to. */
export type Begun = { readonly name: string; readonly code: number; readonly report: Pick<Report, 'scenes' | 'invariants'> | null };

const holds = ({ code, report }: Begun): boolean =>
  code === 0 &&
  report !== null &&
  report.scenes.length > 0 &&
  report.invariants.length > 0 &&
  report.scenes.every(({ ok }) => ok) &&
  report.invariants.every((each) => each.holds);

/** The last line of the proof, and whether every start that was asked for was played and held. */
export function startsFigure(begun: readonly Begun[], asked: readonly string[]): Figure {
  const invariants = begun.flatMap(({ report }) => report?.invariants ?? []);
  const judged = begun.map((each) => ({ name: each.name, holds: holds(each) }));
  const kept = `invariants tenus ${invariants.filter((each) => each.holds).length} sur ${invariants.length}`;
  return proofFigure('proof:starts\u00A0: débuts tenus', asked, judged, kept);
}
