import { at, daysOf, firstDay, frenchDay, plusDays, weekday, type CivilDate, type Half, type Month } from '../../domain/dates';
import type { Mail } from '../mailbox';
import { all, type PlacedSite, type Season, type Volunteer } from '../season';
import { anyReason, pick } from '../stage';
import { paris } from '../clock';
import type { Page } from '../page';
import { people } from './setting';

/** What is special about a day; every other one goes as planned. */
export type Scene =
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
  readonly scene: Scene;
};

/** A short season keeps the scenes that its invariants need. */
const shortScenes: Readonly<Record<number, Scene>> = { 0: 'site-cancels', 1: 'half-presence', 2: 'dispute' };
const scenes: Readonly<Record<number, Scene>> = {
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
const bothHalves: readonly Half[] = ['morning', 'afternoon'];
const closedOn = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25', '04-27'];

const workable = (month: Month): readonly CivilDate[] =>
  daysOf(month).filter((date) => weekday(date) <= 5 && !closedOn.includes(date.slice(5)));

/** One day a month for each doctor, spread over the month; the last one has two half-days on both sides of the change of rate. */
export function plan(
  volunteers: readonly Volunteer[],
  [first, second]: Season['months'],
): readonly [readonly PlannedDay[], readonly PlannedDay[]] {
  const dateOf = (month: Month, n: number): CivilDate => {
    const dates = workable(month).filter((date) => Number(date.slice(8)) >= 9);
    return dates[(n * 3) % dates.length] ?? firstDay(month);
  };
  const last = volunteers.length - 1;
  const october = volunteers.flatMap((volunteer, n): readonly PlannedDay[] => {
    const [site] = volunteer.wishes;
    if (n !== last)
      return [
        {
          volunteer,
          site,
          date: dateOf(first, n),
          halves: bothHalves,
          scene: (volunteers.length < 10 ? shortScenes : scenes)[n] ?? 'plain',
        },
      ];
    const before = workable(first).findLast((date) => Number(date.slice(8)) < 16) ?? firstDay(first);
    const after = workable(first).find((date) => Number(date.slice(8)) > 18) ?? firstDay(first);
    return [
      { volunteer, site, date: before, halves: ['morning'], scene: 'plain' },
      { volunteer, site, date: after, halves: ['afternoon'], scene: 'plain' },
    ];
  });
  const november = volunteers.map((volunteer, n): PlannedDay => ({
    volunteer,
    site: volunteer.wishes[1],
    date: dateOf(second, n + 2),
    halves: bothHalves,
    scene: 'plain',
  }));
  return [october, november];
}

/** The two months of consultation, each scene played by those whom it concerns. */
export async function days(season: Season, volunteers: readonly Volunteer[], sites: readonly PlacedSite[]): Promise<void> {
  const { clock, say, months } = season;
  const [october, november] = plan(volunteers, months);
  habits(season, [...october, ...november], sites);
  await clock.until(at(plusDays(firstDay(months[0]), -13), '09:00', paris));
  await propose(season, october);
  const scenesPlayed = Promise.all(october.filter(({ scene }) => scene !== 'plain').map((day) => play(season, day)));
  await clock.until(at(plusDays(firstDay(months[1]), -13), '09:00', paris));
  await propose(season, november);
  await scenesPlayed;
  say(`${months[0]} : les scènes du premier mois sont jouées.`);
}

async function propose({ desk, say }: Season, planned: readonly PlannedDay[]): Promise<void> {
  for (const { volunteer, site, date, halves } of planned)
    await desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date, halves });
  say(`${planned.length} journées proposées.`);
}

const about = (mail: Mail, { date }: Pick<PlannedDay, 'date'>): boolean => mail.text.includes(frenchDay(date));

function presence(page: Page, halves: readonly Half[]): Record<string, string> {
  return Object.fromEntries(Object.keys(page.form.radios).map((name) => [name, halves.some((half) => half === name) ? 'yes' : 'no']));
}

function habits(season: Season, planned: readonly PlannedDay[], sites: readonly PlacedSite[]): void {
  for (const { volunteer } of planned)
    doctorHabits(
      season,
      volunteer,
      planned.filter((day) => day.volunteer === volunteer),
    );
  for (const site of sites) siteHabits(season, site, planned);
  locumHabits(season);
  season.stage.when(
    people.named.email,
    'cover-escalated',
    async (mail) =>
      void (await season.stage.answer(mail, 60, (page) => ({
        ...pick(page, 'cancelled', 'closed'),
        ...written(page, 'Décidé au téléphone avec les personnes concernées.'),
      }))),
  );
}

const written = (page: Page, text: string): Record<string, string> => Object.fromEntries(page.form.texts.map((name) => [name, text]));

function doctorHabits({ stage }: Season, { email, n }: Volunteer, own: readonly PlannedDay[]): void {
  const on = (kind: string, habit: (mail: Mail) => Promise<unknown>): void =>
    stage.when(email, kind, async (mail) => void (await habit(mail)));
  const first = (mail: Mail, scene: Scene): boolean => own.some((day) => day.scene === scene && about(mail, day));
  const accept = (mail: Mail): Promise<unknown> => stage.answer(mail, 5 + (n % 4), (page) => pick(page, 'accept'));
  on('day-proposed', (mail) => {
    if (first(mail, 'silent')) return Promise.resolve();
    return first(mail, 'refused') ? stage.answer(mail, 6, (page) => ({ ...pick(page, 'refuse'), ...anyReason(page) })) : accept(mail);
  });
  on('day-move-asked', accept);
  on('presence-asked', (mail) => stage.answer(mail, 3, (page) => presence(page, first(mail, 'half-presence') ? ['morning'] : bothHalves)));
  on('practice-asked', (mail) =>
    n === 9 && first(mail, 'late-presence')
      ? Promise.resolve()
      : stage.answer(mail, 8, (page) => pick(page, n === 0 ? 'locum' : n === 3 ? 'partner' : 'closed')),
  );
  on('cover-asked', async (mail) => {
    const offered = coverOf(mail, own, n);
    if (offered === 'refuse') await stage.answer(mail, 4, (page) => ({ ...pick(page, 'refuse'), ...anyReason(page) }));
    else await stage.answer(mail, offered === 'first' ? 3 : 20, (page) => pick(page, 'accept'));
  });
}

/** The day that is to stay uncovered is refused by all; the other is taken by the quickest, and by one who comes too late. */
function coverOf(mail: Mail, _own: readonly PlannedDay[], n: number): 'refuse' | 'first' | 'late' {
  if (uncovered.some((words) => mail.text.includes(words))) return 'refuse';
  return n === 4 ? 'first' : 'late';
}
const uncovered: string[] = [];

function siteHabits({ stage }: Season, site: PlacedSite, planned: readonly PlannedDay[]): void {
  const [one] = site.contacts;
  if (one === undefined) return;
  const on = (kind: string, habit: (mail: Mail) => Promise<unknown>): void =>
    stage.when(one.email, kind, async (mail) => void (await habit(mail)));
  const is = (mail: Mail, scene: Scene): boolean =>
    planned.some((day) => day.site === site && day.scene === scene && about(mail, day) && mail.text.includes(day.volunteer.familyName));
  on('day-proposed', (mail) => (is(mail, 'silent') ? Promise.resolve() : stage.answer(mail, 4, (page) => pick(page, 'accept'))));
  on('assistant-asked', (mail) => stage.answer(mail, 6, (page) => pick(page, 'confirmed', 'confirm')));
  on('presence-asked', (mail) => {
    if (is(mail, 'late-presence')) return Promise.resolve();
    return stage.answer(mail, 14, (page) => presence(page, is(mail, 'half-presence') || is(mail, 'dispute') ? ['morning'] : bothHalves));
  });
}

function locumHabits({ stage, cast }: Season): void {
  for (const { email, n } of cast.locums)
    stage.when(
      email,
      'locum-asked',
      async (mail) =>
        void (await stage.answer(mail, n === 60 ? 6 : 16, (page) =>
          n === 61 ? { ...pick(page, 'refuse'), ...anyReason(page) } : pick(page, 'accept'),
        )),
    );
}

/** The acts of a scene that do not answer a mail: the desk's, and those by the link of a confirmation. */
async function play(season: Season, day: PlannedDay): Promise<void> {
  const { desk, seen } = season;
  const found = await seen(`la journée du ${day.date}`, 3, async () =>
    (await all(desk.head, '/consultation-days')).find((each) => each.engagement === day.volunteer.engagement && each.date === day.date),
  );
  const status = async (): Promise<string> => (await desk.head.get(`/consultation-days/${found.id}`)).status;
  switch (day.scene) {
    case 'refused':
    case 'silent':
      return again(season, day, status, day.scene === 'refused' ? 'declined' : 'lapsed');
    case 'covered':
    case 'uncovered':
      return doctorCancels(season, day, found.id, status);
    case 'moved':
      return siteMoves(season, day, status);
    case 'site-cancels':
      return siteCancels(season, day, status);
    case 'dispute':
      await seen('une contestation', 40, async () => (await status()) === 'disputed');
      await season.clock.hours(20);
      await desk.head.post(`/consultation-days/${found.id}/dispute-settlement`, {
        halves: ['morning'],
        reason: 'Le médecin et le lieu s’accordent sur la seule matinée.',
      });
      return season.say(`${day.volunteer.familyName} : désaccord sur la présence, tranché par le service.`);
    case 'half-presence':
    case 'late-presence':
    case 'plain':
      return;
  }
}

async function again(
  { desk, seen, say, clock }: Season,
  { volunteer, site, date, halves }: PlannedDay,
  status: () => Promise<string>,
  ending: string,
): Promise<void> {
  await seen(`la fin de la proposition du ${date}`, 12, async () => (await status()) === ending);
  await clock.hours(12);
  const other = plusDays(date, weekday(date) === 5 ? 3 : 1);
  await desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date: other, halves });
  say(`${volunteer.familyName} : ${ending === 'lapsed' ? 'silence' : 'refus'}, une autre date est proposée.`);
}

async function confirmation(season: Season, email: string, day: PlannedDay): Promise<Mail> {
  return season.seen(`la confirmation du ${day.date}`, 15, () =>
    Promise.resolve(season.stage.mailsOf(email).findLast((mail) => mail.kind === 'day-confirmed' && about(mail, day))),
  );
}

async function doctorCancels(season: Season, day: PlannedDay, id: string, status: () => Promise<string>): Promise<void> {
  const { stage, clock, seen, desk, say } = season;
  if (day.scene === 'uncovered') uncovered.push(frenchDay(day.date));
  const mail = await confirmation(season, day.volunteer.email, day);
  await clock.until(at(plusDays(day.date, -13), '10:00', paris));
  await stage.answer(mail, 0, (page) => ({ ...pick(page, 'yes', 'cancel', 'illness'), ...anyReason(page) }));
  await seen('l’annulation', 3, async () => (await status()) === 'cancelled');
  const cover = await seen('la fin de la recherche', 14, async () =>
    (await all(desk.head, '/covers')).find((each) => each.day === id && each.track === 'host' && each.closed),
  );
  say(
    `${day.volunteer.familyName} ne peut pas venir le ${day.date} : ${cover.status === 'covered' ? 'un confrère vient' : 'personne n’est trouvé, la personne désignée décide'}.`,
  );
}

async function siteMoves(season: Season, day: PlannedDay, status: () => Promise<string>): Promise<void> {
  const { stage, clock, seen, say } = season;
  const mail = await confirmation(season, day.site.contacts[0]?.email ?? '', day);
  await clock.until(at(plusDays(day.date, -12), '10:00', paris));
  const other = plusDays(day.date, weekday(day.date) === 5 ? 3 : 1);
  const page = await stage.answer(mail, 0, (form) => ({
    ...pick(form, 'move'),
    ...anyReason(form),
    ...Object.fromEntries(form.form.texts.map((name) => [name, other])),
    ...Object.fromEntries(Object.entries(form.form.boxes).map(([name, values]) => [name, values])),
  }));
  if (page.status >= 300) throw new Error(`move: ${page.status} ${page.title}`);
  await seen('la journée déplacée confirmée', 8, async () => (await status()) === 'confirmed');
  say(`${day.site.name} déplace la journée du ${day.date} au ${other}.`);
}

async function siteCancels(season: Season, day: PlannedDay, status: () => Promise<string>): Promise<void> {
  const { stage, clock, seen, say } = season;
  const mail = await confirmation(season, day.site.contacts[0]?.email ?? '', day);
  await clock.until(at(plusDays(day.date, -4), '10:00', paris));
  await stage.answer(mail, 0, (page) => ({ ...pick(page, 'cancel', 'yes'), ...anyReason(page) }));
  await seen('l’annulation par le lieu', 3, async () => (await status()) === 'cancelled');
  say(`${day.site.name} annule la journée du ${day.date}.`);
}
