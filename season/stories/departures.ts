import { at, daysOf, firstDay, lastDay, nextMonth, plusDays, weekday, type CivilDate } from '../../domain/dates';
import { paris } from '../clock';
import { isHoliday } from '../holidays';
import type { Mail } from '../mailbox';
import { bothHalves } from '../plan';
import { scenesOf, type Scene } from '../scenes';
import { all, type Season, type Volunteer } from '../season';
import { anyReason, pick } from '../stage';
import { councilMail } from './setting';

const scene = scenesOf('départs');
export const departureScenes = {
  withdrawal: scene('retrait d’un médecin par le lien de son courriel', 'journée à venir reprise par un confrère, mois servi payé'),
  opposition: scene('opposition ultérieure de l’Ordre par lien', 'journée à venir suspendue, mois servi payé'),
};
/** Who leaves knows the same site as the quickest colleague; a short season can spare nobody. */
const leaving = { withdrawal: 10, opposition: 1 } as const;
export const plannedDepartures = (doctors: number): readonly Scene[] =>
  doctors > leaving.withdrawal + 1 ? Object.values(departureScenes) : [];

/** A working day of the month that no closing of the season covers. */
function dateAfter({ months }: Season, { territory }: { readonly territory: string }): CivilDate {
  const open = daysOf(nextMonth(months[1])).filter(
    (date) => Number(date.slice(8)) >= 14 && weekday(date) <= 5 && !isHoliday(date, territory),
  );
  const [date] = open;
  if (date === undefined) throw new Error('a month has a working day after the 14th');
  return date;
}

/** While the second month is closed: what is to come is freed, what was served stays owed. */
export async function departures(season: Season, volunteers: readonly Volunteer[]): Promise<void> {
  const { clock, months, scenes } = season;
  const find = (n: number): Volunteer | undefined => volunteers.find((each) => each.n === n);
  const [withdrawing, opposed] = [find(leaving.withdrawal), find(leaving.opposition)];
  if (plannedDepartures(season.options.doctors).length === 0 || withdrawing === undefined || opposed === undefined) return;
  await clock.until(at(plusDays(lastDay(months[1]), -10), '09:00', paris));
  await Promise.all([
    scenes.play(departureScenes.withdrawal, () => withdraws(season, withdrawing)),
    scenes.play(departureScenes.opposition, () => opposes(season, opposed)),
  ]);
}

async function proposed(season: Season, { engagement, wishes: [first, second] }: Volunteer, n: 0 | 1): Promise<string> {
  const site = n === 0 ? first : second;
  const date = dateAfter(season, site);
  const { id } = await season.desk.head.post('/consultation-days', { engagement, site: site.id, date, halves: bothHalves });
  return id;
}

async function withdraws(season: Season, doctor: Volunteer): Promise<null> {
  const { seen, stage, clock, desk, months, say } = season;
  const day = await proposed(season, doctor, 1);
  const status = async (): Promise<string> => (await desk.head.get(`/consultation-days/${day}`)).status;
  await seen('la confirmation de la journée à venir', 9, async () => (await status()) === 'confirmed');
  await clock.until(at(plusDays(lastDay(months[1]), 2), '12:00', paris));
  await stage.answer(mailOf(season, doctor.email, 'engagement-active'), 0, (page) => ({ ...pick(page, 'yes'), ...anyReason(page) }));
  await seen('le retrait', 3, async () => (await desk.head.get(`/engagements/${doctor.engagement}`)).status === 'withdrawn');
  await seen('le confrère de la journée libérée', 4, async () =>
    (await all(desk.head, '/covers')).some((cover) => cover.day === day && cover.track === 'host' && cover.status === 'covered'),
  );
  say(`${doctor.familyName} quitte le dispositif ; un confrère reprend la journée à venir.`);
  return null;
}

/** The day is suspended while it is only proposed: what a council forbids starts no search of its own. */
async function opposes(season: Season, doctor: Volunteer): Promise<null> {
  const { seen, stage, clock, desk, months, say } = season;
  await clock.until(at(plusDays(lastDay(months[1]), 2), '10:00', paris));
  const day = await proposed(season, doctor, 0);
  const mail = mailOf(
    season,
    councilMail(doctor.registration),
    'cdom-acknowledged',
    ({ text }) => text.includes(doctor.rpps) && !text.includes('Lieu d’exercice'),
  );
  await stage.answer(mail, 0, (page) => ({ ...pick(page, 'oppose'), ...anyReason(page) }));
  await seen('la suspension de la journée à venir', 3, async () => (await desk.head.get(`/consultation-days/${day}`)).closed === true);
  say(`Le conseil de l’Ordre s’oppose désormais à l’exercice de ${doctor.familyName} : la journée à venir est suspendue.`);
  return null;
}

function mailOf({ stage }: Season, email: string, kind: string, fits: (mail: Mail) => boolean = () => true): Mail {
  const mail = stage.mailsOf(email).findLast((each) => each.kind === kind && fits(each));
  if (mail === undefined) throw new Error(`aucun courriel ${kind} pour ${email}`);
  return mail;
}

/** A season that goes on for long sees the day take place. */
const takenOver: readonly string[] = ['confirmed', 'held', 'attested'];

/** Once both months are closed, by the API: nothing to come is left to who left, and the month served is in a statement. */
export async function judgeDepartures(season: Season, volunteers: readonly Volunteer[]): Promise<void> {
  const { desk, scenes, months } = season;
  if (plannedDepartures(season.options.doctors).length === 0) return;
  const [days, statements] = [await all(desk.head, '/consultation-days'), await all(desk.accountant, '/statements')];
  for (const kind of ['withdrawal', 'opposition'] as const) {
    const doctor = volunteers.find(({ n }) => n === leaving[kind]);
    const toCome = days.filter((day) => day.engagement === doctor?.engagement && day.date >= firstDay(nextMonth(months[1])));
    const isFree = toCome.length > 0 && toCome.every(({ closed }) => closed === true);
    const instead = days.some(
      ({ id, status }) => takenOver.includes(status) && toCome.some((day) => String(id).startsWith(`${day.id}.host.`)),
    );
    const isPaid = statements.some(
      (each) => each.doctor === doctor?.id && each.month === months[1] && each.status === 'acknowledged' && each.net > 0,
    );
    const freed = { withdrawal: instead ? 'reprise par un confrère' : 'retirée sans confrère', opposition: 'suspendue' }[kind];
    scenes.saw(departureScenes[kind], `journée à venir ${isFree ? freed : 'maintenue'}, mois servi ${isPaid ? 'payé' : 'impayé'}`);
  }
}
