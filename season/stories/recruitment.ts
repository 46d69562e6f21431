import type { Mail } from '../mailbox';
import { all, type PlacedSite, type Season, type Volunteer } from '../season';
import { scenesOf } from '../scenes';
import { anyReason, pick } from '../stage';
import type { Page } from '../page';
import { councilMail, councils } from './setting';

const scene = scenesOf('recrutement');
export const recruitmentScenes = {
  engaged: scene('engagements en vigueur', 'un par volontaire'),
  refusal: scene('refus d’un volontaire', 'refus, motif noté'),
  silence: scene('silence d’un volontaire', 'relance, appel clos'),
  iban: scene('IBAN mal saisi', 'refusé, puis corrigé'),
  letters: scene('lettres et contrats communiqués à l’Ordre', 'chacun reçu par lien, aucune tâche de transmission'),
  weekly: scene('page hebdomadaire d’un conseil', 'lettres listées, reçues sur la page'),
};

/** A fictional French account whose keys are right: the bank, the branch and the account are nobody's. */
export function fictionalIban(n: number): string {
  const [bank, branch, account] = ['99999', '00001', String(10_000_000_000 + n)];
  const rib = 97 - Number((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
  const bban = `${bank}${branch}${account}${String(rib).padStart(2, '0')}`;
  const check = 98n - (BigInt(`${bban}152700`) % 97n);
  return `FR${String(check).padStart(2, '0')}${bban}`;
}

const receipt = { name: 'Secrétariat du conseil' };
/** This council opens no mail but its weekly one: its page takes the receipts too. */
export const weeklyCouncil = '43';

/** each council acknowledges the letters and the contracts that it is sent. */
function councilHabits({ stage }: Season): void {
  for (const number of councils) {
    const on = (kind: string, habit: (mail: Mail) => Promise<unknown>): void =>
      stage.when(councilMail(number), kind, async (mail) => void (await habit(mail)));
    if (number === weeklyCouncil)
      on('council-waiting', (mail) => stage.answerLines(mail, 20, ({ title }) => (/contrat|lettre/i.test(title) ? receipt : null)));
    else
      for (const kind of ['contract-transmission', 'replacement-notice'] as const)
        on(kind, (mail) => stage.answer(mail, 26, () => receipt));
  }
}

/** The second call follows the first one's answers: a desk, and a machine, that take one crowd after the other. */
const daysApart = 5;

type Answer = 'yes' | 'no' | 'silence';

/** Two volunteers do not join: one says why, one never answers and is reminded, then closed. */
const answerOf = (n: number, doctors: number): Answer => (n < doctors ? 'yes' : n === doctors ? 'no' : 'silence');

export const wishesOf = (n: number, sites: readonly PlacedSite[]): readonly [PlacedSite, PlacedSite] => {
  // two of them also know the site where a colleague will be missing
  const [one, two] = [sites[n % sites.length], sites[n === 10 || n === 11 ? 5 : (n + 1) % sites.length]];
  if (one === undefined || two === undefined) throw new Error('a season needs two sites');
  return [one, two];
};

function doctorHabits(
  { stage, clock, scenes }: Season,
  doctor: { readonly n: number; readonly email: string; readonly familyName: string; readonly givenName: string },
  wishes: readonly PlacedSite[],
  answer: Answer,
): void {
  const on = (kind: string, habit: (mail: Mail) => Promise<unknown>): void =>
    stage.when(doctor.email, kind, async (mail) => void (await habit(mail)));
  if (answer !== 'silence')
    on('campaign-invitation', (mail) =>
      stage.answer(mail, 6 + (doctor.n % 5) * 4, (page) =>
        answer === 'yes' ? { ...pick(page, 'yes'), ...ticked(page, wishes) } : { ...pick(page, 'no'), ...anyReason(page) },
      ),
    );
  on('signature-asked', (mail) => stage.answer(mail, 5, (page) => pick(page, 'sign')));
  on('bank-details-asked', async (mail) => {
    let wrongStatus = 422;
    if (doctor.n === 0) wrongStatus = (await stage.answer(mail, 4, ownAccount(doctor, 'FR7630006000011234567890180'))).status;
    const done = await stage.answer(mail, 4, ownAccount(doctor, fictionalIban(doctor.n)));
    if (done.status >= 300) throw new Error(`bank details: ${done.status} ${done.title} at ${clock.now()}`);
    if (doctor.n === 0) scenes.saw(recruitmentScenes.iban, wrongStatus === 422 ? 'refusé, puis corrigé' : `réponse ${wrongStatus}`);
  });
}

type Named = { readonly givenName: string; readonly familyName: string };
/** A doctor's own account, as the page of bank details takes it. */
export const ownAccount =
  ({ givenName, familyName }: Named, iban: string) =>
  (page: Page): Record<string, string> => ({
    ...pick(page, 'person'),
    holder: `${givenName} ${familyName}`
      .replaceAll('’', "'")
      .replaceAll('Œ', 'OE')
      .normalize('NFD')
      .replaceAll(/[^A-Za-z \-']/g, ''),
    bic: '',
    iban,
  });

/** The boxes of the sites that the doctor wishes for. */
function ticked(page: Page, wishes: readonly PlacedSite[]): Record<string, readonly string[]> {
  const ids = wishes.map(({ id }) => id);
  return Object.fromEntries(Object.entries(page.form.boxes).map(([name, values]) => [name, values.filter((value) => ids.includes(value))]));
}

/** From the call for volunteers to twelve engagements in force: letters, bank details, councils of the Ordre. */
export async function recruitment(
  season: Season,
  programmes: { readonly national: string; readonly departmental: string },
  convention: string,
  sites: readonly PlacedSite[],
): Promise<readonly Volunteer[]> {
  const { desk, cast, options, stage, say, seen, clock, scenes } = season;
  const people = await all(desk.head, '/people');
  const idOf = (rpps: string): string => people.find((person) => person.rpps === rpps)?.id ?? '';
  for (const doctor of cast.volunteers) doctorHabits(season, doctor, wishesOf(doctor.n, sites), answerOf(doctor.n, options.doctors));
  for (const number of councils)
    stage.when(councilMail(number), 'cdom-asked', async (mail) => void (await stage.answer(mail, 20, (page) => pick(page, 'authorise'))));
  councilHabits(season);
  const half = Math.ceil(options.doctors / 2) + 1;
  const programmeOf = (n: number): 'national' | 'departmental' => (n < half ? 'national' : 'departmental');
  for (const kind of ['national', 'departmental'] as const) {
    if (kind === 'departmental') await clock.hours(24 * daysApart);
    const called = cast.volunteers.filter(({ n }) => programmeOf(n) === kind);
    await desk.head.post('/campaigns', {
      programme: programmes[kind],
      convention,
      title: kind === 'national' ? 'Un médecin près de chez vous' : 'Renfort médical départemental',
      volunteers: called.map(({ rpps }) => idOf(rpps)),
      sites: sites.map(({ id }) => id),
    });
  }
  const confirming = confirmDetails(season, options.doctors);
  await seen('les engagements en vigueur', 30, async () => (await all(desk.head, '/engagements?status=active')).length >= options.doctors);
  const engagements = await all(desk.head, '/engagements');
  await confirming;
  await Promise.all(engagements.map(({ id }) => authorised(season, id)));
  scenes.saw(recruitmentScenes.engaged, engagements.length === options.doctors ? 'un par volontaire' : `${engagements.length} engagements`);
  say(`Recrutement : ${engagements.length} engagements en vigueur le ${clock.today()} ; un refus motivé, un silence relancé.`);
  return cast.volunteers
    .filter(({ n }) => n < options.doctors)
    .map((doctor) => {
      const id = idOf(doctor.rpps);
      return {
        ...doctor,
        id,
        engagement: engagements.find((each) => each.doctor === id)?.id ?? '',
        programme: programmeOf(doctor.n),
        wishes: wishesOf(doctor.n, sites),
      };
    });
}

/** no day is proposed at a site before the council of its département has answered. */
export async function authorised({ desk, seen }: Season, engagement: string): Promise<void> {
  await seen('l’accord des conseils de l’Ordre', 15, async () => {
    const { cdom, sites } = await desk.head.get(`/engagements/${engagement}`);
    return sites.every((site: string) => cdom.sites[site]?.status === 'authorised');
  });
}

/** a second person of the desk calls back and confirms each bank detail; the desk sees them as tasks. */
export async function confirmDetails(season: Season, wanted: number): Promise<void> {
  const { desk, clock } = season;
  const known = new Set<string>();
  const confirm = async (creditor: string): Promise<void> => {
    const { pending } = await desk.second.get(`/creditors/${creditor}`);
    if (pending === null) return;
    await desk.second.post(`/creditors/${creditor}/confirmation`, { version: pending.version, callBack: clock.today() });
    known.add(creditor);
  };
  while (known.size < wanted && !season.ended()) {
    await clock.hours(8);
    const { items } = await desk.second.get('/tasks');
    const waiting = [
      ...new Set<string>(
        items
          .filter(({ what }: { readonly what: string }) => what.startsWith('creditor-confirm'))
          .map(({ dossier }: { readonly dossier: string }) => dossier),
      ),
    ];
    await Promise.all(waiting.filter((creditor) => !known.has(creditor)).map(confirm));
  }
}
