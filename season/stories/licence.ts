import { civilDate, frenchDate, plusDays, yearOf, type CivilDate } from '../../domain/dates';
import { fictionalRpps, type DoctorRole } from '../cast';
import { plainDay, type PlannedDay } from '../plan';
import { scenesOf } from '../scenes';
import { all, type Season } from '../season';
import { pick } from '../stage';
import type { Tale } from '../tales';
import { convention, conventionScenes } from './convention';
import { councilActs, councilScenes } from './council-acts';
import { dayHabits } from './day-habits';
import { answerScenes } from './days';
import { recruitment, recruitmentScenes } from './recruitment';
import { imports, programmes } from './setting';

const scene = scenesOf('licence');
export const licenceScenes = {
  until: scene('15 novembre, dernier jour de la licence', 'l’étudiant remplace'),
  after: scene('16 novembre, licence échue', 'refusé, article L. 4131-2 cité'),
};

/** R-26, E-24: a student replaces a doctor at the practice up to the last day of the licence, and not the day after. */
export const licence: Tale = {
  cast: (people) => ({ ...people, locums: [] }),
  scenes: [
    ...Object.values(conventionScenes),
    recruitmentScenes.engaged,
    recruitmentScenes.iban,
    ...Object.values(licenceScenes),
    ...Object.values(councilScenes),
  ],
  play: async (season) => {
    const paid = await programmes(season);
    const sites = await imports(season, season.cast, season.options);
    const student = await enrolled(season, season.cast.volunteers[0]);
    const bound = await convention(season, paid, sites);
    const [volunteer] = await recruitment(season, paid, bound, sites);
    if (volunteer === undefined) throw new Error('nobody was engaged');
    const planned = lastDays(season).map((date) => plainDay(volunteer, date));
    dayHabits(season, planned, sites, answerScenes);
    for (const { site, date, halves } of planned)
      await season.desk.head.post('/consultation-days', { engagement: volunteer.engagement, site: site.id, date, halves });
    const [until, after] = planned;
    if (until === undefined || after === undefined) throw new Error('two days were planned');
    await Promise.all([
      season.scenes.play(licenceScenes.until, () => replaces(season, until, student)),
      season.scenes.play(licenceScenes.after, () => isRefused(season, after, student)),
      councilActs(season, volunteer, sites),
    ]);
  },
};

function lastDays({ options }: Season): readonly [CivilDate, CivilDate] {
  const last = civilDate(`${yearOf(options.start)}-11-15`);
  return [last, plusDays(last, 1)];
}

/** A student of medicine with a licence, who says yes to whoever asks. */
async function enrolled({ desk, stage, options }: Season, like: DoctorRole | undefined): Promise<string> {
  const email = 'lea.fontaine@etudiant.example';
  const { id } = await desk.head.post('/people', {
    person: {
      familyName: 'Fontaine',
      givenName: 'Léa',
      email,
      phone: '0612345678',
      rpps: fictionalRpps(90_000),
      specialty: 'Médecine générale',
      practice: 'student-licensed',
      registration: like?.registration ?? '03',
      volunteer: false,
      locum: true,
    },
  });
  await desk.head.post(`/people/${id}/certificates`, {
    certificate: {
      kind: 'locum-licence',
      from: plusDays(options.start, -300),
      to: civilDate(`${yearOf(options.start)}-11-15`),
      document: 'Licence de remplacement',
    },
  });
  stage.when(email, 'locum-asked', async (mail) => void (await stage.answer(mail, 3, (page) => pick(page, 'accept'))));
  return id;
}

type Cover = { readonly id: string; readonly status: string; readonly accepted: { readonly ref: string } | null };
async function practiceOf({ desk }: Season, { date }: PlannedDay): Promise<Cover | undefined> {
  return (await all(desk.head, '/covers')).find((cover) => cover.track === 'practice' && cover.date === date);
}

async function replaces(season: Season, day: PlannedDay, student: string): Promise<string> {
  const found = await season.seen(`le remplaçant du ${day.date}`, 12, async () => {
    const cover = await practiceOf(season, day);
    return cover?.status === 'covered' ? cover : null;
  });
  season.say(`Le cabinet est assuré le ${frenchDate(day.date)} par une étudiante titulaire d’une licence.`);
  return found.accepted?.ref === student ? licenceScenes.until.expected : 'une autre personne remplace';
}

/** The student is never asked for the day after; whom the desk names on the telephone is refused, with the article. */
async function isRefused(season: Season, day: PlannedDay, student: string): Promise<string> {
  const { desk, seen, say } = season;
  const cover = await seen(`la recherche du ${day.date}`, 12, async () => {
    const found = await practiceOf(season, day);
    return found?.status === 'escalated' ? found : null;
  });
  const { errors } = await desk.head.refused(`/covers/${cover.id}/acceptance`, { person: student });
  const detail = String(errors?.[0]?.detail);
  say(`Refus : « ${detail} »`);
  await seen('la décision de la personne désignée', 8, async () => (await practiceOf(season, day))?.status === 'closed-practice');
  return errors?.[0]?.code === 'locum-not-licensed' && /L\.\s4131-2/.test(detail) ? licenceScenes.after.expected : detail;
}
