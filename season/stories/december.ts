import {
  at,
  civilDate,
  firstDay,
  frenchDay,
  lastDay,
  monthOf,
  plusDays,
  weekday,
  yearOf,
  type CivilDate,
  type Month,
} from '../../domain/dates';
import { paris } from '../clock';
import { isHoliday } from '../holidays';
import { bothHalves, type PlannedDay } from '../plan';
import { scenesOf } from '../scenes';
import { all, type Season, type Volunteer } from '../season';
import type { Tale } from '../tales';
import { convention, conventionScenes } from './convention';
import { dayHabits, presence } from './day-habits';
import { answerScenes } from './days';
import { confirmDetails, recruitment, recruitmentScenes } from './recruitment';
import { imports, nationalAlone, programmes } from './setting';

const scene = scenesOf('décembre');
export const decemberScenes = {
  year: scene('service de décembre attesté en janvier', 'état émis en janvier, exercice du service'),
  information: scene('mois payé par la seule CPAM', 'qui paie quoi par courriel, aucun état'),
};

/** R-18: what was served in December is paid on that year's budget, though the statement is of January. */
export const december: Tale = {
  cast: (known) => ({ ...known, locums: known.locums.slice(0, 1) }),
  scenes: [...Object.values(conventionScenes), recruitmentScenes.engaged, recruitmentScenes.iban, ...Object.values(decemberScenes)],
  play: async (season) => {
    const paid = await programmes(season);
    const alone = await nationalAlone(season);
    const sites = await imports(season, season.cast, season.options);
    const bound = await convention(season, paid, sites, [alone]);
    const [served] = await recruitment(season, paid, bound, sites);
    if (served === undefined) throw new Error('nobody was engaged');
    const elsewhere = await engaged(season, served, { programme: alone, convention: bound });
    const month = monthOf(civilDate(`${yearOf(season.options.start)}-12-01`));
    const planned = [
      planOf(served, lastWorkingDay(month, served.wishes[0].territory)),
      planOf(elsewhere, lastWorkingDay(month, elsewhere.wishes[0].territory)),
    ];
    dayHabits(season, planned, sites, answerScenes);
    for (const { volunteer } of planned) signsOffInJanuary(season, volunteer, month);
    for (const { volunteer, site, date, halves } of planned)
      await season.desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date, halves });
    await closed(season, month, planned);
    await season.scenes.play(decemberScenes.year, () => yearOfBudget(season, month, served));
    await season.scenes.play(decemberScenes.information, () => informed(season, month, elsewhere));
  },
};

const planOf = (volunteer: Volunteer, date: CivilDate): PlannedDay => ({
  volunteer,
  date,
  site: volunteer.wishes[0],
  halves: bothHalves,
  kind: 'plain',
  other: date,
});

function lastWorkingDay(month: Month, territory: string): CivilDate {
  let date = plusDays(lastDay(month), -2);
  while (weekday(date) > 5 || isHoliday(date, territory)) date = plusDays(date, -1);
  return date;
}

/** A second doctor, engaged on the telephone for the programme that the CPAM pays alone. */
async function engaged(
  season: Season,
  { wishes: [first, second] }: Volunteer,
  terms: { readonly programme: string; readonly convention: string },
): Promise<Volunteer> {
  const { desk, cast, seen } = season;
  const role = cast.volunteers[1];
  const id = (await all(desk.head, '/people')).find(({ rpps }) => rpps === role?.rpps)?.id;
  if (role === undefined || id === undefined) throw new Error('a second doctor is needed');
  const { id: engagement } = await desk.head.post('/engagements', { doctor: id, ...terms, sites: [second.id] });
  const confirming = confirmDetails(season, 1);
  await seen('le second engagement', 20, async () => (await desk.head.get(`/engagements/${engagement}`)).status === 'active');
  await confirming;
  return { ...role, id, engagement, programme: 'national', wishes: [second, first] };
}

/** The site lets the holidays pass before it opens its page of the evening. */
function signsOffInJanuary({ stage, clock }: Season, { wishes: [{ contacts }] }: Volunteer, month: Month): void {
  const email = contacts[0]?.email ?? '';
  stage.when(email, 'site-waiting', async (mail) => {
    await clock.until(at(plusDays(lastDay(month), 2), '10:00', paris));
    await stage.answerLines(mail, 0, (line) => (line.title.includes('présence') ? presence(line, bothHalves) : null));
  });
}

async function closed(season: Season, month: Month, planned: readonly PlannedDay[]): Promise<void> {
  const { desk, clock, seen, say } = season;
  await clock.until(at(plusDays(lastDay(month), 2), '11:00', paris));
  await seen('les présences signées en janvier', 3, async () => {
    const days = await all(desk.head, '/consultation-days?status=attested');
    return planned.every(({ volunteer }) => days.some(({ engagement }) => engagement === volunteer.engagement));
  });
  const { id } = await desk.head.post('/month-closings', { month });
  const status = async (): Promise<string> => (await desk.head.get(`/month-closings/${id}`)).status;
  await seen('le projet du mois', 6, async () => (await status()) === 'draft');
  const { totals, digest } = await desk.approver.get(`/month-closings/${id}/draft`);
  await desk.approver.post(`/month-closings/${id}/approval`, { totals, digest });
  await seen('les états publiés', 6, async () => ['published', 'settled'].includes(await status()));
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

async function informed({ desk, seen, stage }: Season, month: Month, { id, email }: Volunteer): Promise<string> {
  const mail = await seen('le courriel du mois', 3, () =>
    Promise.resolve(stage.mailsOf(email).find(({ kind }) => kind === 'month-information')),
  );
  const isSaid = mail.text.includes('CPAM') && mail.text.includes('200,00');
  const none = (await all(desk.accountant, '/statements')).every((each) => each.doctor !== id || each.month !== month);
  return `${isSaid ? 'qui paie quoi par courriel' : 'courriel sans payeur'}, ${none ? 'aucun état' : 'un état'}`;
}
