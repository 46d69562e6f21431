import { civilDate, frenchDay, frenchMonth, monthOf, nextMonth, plusDays, weekday, type CivilDate, type Month } from '../../domain/dates';
import { pdfText } from '../documents';
import { isHoliday } from '../holidays';
import type { Mail } from '../mailbox';
import { bothHalves, plainDay, type PlannedDay } from '../plan';
import { scenesOf } from '../scenes';
import { all, type Season, type Volunteer } from '../season';
import type { Tale } from '../tales';
import { acceptsCovers, certificateScenes, ending, expires, insurerLeaves, warned } from './certificate';
import { contested, contestScenes, tooLate } from './contest';
import { conventionScenes, signedOutside } from './convention';
import { dayHabits } from './day-habits';
import { answerScenes } from './days';
import { closedMonth, takenInCharge } from './month';
import { confirmDetails, fictionalIban, ownAccount, recruitment, recruitmentScenes } from './recruitment';
import { engagedByPhone } from './second-doctor';
import { imports, programmes } from './setting';

const scene = scenesOf('argent');
export const moneyScenes = {
  partial: scene('convention du parapheur sans toutes ses signatures', 'refusée'),
  outside: scene('convention signée au parapheur', 'en vigueur, signée hors de Relais, fichier conservé'),
  late: scene(
    'coordonnées bancaires changées avant la clôture',
    'ancienne adresse prévenue, mois retenu, payé en rappel sur le nouveau compte',
  ),
  snapshot: scene('coordonnées bancaires changées après l’émission', 'état émis inchangé, le suivant sur le nouveau compte'),
  overpaid: scene('attestation retirée après le paiement', 'trop-perçu numéroté le mois suivant, état du mois non diminué'),
};

/** Accounts and attestations that change around two closings (R-11, R-13), under a convention that was signed outside. */
export const money: Tale = {
  cast: (known) => ({ ...known, locums: known.locums.slice(0, 1) }),
  scenes: [
    conventionScenes.early,
    recruitmentScenes.engaged,
    recruitmentScenes.iban,
    ...Object.values(moneyScenes),
    ...Object.values(certificateScenes),
    contestScenes.statement,
    contestScenes.late,
  ],
  play: async (season) => {
    const paid = await programmes(season);
    const sites = await imports(season, season.cast, season.options);
    const bound = await signedOutside(season, paid, sites, { partial: moneyScenes.partial, kept: moneyScenes.outside });
    const [served] = await recruitment(season, paid, bound, sites);
    if (served === undefined) throw new Error('nobody was engaged');
    const insured = ending(season, served);
    dayHabits(season, [insured.day], sites, answerScenes);
    await insurerLeaves(season, insured);
    const changing = await engagedByPhone(season, served, { programme: paid.departmental, convention: bound }, 'departmental');
    const first = nextMonth(monthOf(season.options.start));
    const days = [served, changing].map((volunteer) => plainDay(volunteer, workingDay(volunteer, first)));
    const later = plainDay(served, workingDay(served, nextMonth(first)));
    dayHabits(season, [...days, later, insured.day], sites, answerScenes);
    await held(season, days);
    const address = 'nouvelle.adresse@medecin.example';
    const notice = await moved(season, changing, address);
    acceptsCovers(season, address);
    await takenInCharge(season, await closedMonth(season, first));
    await season.scenes.play(contestScenes.statement, () => contests(season, served, first));
    await season.scenes.play(moneyScenes.overpaid, () => withdrawn(season, served, first));
    await season.scenes.play(moneyScenes.snapshot, () => asksAgain(season, served, served.email));
    await confirmDetails(season, 2);
    await held(season, [later]);
    await season.scenes.play(certificateScenes.warnings, () => warned(season, insured));
    await takenInCharge(season, await closedMonth(season, nextMonth(first)));
    await season.scenes.play(moneyScenes.late, () => lateOutcome(season, { ...changing, email: address }, first, notice));
    await season.scenes.play(moneyScenes.snapshot, () => snapshotOutcome(season, served, first));
    await season.scenes.play(moneyScenes.overpaid, () => overpaidOutcome(season, served, first));
    await season.scenes.play(certificateScenes.expiry, () => expires(season, insured, address));
    await season.scenes.play(contestScenes.late, () => tooLate(season, monthlyMail(season, served, first)));
  },
};

function workingDay({ wishes: [{ territory }] }: Volunteer, month: Month): CivilDate {
  let date = civilDate(`${month}-22`);
  while (weekday(date) > 5 || isHoliday(date, territory)) date = plusDays(date, 1);
  return date;
}

/** Proposed, accepted, held, and signed off on both sides. */
async function held({ desk, seen, say }: Season, planned: readonly PlannedDay[]): Promise<void> {
  for (const { volunteer, site, date } of planned)
    await desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date, halves: bothHalves });
  await seen('les présences signées', 40, async () => {
    const attested = await all(desk.head, '/consultation-days?status=attested');
    return planned.every(({ volunteer, date }) => attested.some((day) => day.engagement === volunteer.engagement && day.date === date));
  });
  for (const { volunteer, date } of planned) say(`${volunteer.familyName} : présence du ${frenchDay(date)} signée des deux côtés.`);
}

const newAccount = ({ n }: Volunteer): string => fictionalIban(500 + n);

/** R-13: the account changes by the link that the desk sends again; the notice does not go to the newest address alone. */
async function asksAgain({ desk, stage, seen }: Season, doctor: Volunteer, address: string): Promise<null> {
  stage.when(address, 'bank-details-asked', async (mail) => void (await stage.answer(mail, 4, ownAccount(doctor, newAccount(doctor)))));
  await desk.head.post(`/engagements/${doctor.engagement}/bank-details`, {});
  await seen('le changement de coordonnées bancaires', 5, () => Promise.resolve(noticeTo(stage, address)));
  return null;
}

function noticeTo({ mailsOf }: Season['stage'], address: string): Mail | undefined {
  return mailsOf(address).find(({ kind, subject, text }) => kind === 'bank-details-declared' && /changement/i.test(`${subject} ${text}`));
}

/** The doctor gives a new address, then a new account; whoever reads the old address hears of it. */
async function moved(season: Season, doctor: Volunteer, email: string): Promise<string> {
  const { desk, stage, seen, say } = season;
  const { familyName, givenName, phone, rpps, specialty, practice, registration, volunteer, locum } = await desk.head.get(
    `/people/${doctor.id}`,
  );
  await desk.head.post(`/people/${doctor.id}/settings`, {
    person: { familyName, givenName, email, phone, rpps, specialty, practice, registration, volunteer, locum },
  });
  await asksAgain(season, doctor, email);
  say(`${doctor.familyName} change de compte peu avant la clôture.`);
  const notice = await seen('l’avis à l’ancienne adresse', 3, () => Promise.resolve(noticeTo(stage, doctor.email) ?? null)).catch(
    () => null,
  );
  return notice === null ? 'ancienne adresse non prévenue' : 'ancienne adresse prévenue';
}

function monthlyMail({ stage }: Season, { email }: Volunteer, month: Month): Mail {
  const mail = stage.mailsOf(email).find(({ kind, text }) => kind === 'statement-copy' && text.includes(frenchMonth(month)));
  if (mail === undefined) throw new Error(`aucun courriel du mois ${month}`);
  return mail;
}

/** The document is right: the doctor is told so, and it stays in charge of the accountant. */
async function contests(season: Season, doctor: Volunteer, month: Month): Promise<string> {
  const { desk } = season;
  const [statement] = await documentsOf(season, doctor, month);
  const reply = 'Deux demi-journées à 60,00 euros sont bien comptées.';
  return contested(season, {
    doctor,
    reply,
    mail: monthlyMail(season, doctor, month),
    payers: [
      ['CPAM', '200,00'],
      ['Département des Hautes-Collines', '120,00'],
    ],
    reason: 'Le complément me paraît trop bas.',
    toDesk: 'statement-contested',
    toDoctor: 'statement-contest-answered',
    task: 'statement-contested',
    answer: () => desk.head.post(`/statements/${String(statement?.id)}/contest-answer`, { reason: reply, granted: false }),
  });
}

async function withdrawn({ desk, say, clock }: Season, doctor: Volunteer, month: Month): Promise<null> {
  const day = (await all(desk.head, '/consultation-days')).find(
    ({ engagement, date }) => engagement === doctor.engagement && String(date).startsWith(month),
  );
  await clock.hours(12);
  await desk.head.post(`/consultation-days/${String(day?.id)}/presence`, {
    halves: [],
    reason: 'Le lieu et le médecin signalent une erreur de date : la journée n’a pas eu lieu.',
  });
  say(`${doctor.familyName} : l’attestation du ${String(day?.date)} est retirée après le paiement.`);
  return null;
}

type Shown = {
  readonly id: string;
  readonly number: string;
  readonly doctor: string;
  readonly month: string;
  readonly kind: string;
  readonly status: string;
  readonly net: number;
  readonly lines: readonly { readonly kind: string }[];
};
async function documentsOf({ desk }: Season, { id }: Volunteer, month: Month): Promise<readonly Shown[]> {
  return (await all(desk.accountant, '/statements')).filter((each) => each.doctor === id && each.month === month);
}

async function isPaidOn({ desk }: Season, statement: Shown | undefined, iban: string): Promise<boolean> {
  if (statement === undefined) return false;
  return (await pdfText(await desk.accountant.bytes(`/statements/${statement.id}/pdf`))).replaceAll(/\s/g, '').includes(iban);
}

/** From the doctor's own mails of the two months, and from the document that the accountant has. */
async function lateOutcome(season: Season, doctor: Volunteer, month: Month, notice: string): Promise<string> {
  const told = season.stage
    .mailsOf(doctor.email)
    .some(({ kind, text }) => kind === 'month-information' && /suspendu/i.test(text) && text.includes('240,00'));
  const none = (await documentsOf(season, doctor, month)).length === 0;
  const [paid, ...others] = await documentsOf(season, doctor, nextMonth(month));
  const isArrears = others.length === 0 && paid?.net === 240_00 && paid.lines.every(({ kind }) => kind === 'arrears');
  const onNew = await isPaidOn(season, paid, newAccount(doctor));
  const how = `${isArrears ? 'payé en rappel' : 'pas de rappel'} ${onNew ? 'sur le nouveau compte' : 'sur un autre compte'}`;
  return `${notice}, ${told && none ? 'mois retenu' : 'mois non retenu'}, ${how}`;
}

async function snapshotOutcome(season: Season, doctor: Volunteer, month: Month): Promise<string> {
  const [before] = await documentsOf(season, doctor, month);
  const after = (await documentsOf(season, doctor, nextMonth(month))).find(({ kind }) => kind === 'statement');
  const isKept = await isPaidOn(season, before, fictionalIban(doctor.n));
  const isNew = await isPaidOn(season, after, newAccount(doctor));
  return `état émis ${isKept ? 'inchangé' : 'altéré'}, le suivant sur ${isNew ? 'le nouveau compte' : 'un autre compte'}`;
}

/** R-11: without an agreed offset, what is to be paid back has a document and a number of its own. */
async function overpaidOutcome(season: Season, doctor: Volunteer, month: Month): Promise<string> {
  const documents = await documentsOf(season, doctor, nextMonth(month));
  const back = documents.find(({ kind }) => kind === 'overpayment');
  const paid = documents.find(({ kind }) => kind === 'statement');
  const told = season.stage
    .mailsOf(doctor.email)
    .some(({ kind, text }) => kind === 'statement-copy' && [back, paid].every((each) => each !== undefined && text.includes(each.number)));
  const isBack = back?.net === -120_00 && back.status === 'acknowledged' && told;
  return `${isBack ? 'trop-perçu numéroté le mois suivant' : `trop-perçu ${String(back?.net)} ${String(back?.status)}`}, ${paid?.net === 120_00 ? 'état du mois non diminué' : `état de ${String(paid?.net)}`}`;
}
