import { at, dateIn, frenchDate, instantFromMs, plusDays, weekday, type CivilDate } from '../../domain/dates';
import { paris } from '../clock';
import { isHoliday } from '../holidays';
import type { Mail } from '../mailbox';
import { plainDay, type PlannedDay } from '../plan';
import { scenesOf } from '../scenes';
import { all, type Season, type Volunteer } from '../season';
import { pick } from '../stage';
import { about } from './day-habits';

const scene = scenesOf('pièces');
export const certificateScenes = {
  warnings: scene('assurance qui prend fin', 'médecin prévenu à 60, 30 et 7 jours, tâche à la cellule'),
  expiry: scene('assurance échue', 'médecin prévenu, journée à venir retirée, confrère trouvé et invité'),
};

/** Far enough ahead for a notice of sixty days, soon enough for the story to see the end. */
const daysAhead = 74;
const notices = [60, 30, 7] as const;

export type Ending = { readonly day: PlannedDay; readonly last: CivilDate };

/** A day three weeks after the end, at the site that a colleague knows, too. */
export function ending({ options }: Pick<Season, 'options'>, volunteer: Volunteer): Ending {
  const last = plusDays(options.start, daysAhead);
  const [, site] = volunteer.wishes;
  let date = plusDays(last, 20);
  while (weekday(date) > 5 || isHoliday(date, site.territory)) date = plusDays(date, 1);
  return { last, day: { ...plainDay(volunteer, date), site } };
}

/** The insurer ends the cover before its date, once a day after that date is confirmed. */
export async function insurerLeaves({ desk, seen, options, say }: Season, { day, last }: Ending): Promise<void> {
  const { volunteer, site, date, halves } = day;
  const { id } = await desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date, halves });
  await desk.head.post(`/consultation-days/${id}/answer`, { side: 'doctor', answer: 'accept', reason: null });
  await seen('la journée lointaine confirmée', 6, async () => (await desk.head.get(`/consultation-days/${id}`)).status === 'confirmed');
  await desk.head.post(`/people/${volunteer.id}/certificates/ending`, { kind: 'rcp', from: plusDays(options.start, -200), to: last });
  say(`${volunteer.familyName} : l’assurance prendra fin le ${frenchDate(last)}.`);
}

type Sent = Pick<Mail, 'kind' | 'text' | 'date'>;

/** How many days before the end each notice was sent, by the dates of the doctor's own mails. */
export function noticesOutcome(mails: readonly Sent[], last: CivilDate): string {
  const sent = mails
    .filter(({ kind, text }) => kind === 'certificate-ending' && text.includes(frenchDate(last)))
    .map(({ date }) => dateIn(instantFromMs(Date.parse(date)), paris));
  const isRight = sent.length === notices.length && notices.every((days) => sent.includes(plusDays(last, -days)));
  const words = [notices.slice(0, -1).join(', '), notices.at(-1)].join(' et ');
  return isRight ? `médecin prévenu à ${words} jours` : `médecin prévenu ${sent.length === 0 ? 'jamais' : `le ${sent.join(', le ')}`}`;
}

/** What the desk is to do about it shows among its tasks from the first notice on. */
export async function warned({ stage, seen, desk, clock }: Season, { day: { volunteer }, last }: Ending): Promise<string> {
  await clock.until(at(plusDays(last, -7), '12:00', paris));
  const mine = (): readonly Mail[] => stage.mailsOf(volunteer.email);
  await seen('l’avis à sept jours', 2, () =>
    Promise.resolve(mine().filter(({ kind }) => kind === 'certificate-ending').length >= notices.length),
  ).catch(() => null);
  const { items } = await desk.head.get('/tasks');
  const isTask = items.some(
    ({ what, dossier }: { readonly what: string; readonly dossier: string }) =>
      what === 'certificate-ending' && dossier === volunteer.engagement,
  );
  return `${noticesOutcome(mine(), last)}, ${isTask ? 'tâche à la cellule' : 'aucune tâche'}`;
}

export function acceptsCovers({ stage }: Season, email: string): void {
  stage.when(email, 'cover-asked', async (mail) => void (await stage.answer(mail, 2, (page) => pick(page, 'accept'))));
}

/** R-28: from the morning of the last day on, what comes after it is taken back and offered to the colleague. */
export async function expires({ stage, seen, desk, clock }: Season, { day, last }: Ending, colleague: string): Promise<string> {
  await clock.until(at(last, '07:00', paris));
  const told = await seen('l’avis de fin d’assurance', 2, () =>
    Promise.resolve(stage.mailsOf(day.volunteer.email).find(({ kind }) => kind === 'certificate-expired') ?? null),
  );
  const found = await seen('le confrère de la journée retirée', 4, async () => {
    const days = await all(desk.head, '/consultation-days');
    const own = days.find((each) => each.engagement === day.volunteer.engagement && each.date === day.date);
    const instead = days.some(
      (each) => each.date === day.date && each.site === day.site.id && each.status === 'confirmed' && each.id !== own?.id,
    );
    return own?.status === 'cancelled' && instead ? own : null;
  });
  await seen('l’invitation du confrère', 3, () =>
    Promise.resolve(stage.mailsOf(colleague).some((mail) => mail.kind === 'day-confirmed' && mail.invite !== null && about(mail, day))),
  );
  return [
    told.text.includes('La journée à venir est retirée') ? 'médecin prévenu' : 'médecin mal prévenu',
    found.ending?.reason === 'certificate' ? 'journée à venir retirée' : `journée retirée pour ${String(found.ending?.reason)}`,
    'confrère trouvé et invité',
  ].join(', ');
}
