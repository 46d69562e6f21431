import type { Mail } from '../mailbox';
import { scenesOf } from '../scenes';
import type { Season, Volunteer } from '../season';
import type { Stage } from '../stage';
import { deskMail } from './setting';

const scene = scenesOf('contestations');
const heard = 'payeurs et versements dits, cellule prévenue par courriel et par tâche, réponse au médecin, tâche levée';
export const contestScenes = {
  information: scene('mois de la CPAM contesté par le lien du courriel', heard),
  statement: scene('état contesté par le lien du courriel', heard),
  late: scene('contestation après le délai', 'date passée dite, service à appeler, rien à remplir'),
};

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** A doctor's monthly mail, what it must say of each payer, and how the desk hears and answers. */
export type Contested = {
  readonly doctor: Volunteer;
  readonly mail: Mail;
  readonly payers: readonly (readonly [payer: string, amount: string])[];
  readonly reason: string;
  readonly toDesk: string;
  readonly toDoctor: string;
  readonly task: string;
  readonly reply: string;
  readonly answer: () => Promise<unknown>;
};

/** E-18: from the link of the monthly mail to the answer that the doctor reads. */
export async function contested(season: Season, told: Contested): Promise<string> {
  const { stage, seen, desk } = season;
  const { doctor, mail, reason, reply, toDesk, toDoctor, task } = told;
  const sent = await stage.answer(mail, 10, () => ({ reason }));
  if (sent.status >= 300) return `réponse ${sent.status} (${sent.title})`;
  const isOpen = async (): Promise<boolean> =>
    (await desk.head.get('/tasks')).items.some(
      ({ what, detail }: { readonly what: string; readonly detail: { readonly reason?: string } }) =>
        what === task && detail.reason === reason,
    );
  const found = (email: string, kind: string, words: string): Promise<Mail | null> =>
    Promise.resolve(stage.mailsOf(email).find((each) => each.kind === kind && flat(each.text).includes(words)) ?? null);
  await seen('la contestation auprès de la cellule', 3, () => found(deskMail, toDesk, reason));
  const isTask = await isOpen();
  await told.answer();
  await seen('la réponse à la contestation', 3, () => found(doctor.email, toDoctor, reply));
  return [
    whoAndWhen(mail.text, told.payers),
    `cellule prévenue par courriel${isTask ? ' et par tâche' : ''}`,
    'réponse au médecin',
    `tâche ${(await isOpen()) ? 'restée' : 'levée'}`,
  ].join(', ');
}

/** Line 11: « qui vous verse quoi », each payer with its sum, and when each pays. */
export function whoAndWhen(text: string, payers: Contested['payers']): string {
  const said = flat(text);
  const missing = payers.filter(
    ([payer, amount]) =>
      !said.includes(`${payer}, ${amount} €`) || !new RegExp(`Versement : ${payer} : ${amount} €, (directement|par virement)`).test(said),
  );
  return missing.length === 0 ? 'payeurs et versements dits' : `rien de clair sur ${missing.map(([payer]) => payer).join(', ')}`;
}

/** After the delay the same link says until when it served and whom to call. */
export async function tooLate({ stage }: { readonly stage: Pick<Stage, 'browser'> }, { link }: Pick<Mail, 'link'>): Promise<string> {
  const page = await stage.browser.open(link ?? '');
  const said = flat(page.html);
  return [
    said.includes('permettait de signaler une erreur jusqu’au') ? 'date passée dite' : 'aucune date',
    said.includes('appelez ou écrivez au service') ? 'service à appeler' : 'aucun service',
    page.form.texts.length === 0 ? 'rien à remplir' : 'un formulaire',
  ].join(', ');
}
