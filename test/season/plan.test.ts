import { civilDate, daysOf, monthOf, plusDays, type CivilDate } from '../../domain/dates';
import { dayOff, type Territory } from '../../domain/holidays';
import { cast } from '../../season/cast';
import { isHoliday } from '../../season/holidays';
import { monthsOf, type Options } from '../../season/options';
import { plan, type PlannedDay } from '../../season/plan';
import type { Volunteer } from '../../season/season';
import { wishesOf } from '../../season/stories/recruitment';
import { plannedDayScenes } from '../../season/stories/days';

const territoryOf = (territory: string): Territory => (territory === 'mayotte' ? 'mayotte' : 'metropole');
const optionsFrom = (start: CivilDate, doctors = 12): Options => ({
  seed: 1,
  doctors,
  start,
  approval: null,
  speed: 1,
  slower: null,
  out: '',
  check: true,
  story: null,
  tell: null,
  chaos: false,
  losesTemporal: false,
  stack: 'embedded',
});

function volunteersOf(doctors: number): readonly Volunteer[] {
  const people = cast(1, doctors);
  const sites = people.sites.map((site) => ({ ...site, id: `site-${site.n}` }));
  return people.volunteers
    .filter(({ n }) => n < doctors)
    .map((doctor) => ({
      ...doctor,
      id: `person-${doctor.n}`,
      engagement: `eng-${doctor.n}`,
      programme: 'national',
      wishes: wishesOf(doctor.n, sites),
    }));
}

const everyStart = Array.from({ length: 730 }, (_, n) => plusDays(civilDate('2026-01-01'), n));
const plans = new Map<string, readonly PlannedDay[]>();
/** Starts that fill the same two months have one plan. */
function planned(start: CivilDate, doctors = 12): readonly PlannedDay[] {
  const months = monthsOf(optionsFrom(start, doctors));
  const key = `${months.join()} ${doctors}`;
  const made = plans.get(key) ?? plan(volunteersOf(doctors), months).flat();
  plans.set(key, made);
  return made;
}

test('R-39, E-11: whatever the start in 2026 and 2027, no day falls on a Sunday or on a public holiday of its site', () => {
  const all = [...new Set(everyStart.map((start) => planned(start)))].flat();
  const wrong = all.flatMap(({ site, date, other }) =>
    [date, other].filter((each) => dayOff(each, territoryOf(site.territory)) !== null).map((each) => `${site.name} ${each}`),
  );
  expect(wrong).toEqual([]);
  expect(new Set(all.map(({ date }) => date.slice(0, 7))).size).toBe(26);
  expect(all.some(({ site, date }) => site.territory === 'mayotte' && date.slice(5, 7) === '04')).toBe(true);
});

test('R-39: the wall calendar of the season is that of the law, in France and in Mayotte, to the end of a season begun in 2027', () => {
  const dates = ['2026', '2027', '2028'].flatMap((year) =>
    Array.from({ length: 12 }, (_, n) => monthOf(civilDate(`${year}-${String(n + 1).padStart(2, '0')}-01`))).flatMap(daysOf),
  );
  for (const territory of ['metropole', 'mayotte'] as const) {
    const isOff = (date: CivilDate): boolean => dayOff(date, territory)?.kind === 'holiday';
    expect(dates.filter((date) => isHoliday(date, territory))).toEqual(dates.filter(isOff));
  }
});

test.each([4, 9, 10, 11, 12, 13, 20, 40])(
  'with %i doctors no room is held twice, nobody is asked twice on a date, no cap is passed',
  (doctors) => {
    for (const start of everyStart.filter((_, n) => n % 61 === 0)) {
      const rooms = new Map<string, number>();
      const held = new Map<string, number>();
      for (const { site, volunteer, date, other, halves } of planned(start, doctors))
        for (const each of new Set([date, other])) {
          rooms.set(`${site.id} ${each}`, (rooms.get(`${site.id} ${each}`) ?? 0) + 1);
          held.set(`${volunteer.id} ${each}`, (held.get(`${volunteer.id} ${each}`) ?? 0) + halves.length);
        }
      expect(Math.max(...rooms.values())).toBeLessThanOrEqual(2);
      expect(Math.max(...held.values())).toBeLessThanOrEqual(2);
    }
  },
);

test('whatever the start, the day that is to be covered has a quick colleague and a slower one who are free on its date', () => {
  for (const days of new Set(everyStart.map((start) => planned(start)))) {
    const left = days.find(({ kind }) => kind === 'covered');
    const isFree = (n: number): boolean =>
      !days.some(({ volunteer, date, other }) => volunteer.n === n && (date === left?.date || other === left?.date));
    const asked = [4, 10, 11].filter(isFree);
    expect(asked).toContain(4);
    expect(asked.length).toBeGreaterThan(1);
  }
});

test('every kind of day that is planned has its scene, and the other way round', () => {
  for (const doctors of [4, 9, 10, 11, 12]) {
    const kinds = [...new Set(planned(civilDate('2026-09-01'), doctors).map(({ kind }) => kind))];
    const names = plannedDayScenes(doctors).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(kinds.includes('late-presence')).toBe(names.includes('attestation tardive'));
    expect(kinds.includes('uncovered')).toBe(names.includes('empêchement sans relève'));
  }
});
