import {
  at,
  civilDate,
  firstDay,
  frenchDay,
  lastDay,
  monthOf,
  nextMonth,
  plusDays,
  weekday,
  yearOf,
  type CivilDate,
  type Month,
} from '../../domain/dates';
import { paris } from '../clock';
import { pdfText } from '../documents';
import { isHoliday } from '../holidays';
import { bothHalves, plainDay, type PlannedDay } from '../plan';
import { scenesOf } from '../scenes';
import { all, type Season, type Volunteer } from '../season';
import type { Tale } from '../tales';
import { convention, conventionScenes } from './convention';
import { dayHabits, presence } from './day-habits';
import { contested, contestScenes } from './contest';
import { answerScenes } from './days';
import { fewMails, fewMailScenes } from './few-mails';
import { closedMonth } from './month';
import { recruitment, recruitmentScenes } from './recruitment';
import { engagedByPhone } from './second-doctor';
import { imports, nationalAlone, programmes } from './setting';

const scene = scenesOf('décembre');
export const decemberScenes = {
  year: scene('service de décembre attesté en janvier', 'état émis en janvier, exercice du service'),
  recap: scene('bilan de l’année', 'demi-journées et payeurs par courriel, attestation sans montant'),
  information: scene('mois payé par la seule CPAM', 'qui paie quoi par courriel, aucun état'),
};

/** R-18: what was served in December is paid on that year's budget, though the statement is of January. */
export const december: Tale = {
  cast: (known) => ({ ...known, locums: known.locums.slice(0, 1) }),
  scenes: [
    ...Object.values(conventionScenes),
    recruitmentScenes.engaged,
    recruitmentScenes.iban,
    ...Object.values(decemberScenes),
    ...Object.values(fewMailScenes),
    contestScenes.information,
  ],
  play: async (season) => {
    const paid = await programmes(season);
    const alone = await nationalAlone(season);
    const sites = await imports(season, season.cast, season.options);
    const bound = await convention(season, paid, sites, [alone]);
    const [served] = await recruitment(season, paid, bound, sites);
    if (served === undefined) throw new Error('nobody was engaged');
    const elsewhere = await engagedByPhone(season, served, { programme: alone, convention: bound }, 'national');
    const month = monthOf(civilDate(`${yearOf(season.options.start)}-12-01`));
    const own = plainDay(served, lastWorkingDay(month, served.wishes[0].territory));
    const byPhone = plainDay(elsewhere, lastWorkingDay(month, elsewhere.wishes[0].territory));
    const planned = [own, byPhone];
    dayHabits(season, planned, sites, answerScenes);
    for (const { volunteer } of planned) signsOffInJanuary(season, volunteer, month);
    const { site, date, halves } = own;
    await season.desk.head.post('/consultation-days', { engagement: served.engagement, site: site.id, date, halves });
    await Promise.all([closed(season, month, planned), fewMails(season, byPhone, nextMonth(month))]);
    await season.scenes.play(decemberScenes.year, () => yearOfBudget(season, month, served));
    await season.scenes.play(decemberScenes.information, () => informed(season, month, elsewhere));
    await season.scenes.play(contestScenes.information, () => contests(season, month, elsewhere));
    await season.scenes.play(decemberScenes.recap, () => recalled(season, month, served));
  },
};

function lastWorkingDay(month: Month, territory: string): CivilDate {
  let date = plusDays(lastDay(month), -2);
  while (weekday(date) > 5 || isHoliday(date, territory)) date = plusDays(date, -1);
  return date;
}

/** The site lets the holidays pass before it opens its page of the evening. */
function signsOffInJanuary({ stage, clock }: Season, { wishes: [{ contacts }] }: Volunteer, month: Month): void {
  const email = contacts[0]?.email ?? '';
  stage.when(email, 'site-waiting', async (mail) => {
    await clock.until(at(plusDays(lastDay(month), 2), '10:00', paris));
    await stage.answerLines(mail, 0, (line) => (/présence/i.test(line.title) ? presence(line, bothHalves) : null));
  });
}

async function closed(season: Season, month: Month, planned: readonly PlannedDay[]): Promise<void> {
  const { desk, clock, seen, say } = season;
  await clock.until(at(plusDays(lastDay(month), 2), '11:00', paris));
  await seen('les présences signées en janvier', 3, async () => {
    const days = await all(desk.head, '/consultation-days?status=attested');
    return planned.every(({ volunteer }) => days.some(({ engagement }) => engagement === volunteer.engagement));
  });
  await closedMonth(season, month);
  say(`${month} : clos le ${frenchDay(clock.today())}.`);
}

async function yearOfBudget({ desk, seen }: Season, month: Month, { id }: Volunteer): Promise<string> {
  const closing = (await all(desk.accountant, '/month-closings')).find((each) => each.month === month);
  const { imputations } = await desk.accountant.get(`/month-closings/${String(closing?.id)}/totals`);
  const years = [...new Set(imputations.map(({ budgetYear }: { readonly budgetYear: number }) => budgetYear))];
  const statement = await seen('l’état du médecin', 2, async () =>
    (await all(desk.accountant, '/statements')).find(({ doctor }) => doctor === id),
  );
  const year = yearOf(firstDay(month));
  const isLater = String(statement.issuedOn).startsWith(String(year + 1));
  const isOfService = years.length === 1 && years[0] === year;
  return `état émis ${isLater ? 'en janvier' : `le ${String(statement.issuedOn)}`}, ${isOfService ? 'exercice du service' : `exercice ${years.join(', ')}`}`;
}

/** D7: no document carries this month; what its mail says may be found wrong all the same. */
async function contests(season: Season, month: Month, doctor: Volunteer): Promise<string> {
  const { desk, seen, stage } = season;
  const mail = await seen('le courriel du mois à contester', 3, () =>
    Promise.resolve(stage.mailsOf(doctor.email).find(({ kind }) => kind === 'month-information')),
  );
  const closing = (await all(desk.head, '/month-closings')).find((each) => each.month === month);
  const reply = 'La journée entière est comptée, à deux demi-journées.';
  return contested(season, {
    doctor,
    mail,
    reply,
    payers: [['CPAM', '200,00']],
    reason: 'Il me semble que la matinée manque.',
    toDesk: 'month-contested',
    toDoctor: 'month-contest-answered',
    task: 'closing-contested',
    answer: () => desk.head.post(`/month-closings/${String(closing?.id)}/contest-answer`, { doctor: doctor.id, reason: reply }),
  });
}

async function informed({ desk, seen, stage }: Season, month: Month, { id, email }: Volunteer): Promise<string> {
  const mail = await seen('le courriel du mois', 3, () =>
    Promise.resolve(stage.mailsOf(email).find(({ kind }) => kind === 'month-information')),
  );
  const isSaid = mail.text.includes('CPAM') && mail.text.includes('200,00');
  const none = (await all(desk.accountant, '/statements')).every((each) => each.doctor !== id || each.month !== month);
  return `${isSaid ? 'qui paie quoi par courriel' : 'courriel sans payeur'}, ${none ? 'aucun état' : 'un état'}`;
}

/** The year is recalled once December is closed: the sums in the mail, and a certificate without any on its page. */
async function recalled({ clock, seen, stage }: Season, month: Month, { email, familyName }: Volunteer): Promise<string> {
  await clock.until(at(plusDays(lastDay(month), 15), '08:00', paris));
  const year = yearOf(firstDay(month));
  const mail = await seen('le bilan de l’année', 4, () =>
    Promise.resolve(stage.mailsOf(email).find(({ kind }) => kind === 'yearly-recap')),
  );
  const said = mail.text.replaceAll(/\s+/g, ' ');
  const isSaid = ['2 demi-journées', '200,00', '120,00'].every((words) => said.includes(words)) && mail.subject.includes(String(year));
  const link = mail.link ?? '';
  const offered = (await stage.browser.open(link)).html.includes('Ouvrir l’attestation de participation');
  const certificate = await seen('l’attestation de participation', 2, async () => {
    const answer = await fetch(`${link}/document`);
    return answer.headers.get('content-type')?.includes('pdf') === true ? Buffer.from(await answer.arrayBuffer()) : null;
  });
  const text = (await pdfText(certificate)).replaceAll(/\s+/g, ' ');
  const isCertified =
    offered && [familyName, String(year), '2 demi-journées'].every((words) => text.includes(words)) && !text.includes('€');
  return `${isSaid ? 'demi-journées et payeurs par courriel' : 'courriel incomplet'}, ${isCertified ? 'attestation sans montant' : text}`;
}
