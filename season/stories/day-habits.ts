import { frenchDay, type Half } from '../../domain/dates';
import { nameOf } from '../cast';
import { hoursToMorning } from '../clock';
import type { Mail } from '../mailbox';
import type { Fields, Page } from '../page';
import { bothHalves, type DayKind, type PlannedDay } from '../plan';
import type { Scene } from '../scenes';
import type { PlacedSite, Season, Volunteer } from '../season';
import { anyReason, pick } from '../stage';
import { deskMail, people } from './setting';

/** A deadline may fall on another day's date: what comes after « avant le » is not what the text is about. */
export const about = ({ text }: Pick<Mail, 'text'>, { date }: Pick<PlannedDay, 'date'>): boolean =>
  text.replace(/avant le\s+\S+\s+\S+\s+\S+\s+\d{4}/g, '').includes(frenchDay(date));

export function presence(page: Pick<Page, 'form'>, halves: readonly Half[]): Record<string, string> {
  return Object.fromEntries(Object.keys(page.form.radios).map((name) => [name, halves.some((half) => half === name) ? 'yes' : 'no']));
}

const written = (page: Page, text: string): Record<string, string> => Object.fromEntries(page.form.texts.map((name) => [name, text]));

type AnswerScenes = { readonly lateDoctor: Scene; readonly lateLocum: Scene };
type Accept = (mail: Mail, hours: number, isFirst: boolean) => Promise<void>;

/** Several colleagues are asked at once: one accepts, the slower ones only once that answer was taken, to hear that it was. */
function race({ stage, seen, scenes }: Season, scene: Scene): Accept {
  const taken = new Set<string>();
  return async (mail, hours, isFirst) => {
    if (!isFirst) await seen(`le premier accord (« ${mail.subject} »)`, 12, () => Promise.resolve(taken.has(mail.subject)));
    const { status, html, title } = await stage.answer(mail, hours, (page) => pick(page, 'accept'));
    if (isFirst && status === 200) taken.add(mail.subject);
    else if (isFirst) throw new Error(`le premier accord a reçu ${status}`);
    else lateAnswer(scenes, scene, { status, html, title });
  };
}

type Answer = Pick<Awaited<ReturnType<Season['stage']['answer']>>, 'status' | 'html' | 'title'>;
function lateAnswer(scenes: Season['scenes'], scene: Scene, { status, html, title }: Answer): void {
  if (status === 410) return; // it came after its own deadline; another one must show the scene, or nobody saw it
  scenes.saw(scene, status === 409 && html.includes('vient d’être couverte') ? scene.expected : `réponse ${status} (${title})`);
}

/** What each person does with each of their mails about days. */
export function dayHabits(season: Season, planned: readonly PlannedDay[], sites: readonly PlacedSite[], scenes: AnswerScenes): void {
  const accept = race(season, scenes.lateDoctor);
  const locumFound = new Set<string>();
  const uncovered = planned.filter(({ kind }) => kind === 'uncovered');
  for (const volunteer of new Set(planned.map((day) => day.volunteer))) {
    doctorHabits(
      season,
      volunteer,
      planned.filter((day) => day.volunteer === volunteer),
    );
    season.stage.when(volunteer.email, 'cover-asked', async (mail) => {
      if (uncovered.some((day) => about(mail, day)))
        await season.stage.answer(mail, 4, (page) => ({ ...pick(page, 'refuse'), ...anyReason(page) }));
      else await accept(mail, volunteer.n === 4 ? 3 : 1, volunteer.n === 4);
    });
  }
  for (const site of sites) siteHabits(season, site, planned);
  for (const { email, n } of season.cast.locums)
    season.stage.when(email, 'locum-asked', async (mail) => {
      if (n === 61) await season.stage.answer(mail, 12, (page) => ({ ...pick(page, 'refuse'), ...anyReason(page) }));
      else {
        // none waits for the other: whichever is taken second shows the scene, even where the first one was long under way
        const answer = await season.stage.answer(mail, n === 60 ? 6 : 10, (page) => pick(page, 'accept'));
        if (answer.status === 200 && !locumFound.has(mail.subject)) locumFound.add(mail.subject);
        else lateAnswer(season.scenes, scenes.lateLocum, answer);
      }
    });
  season.stage.when(people.named.email, 'cover-escalated', async (mail) => {
    await listRead(season, mail);
    await season.stage.answer(mail, 0, (page) => ({
      ...pick(page, 'cancelled', 'closed'),
      ...written(page, 'Décidé au téléphone avec les personnes concernées.'),
    }));
  });
}

/** Mornings on which who decides looks for a list that is late, where parts of the product were down. */
const laterMornings = 3;

/** On the second morning, once a list of the desk's that came since then was there to be read. */
export async function listRead(
  { clock, stage }: { readonly clock: Pick<Season['clock'], 'now' | 'hours'>; readonly stage: Pick<Season['stage'], 'mailsOf'> },
  since: Pick<Mail, 'date'>,
): Promise<void> {
  const isThere = (): boolean =>
    stage.mailsOf(deskMail).some(({ kind, date }) => kind === 'desk-waiting' && Date.parse(date) > Date.parse(since.date));
  await clock.hours(hoursToMorning(clock.now(), 2));
  for (let n = 0; n < laterMornings && !isThere(); n += 1) await clock.hours(hoursToMorning(clock.now(), 1));
}

function doctorHabits({ stage }: Season, { email, n }: Volunteer, own: readonly PlannedDay[]): void {
  const on = (kind: string, habit: (mail: Mail) => Promise<unknown>): void =>
    stage.when(email, kind, async (mail) => void (await habit(mail)));
  const is = (read: Pick<Mail, 'text'>, kind: DayKind): boolean => own.some((day) => day.kind === kind && about(read, day));
  const accept = (mail: Mail): Promise<unknown> => stage.answer(mail, 5 + (n % 4), (page) => pick(page, 'accept'));
  on('doctor-waiting', (mail) =>
    stage.answerLines(mail, 5 + (n % 4), (line) => {
      if (!/proposition/i.test(line.title) || is(line, 'silent')) return null;
      return is(line, 'refused') ? { ...pick(line, 'refuse'), ...anyReason(line) } : pick(line, 'accept');
    }),
  );
  on('day-move-asked', accept);
  on('presence-asked', (mail) => stage.answer(mail, 3, (page) => presence(page, is(mail, 'half-presence') ? ['morning'] : bothHalves)));
  on('practice-asked', (mail) =>
    is(mail, 'late-presence')
      ? Promise.resolve()
      : stage.answer(mail, 8, (page) => pick(page, n === 0 ? 'locum' : n === 3 ? 'partner' : 'closed')),
  );
}

/** Where nothing is left to choose, nothing is sent: a colleague was first. */
const someOf = (chosen: Fields): Fields | null => (Object.keys(chosen).length === 0 ? null : chosen);

function siteHabits({ stage }: Season, site: PlacedSite, planned: readonly PlannedDay[]): void {
  const [one, other] = site.contacts;
  if (one === undefined || other === undefined) throw new Error(`le lieu ${site.name} a moins de deux contacts`);
  const on = (kind: string, habit: (mail: Mail) => Promise<unknown>, { email } = one): void =>
    stage.when(email, kind, async (mail) => void (await habit(mail)));
  const is = (read: Pick<Mail, 'text'>, kind: DayKind): boolean =>
    planned.some((day) => day.site === site && day.kind === kind && about(read, day) && read.text.includes(nameOf(day.volunteer)));
  const accept = (hours: number) => (mail: Mail) =>
    is(mail, 'silent') ? Promise.resolve() : stage.answer(mail, hours, (page) => someOf(pick(page, 'accept')));
  on('day-proposed', accept(4));
  on('day-proposed', accept(52), other); // two days later: what a colleague could not answer is answered within the five days
  on('assistant-asked', (mail) => stage.answer(mail, 6, (page) => pick(page, 'confirmed', 'confirm')));
  on('site-waiting', (mail) =>
    stage.answerLines(mail, 14, (line) => {
      if (!/présence/i.test(line.title) || is(line, 'late-presence')) return null;
      return presence(line, is(line, 'half-presence') || is(line, 'dispute') ? ['morning'] : bothHalves);
    }),
  );
}
