import { at, firstDay, plusDays } from '../../domain/dates';
import { paris } from '../clock';
import type { Mail } from '../mailbox';
import { kindOf, plan, type DayKind, type PlannedDay } from '../plan';
import { scenesOf, type Scene } from '../scenes';
import { all, type PlacedSite, type Season, type Volunteer } from '../season';
import { anyReason, pick } from '../stage';
import { about, dayHabits } from './day-habits';

const scene = scenesOf('journées');
/** How each kind of day must have turned out once both months are closed (see `outcomes.ts`). */
export const dayScenes: Readonly<Record<DayKind, Scene>> = {
  plain: scene('journées ordinaires', 'toutes attestées'),
  'half-presence': scene('présence d’une demi-journée', 'attestée (matin)'),
  dispute: scene('désaccord sur la présence', 'contesté, tranché, attestée (matin)'),
  refused: scene('refus du médecin', 'refusée, autre date attestée'),
  silent: scene('silence des deux côtés', 'sans réponse, autre date attestée'),
  covered: scene('empêchement couvert', 'annulée, confrère trouvé, attestée'),
  uncovered: scene('empêchement sans relève', 'annulée, personne désignée saisie, sans relève'),
  moved: scene('déplacement par le lieu', 'déplacée, attestée'),
  'site-cancels': scene('annulation par le lieu', 'annulée'),
  'late-presence': scene('attestation tardive', 'décidée après la clôture, payée en rappel'),
};
/** Each doctor with a practice of their own chooses; the one who stays silent is decided for by a named person. */
export const practices = scene('relais des cabinets', 'chaque cabinet comme choisi, le silence signalé');
const kindly = 'refusé aimablement';
export const answerScenes = {
  lateDoctor: scene('accord d’un médecin après un autre', kindly),
  lateLocum: scene('accord d’un remplaçant après un autre', kindly),
};

/** What a page or a mail of several lines brings about. */
export const listScenes = {
  evening: scene('départ à midi, pointé sur la page du soir', 'une ligne du courriel du soir, une demi-journée payée'),
  task: scene('tâche d’une relève manquante', 'au courriel du matin, réglée par la personne désignée, levée, lieu prévenu'),
};

/** The scenes of the days for that number of doctors. */
export function plannedDayScenes(doctors: number): readonly Scene[] {
  const kinds = [...new Set(Array.from({ length: doctors }, (_, n) => kindOf(n, doctors)))];
  return [
    ...kinds.map((kind) => dayScenes[kind]),
    practices,
    listScenes.evening,
    ...(kinds.includes('uncovered') ? [listScenes.task] : []),
    answerScenes.lateLocum,
    // only the eleventh and the twelfth volunteer are asked beside the quickest one
    ...(kinds.includes('covered') && doctors > 10 ? [answerScenes.lateDoctor] : []),
  ];
}

/** The two months of consultation, each scene played by those whom it concerns. */
export async function days(season: Season, volunteers: readonly Volunteer[], sites: readonly PlacedSite[]): Promise<readonly PlannedDay[]> {
  const { clock, say, months } = season;
  const [october, november] = plan(volunteers, months);
  dayHabits(season, [...october, ...november], sites, answerScenes);
  await clock.until(at(plusDays(firstDay(months[0]), -13), '09:00', paris));
  await propose(season, october);
  const scenesPlayed = Promise.all(october.map((day) => season.scenes.play(dayScenes[day.kind], () => play(season, day))));
  await clock.until(at(plusDays(firstDay(months[1]), -13), '09:00', paris));
  await propose(season, november);
  await scenesPlayed;
  say(`${months[0]} : les scènes du premier mois sont jouées.`);
  return [...october, ...november];
}

async function propose({ desk, say }: Season, planned: readonly PlannedDay[]): Promise<void> {
  for (const { volunteer, site, date, halves } of planned)
    await desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date, halves });
  say(`${planned.length} journées proposées.`);
}

/** The acts of a scene that do not answer a mail: the desk's, and those by the link of a confirmation. */
async function play(season: Season, day: PlannedDay): Promise<null> {
  const { desk, seen } = season;
  const found = await seen(`la journée du ${day.date}`, 3, async () =>
    (await all(desk.head, '/consultation-days')).find((each) => each.engagement === day.volunteer.engagement && each.date === day.date),
  );
  const status = async (): Promise<string> => (await desk.head.get(`/consultation-days/${found.id}`)).status;
  switch (day.kind) {
    case 'refused':
    case 'silent':
      await again(season, day, status, day.kind === 'refused' ? 'declined' : 'lapsed');
      break;
    case 'covered':
    case 'uncovered':
      await doctorCancels(season, day, found.id, status);
      break;
    case 'moved':
      await siteMoves(season, day, status);
      break;
    case 'site-cancels':
      await siteCancels(season, day, status);
      break;
    case 'dispute':
      await settleDispute(season, day, found.id, status);
      break;
    case 'half-presence':
    case 'late-presence':
    case 'plain':
  }
  return null; // how it turned out is judged once the months are closed
}

async function settleDispute(season: Season, { volunteer }: PlannedDay, id: string, status: () => Promise<string>): Promise<void> {
  const { seen, desk, clock, say } = season;
  await seen('une contestation', 60, async () => (await status()) === 'disputed');
  await clock.hours(20);
  await desk.head.post(`/consultation-days/${id}/dispute-settlement`, {
    halves: ['morning'],
    reason: 'Le médecin et le lieu s’accordent sur la seule matinée.',
  });
  say(`${volunteer.familyName} : désaccord sur la présence, tranché par le service.`);
}

async function again(
  { desk, seen, say, clock }: Season,
  { volunteer, site, date, halves, other }: PlannedDay,
  status: () => Promise<string>,
  ending: string,
): Promise<void> {
  await seen(`la fin de la proposition du ${date}`, 12, async () => (await status()) === ending);
  await clock.hours(12);
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
  const page = await stage.answer(mail, 0, (form) => ({
    ...pick(form, 'move'),
    ...anyReason(form),
    ...Object.fromEntries(form.form.texts.map((name) => [name, day.other])),
    ...Object.fromEntries(Object.entries(form.form.boxes).map(([name, values]) => [name, values])),
  }));
  if (page.status >= 300) throw new Error(`move: ${page.status} ${page.title}`);
  await seen('la journée déplacée confirmée', 8, async () => (await status()) === 'confirmed');
  say(`${day.site.name} déplace la journée du ${day.date} au ${day.other}.`);
}

async function siteCancels(season: Season, day: PlannedDay, status: () => Promise<string>): Promise<void> {
  const { stage, clock, seen, say } = season;
  const mail = await confirmation(season, day.site.contacts[0]?.email ?? '', day);
  await clock.until(at(plusDays(day.date, -4), '10:00', paris));
  await stage.answer(mail, 0, (page) => ({ ...pick(page, 'cancel', 'yes'), ...anyReason(page) }));
  await seen('l’annulation par le lieu', 3, async () => (await status()) === 'cancelled');
  say(`${day.site.name} annule la journée du ${day.date}.`);
}
