import { frenchDate, frenchDay } from '../domain/dates';
import { nameOf } from './cast';
import type { Mail } from './mailbox';
import type { PlannedDay } from './plan';
import { all, type Season, type Volunteer } from './season';
import { listScenes } from './stories/days';
import { recruitmentScenes, weeklyCouncil } from './stories/recruitment';
import { councilMail, deskMail } from './stories/setting';

type Paid = { readonly doctor: string; readonly date: string; readonly kind: string; readonly quantity: number };

/** What went through a mail or a page of several lines: the evening of a site, the morning of the desk, the week of a council. */
export async function judgeLists(
  season: Season,
  planned: readonly PlannedDay[],
  volunteers: readonly Volunteer[],
  lines: readonly Paid[],
): Promise<void> {
  judgeEvening(season, planned, lines);
  await judgeTask(season, planned);
  await judgeCouncils(season, volunteers);
}

/** The doctor left at noon: the site said so on the page of the evening, and one half-day is paid. */
function judgeEvening({ stage, scenes }: Season, planned: readonly PlannedDay[], lines: readonly Paid[]): void {
  const day = planned.find(({ kind }) => kind === 'half-presence');
  if (day === undefined) return;
  const mails = stage.mailsOf(day.site.contacts[0]?.email ?? '');
  const listed = mails.some(
    ({ kind, text }) =>
      kind === 'site-waiting' && text.includes(`Présence à déclarer\u00A0: ${frenchDay(day.date)}`) && text.includes(nameOf(day.volunteer)),
  );
  const asked = mails.some(({ kind }) => kind === 'presence-asked');
  const service = lines.filter(({ doctor, date, kind }) => doctor === day.volunteer.id && date === day.date && kind === 'service');
  const paid = service.reduce((most, { quantity }) => Math.max(most, quantity), 0);
  scenes.saw(
    listScenes.evening,
    `${listed && !asked ? 'une ligne du courriel du soir' : 'un courriel par présence'}, ${paid === 1 ? 'une demi-journée payée' : `${paid} demi-journées payées`}`,
  );
}

/** A cover that nobody took: the desk's morning mail lists it until the named person has acted, and the site is told. */
async function judgeTask({ stage, scenes, desk }: Season, planned: readonly PlannedDay[]): Promise<void> {
  const day = planned.find(({ kind }) => kind === 'uncovered');
  if (day === undefined) return;
  const told = stage
    .mailsOf(day.site.contacts[0]?.email ?? '')
    .find(({ kind, text }) => kind === 'cover-unfound' && text.includes(frenchDay(day.date)));
  const seen = [listedBy(stage, day, told), await settledBy(desk, day), told === undefined ? 'lieu non prévenu' : 'lieu prévenu'];
  scenes.saw(listScenes.task, seen.join(', '));
}

/** The morning mails list it, and no more once the site was told. */
function listedBy({ mailsOf }: Season['stage'], { date: on, site }: PlannedDay, told: Mail | undefined): string {
  const sentence = `pour la consultation du ${frenchDate(on)}`;
  const mornings = mailsOf(deskMail).filter(
    ({ kind, text }) => kind === 'desk-waiting' && text.includes(sentence) && text.includes(site.name),
  );
  const isLater = mornings.some(({ date }) => Date.parse(date) > Date.parse(told?.date ?? ''));
  return `${mornings.length > 0 ? 'au courriel du matin' : 'absente du courriel du matin'}${isLater ? ' encore ensuite' : ''}`;
}

async function settledBy({ head }: Season['desk'], { date: on, site: { id } }: PlannedDay): Promise<string> {
  const cover = (await all(head, '/covers')).find(({ track, site, date }) => track === 'host' && site === id && date === on);
  const { items } = await head.get('/tasks');
  const isLeft = items.some(({ dossier }: { readonly dossier: string }) => dossier === cover?.id);
  const how =
    cover?.settlement?.outcome === 'cancelled' ? 'réglée par la personne désignée' : `réglée autrement (${String(cover?.status)})`;
  return `${how}, ${isLeft ? 'restée' : 'levée'}`;
}

/** R-25, R-27: letters and contracts reached each council; one of them reads nothing but its weekly mail. */
async function judgeCouncils({ stage, scenes, desk }: Season, volunteers: readonly Volunteer[]): Promise<void> {
  const engagements = await all(desk.head, '/engagements');
  const { items } = await desk.head.get('/tasks');
  const waiting = items.filter(({ what }: { readonly what: string }) => what.startsWith('contract-'));
  const missing = engagements.filter(({ contract }) => contract === null);
  scenes.saw(
    recruitmentScenes.letters,
    `${missing.length === 0 ? 'chacun reçu par lien' : `${missing.length} sans accusé`}, ${waiting.length === 0 ? 'aucune tâche de transmission' : `${waiting.length} tâches`}`,
  );
  const own = volunteers.filter(({ registration }) => registration === weeklyCouncil);
  const read = stage.linesReadBy(councilMail(weeklyCouncil));
  const areListed = own.every(({ givenName, familyName }) =>
    read.some((title) => title.startsWith(`Dr ${givenName} ${familyName} – Accuser réception d’une lettre d’engagement`)),
  );
  const areTaken = own.every(({ engagement }) => engagements.some(({ id, contract }) => id === engagement && contract !== null));
  scenes.saw(
    recruitmentScenes.weekly,
    `lettres ${areListed ? 'listées' : 'non listées'}, ${areTaken ? 'reçues sur la page' : 'sans accusé'}`,
  );
}
