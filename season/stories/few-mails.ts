import { firstDay, frenchDay, instantMs, plusDays, weekday, type CivilDate, type Half, type Instant, type Month } from '../../domain/dates';
import { isHoliday } from '../holidays';
import type { Mail } from '../mailbox';
import { bothHalves, type PlannedDay } from '../plan';
import { scenesOf } from '../scenes';
import { all, type Season, type Volunteer } from '../season';
import { pick } from '../stage';
import { about } from './day-habits';
import { people, settings } from './setting';

/** The setting of this story: enough that the mails of a recruitment fill the week. */
export const mailsPerWeek = 2;

const scene = scenesOf('courriels');
export const fewMailScenes = {
  phone: scene('accord donné au téléphone', 'noté au nom de la cellule, médecin prévenu, rien d’autre demandé'),
  weekly: scene('au plus deux courriels par semaine et par médecin', 'propositions gardées, réunies en un courriel la semaine suivante'),
  page: scene('propositions du moment sur une page', 'demi-journée acceptée, demi-journée refusée avec son motif, journée acceptée'),
  urgent: scene('proposition pressée', 'partie aussitôt, au-delà de la limite'),
};

type Proposal = { readonly date: CivilDate; readonly halves: readonly Half[] };
type Three = readonly [Proposal, Proposal, Proposal];

/** One doctor's proposals of some days under the limit of the setting, beside a conversation by telephone. */
export async function fewMails(season: Season, day: PlannedDay, later: Month): Promise<void> {
  const { desk, clock, scenes, collectivity, say } = season;
  await desk.head.post(`/collectivities/${collectivity}/settings`, { settings: { ...settings, doctorMailsPerWeek: mailsPerWeek } });
  const three = proposalsIn(later, day);
  const [first, refused] = three;
  answersOnePage(season, day.volunteer, refused);
  const asked = clock.now();
  const ids = [await propose(season, day, first), await propose(season, day, refused)];
  await scenes.play(fewMailScenes.phone, () => acceptsByPhone(season, day));
  await clock.hours(48);
  ids.push(await propose(season, day, three[2]));
  await scenes.play(fewMailScenes.weekly, () => merged(season, day, asked, three));
  await scenes.play(fewMailScenes.phone, () => phoneOutcome(season, day));
  await scenes.play(fewMailScenes.page, () => answeredOnce(season, ids));
  await scenes.play(fewMailScenes.urgent, () => pressing(season, day));
  say(`${day.volunteer.familyName} : trois propositions en un courriel, une conversation notée, une proposition pressée.`);
}

/** Working days far enough ahead that nothing hurries: a morning, an afternoon and a whole day. */
function proposalsIn(month: Month, { site }: Pick<PlannedDay, 'site'>): Three {
  const [one, two, three] = workingDays(plusDays(firstDay(month), 24), site.territory);
  return [
    { date: one, halves: ['morning'] },
    { date: two, halves: ['afternoon'] },
    { date: three, halves: bothHalves },
  ];
}

function workingDays(from: CivilDate, territory: string): readonly [CivilDate, CivilDate, CivilDate] {
  const dates = Array.from({ length: 15 }, (_, n) => plusDays(from, n));
  const [one, two, three] = dates.filter((date) => weekday(date) <= 5 && !isHoliday(date, territory));
  if (one === undefined || two === undefined || three === undefined) throw new Error('three working days were expected');
  return [one, two, three];
}

async function propose({ desk }: Season, { volunteer, site }: PlannedDay, { date, halves }: Proposal): Promise<string> {
  const { id } = await desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date, halves });
  return id;
}

/** Whatever the page lists is answered in one go; one line is refused, and so is what is asked at short notice. */
function answersOnePage({ stage }: Season, { email }: Volunteer, refused: Proposal): void {
  stage.when(email, 'doctor-waiting', (mail) =>
    stage.answerLines(mail, 6, (line) => {
      if (!/proposition/i.test(line.title)) return null;
      return mail.text.includes(frenchDay(refused.date)) && !line.title.includes(frenchDay(refused.date))
        ? pick(line, 'accept')
        : pick(line, 'refuse', 'date');
    }),
  );
}

/** An administrator answers for the doctor, whose mail of the proposals is still to come. */
async function acceptsByPhone(season: Season, day: PlannedDay): Promise<null> {
  const { desk, seen } = season;
  const id = await propose(season, day, day);
  await desk.head.post(`/consultation-days/${id}/answer`, { side: 'doctor', answer: 'accept', reason: null });
  await seen('la journée confirmée', 6, async () => (await desk.head.get(`/consultation-days/${id}`)).status === 'confirmed');
  return null;
}

/** The doctor read what was understood, and was not asked about that day again. */
async function phoneOutcome({ desk, stage }: Season, day: PlannedDay): Promise<string> {
  const { volunteer, date } = day;
  const mine = (kind: string): Mail | undefined => stage.mailsOf(volunteer.email).find((mail) => mail.kind === kind && about(mail, day));
  const days = await all(desk.auditor, '/consultation-days');
  const by = String(days.find((each) => each.engagement === volunteer.engagement && each.date === date)?.answeredBy.doctor);
  const text = mine('noted-by-phone')?.text ?? '';
  return [
    by === `user:${people.head.ref}` ? 'noté au nom de la cellule' : `noté au nom de ${by}`,
    text.includes('noté au téléphone') && text.includes('votre accord pour cette journée') ? 'médecin prévenu' : 'médecin non prévenu',
    mine('doctor-waiting') === undefined ? 'rien d’autre demandé' : 'demandé une seconde fois',
  ].join(', ');
}

type Sent = Pick<Mail, 'kind' | 'text' | 'date'>;
const ms = ({ date }: Sent): number => Date.parse(date);
const dayMs = 86_400_000;
const inWeekBefore = (mails: readonly Sent[], moment: number): number =>
  mails.filter((mail) => ms(mail) > moment - 7 * dayMs && ms(mail) < moment).length;
/** The doctor's mails that list something, whatever it is. */
const lists = (mails: readonly Sent[], dates: readonly CivilDate[]): readonly Sent[] =>
  mails.filter(({ kind, text }) => kind === 'doctor-waiting' && dates.some((date) => text.includes(frenchDay(date))));

/** From the doctor's own mails: what was proposed from `asked` on waited while the week was full, then came as one. */
export function weeklyOutcome(mails: readonly Sent[], asked: Instant, dates: readonly CivilDate[]): string {
  const [list, ...others] = lists(mails, dates);
  if (list === undefined) return 'aucun courriel';
  const before = mails.filter((mail) => ms(mail) < instantMs(asked));
  const isFull = inWeekBefore(before, instantMs(asked)) >= mailsPerWeek;
  const isLater = inWeekBefore(before, ms(list)) < mailsPerWeek && ms(list) - instantMs(asked) > 2 * dayMs;
  const areAll = others.length === 0 && dates.every((date) => list.text.includes(frenchDay(date)));
  return [
    isFull ? 'propositions gardées' : 'semaine sans courriel',
    areAll ? `réunies en un courriel ${isLater ? 'la semaine suivante' : 'sans attendre'}` : `dispersées (${others.length + 1} courriels)`,
  ].join(', ');
}

async function merged({ stage, seen }: Season, { volunteer }: PlannedDay, asked: Instant, three: Three): Promise<string> {
  const dates = three.map(({ date }) => date);
  const mine = (): readonly Mail[] => stage.mailsOf(volunteer.email);
  await seen('le courriel des propositions', 9, () => Promise.resolve(dates.every((date) => lists(mine(), [date]).length > 0)));
  return weeklyOutcome(mine(), asked, dates);
}

/** What became of each line of the page that was sent once. */
async function answeredOnce({ desk, seen }: Season, ids: readonly string[]): Promise<string> {
  const days = await seen('les réponses du médecin', 3, async () => {
    const found = await Promise.all(ids.map((id) => desk.head.get(`/consultation-days/${id}`)));
    return found.every(({ status, answers }) => status === 'declined' || answers.doctor === 'accepted') ? found : null;
  });
  return days
    .map(({ halves, status, ending }) => {
      const what = halves.length === 1 ? 'demi-journée' : 'journée';
      return status === 'declined' ? `${what} refusée ${ending?.reason === 'date' ? 'avec son motif' : 'sans motif'}` : `${what} acceptée`;
    })
    .join(', ');
}

/** Soon enough that the week cannot be waited for. */
const soon = 5;

async function pressing(season: Season, day: PlannedDay): Promise<string> {
  const { clock, stage, seen } = season;
  const [date] = workingDays(plusDays(clock.today(), soon), day.site.territory);
  const asked = clock.now();
  await propose(season, day, { date, halves: ['morning'] });
  const mine = (): readonly Mail[] => stage.mailsOf(day.volunteer.email);
  await seen('le courriel de la proposition pressée', 9, () => Promise.resolve(lists(mine(), [date]).length > 0));
  return urgentOutcome(mine(), asked, date);
}

/** It did not wait for the end of the week, which was full. */
export function urgentOutcome(mails: readonly Sent[], asked: Instant, date: CivilDate): string {
  const [list] = lists(mails, [date]);
  if (list === undefined) return 'aucun courriel';
  const isFull = inWeekBefore(mails, instantMs(asked)) >= mailsPerWeek;
  return `partie ${ms(list) - instantMs(asked) < dayMs ? 'aussitôt' : 'plus tard'}, ${isFull ? 'au-delà de la limite' : 'en deçà de la limite'}`;
}
