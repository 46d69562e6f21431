import { plusDays, weekday, type CivilDate } from '../../domain/dates';
import { nameOf } from '../cast';
import { isHoliday } from '../holidays';
import type { Mail } from '../mailbox';
import { bothHalves } from '../plan';
import { scenesOf } from '../scenes';
import type { PlacedSite, Season, Volunteer } from '../season';
import { pick } from '../stage';
import { councilMail, deskMail } from './setting';

const scene = scenesOf('conseils');
export const councilScenes = {
  document: scene('document demandé par un conseil', 'cellule prévenue, pièce annoncée au conseil, accord par le nouveau lien'),
  refusal: scene('lieu refusé par un conseil, avec son motif', 'motif gardé au dossier, médecin prévenu sans lui, journée refusée'),
};

type Declared = { readonly volunteer: Volunteer; readonly site: PlacedSite };

/** two further sites are declared; one council wants to read something first, the other one opposes. */
export async function councilActs(season: Season, volunteer: Volunteer, sites: readonly PlacedSite[]): Promise<void> {
  const of = (departement: string): Declared => {
    const site = sites.find((each) => each.departement === departement);
    if (site === undefined) throw new Error(`no site in ${departement}`);
    return { volunteer, site };
  };
  await Promise.all([
    season.scenes.play(councilScenes.document, () => asksForDocument(season, of('12'))),
    season.scenes.play(councilScenes.refusal, () => refuses(season, of('07'))),
  ]);
}

/** The council's own mail about that site; nobody's habit answers it. */
async function declared({ desk, stage, seen }: Season, { volunteer, site }: Declared): Promise<Mail> {
  const email = councilMail(site.departement);
  stage.when(email, 'cdom-asked', () => Promise.resolve());
  await desk.head.post(`/engagements/${volunteer.engagement}/sites`, { site: site.id });
  return seen(`la déclaration de ${site.name}`, 2, () => Promise.resolve(councilMailOf(stage, site, 'cdom-asked') ?? null));
}

function councilMailOf({ mailsOf }: Season['stage'], { departement, name }: PlacedSite, kind: string): Mail | undefined {
  return mailsOf(councilMail(departement)).findLast((mail) => mail.kind === kind && mail.text.includes(name));
}

async function asksForDocument(season: Season, { volunteer, site }: Declared): Promise<string> {
  const { desk, stage, seen, clock, say } = season;
  const asked = await stage.answer(await declared(season, { volunteer, site }), 8, (page) => pick(page, 'ask', 'site-description'));
  if (asked.status >= 300) return `réponse ${asked.status} (${asked.title})`;
  const request = await seen('la demande de document', 2, () =>
    Promise.resolve(stage.mailsOf(deskMail).find(({ kind, text }) => kind === 'cdom-document-asked' && text.includes(site.name)) ?? null),
  );
  await clock.hours(6);
  const title = 'Plan et équipement du lieu';
  await desk.head.post(`/engagements/${volunteer.engagement}/cdom/document`, {
    scope: site.id,
    title,
    note: 'Pièce remise au secrétariat du conseil.',
  });
  const sent = await seen('la pièce annoncée au conseil', 2, () =>
    Promise.resolve(councilMailOf(stage, site, 'cdom-document-sent') ?? null),
  );
  const answered = await stage.answer(sent, 6, (page) => pick(page, 'authorise'));
  const { cdom } = await desk.head.get(`/engagements/${volunteer.engagement}`);
  const isAuthorised = answered.status < 300 && cdom.sites[site.id]?.status === 'authorised';
  say(`Le conseil de l’Ordre (${site.departement}) lit une pièce avant d’autoriser ${site.name}.`);
  return [
    request.text.includes(nameOf(volunteer)) ? 'cellule prévenue' : 'cellule prévenue d’un autre médecin',
    sent.text.includes(title) ? 'pièce annoncée au conseil' : 'pièce non nommée',
    isAuthorised ? 'accord par le nouveau lien' : `réponse ${answered.status}, ${String(cdom.sites[site.id]?.status)}`,
  ].join(', ');
}

const precision = 'Distance avec le cabinet principal.';

async function refuses(season: Season, { volunteer, site }: Declared): Promise<string> {
  const { desk, stage, seen, say } = season;
  const asked = await declared(season, { volunteer, site });
  const answered = await stage.answer(asked, 8, (page) => ({ ...pick(page, 'oppose', 'continuity'), text: precision }));
  if (answered.status >= 300) return `réponse ${answered.status} (${answered.title})`;
  const told = await seen('l’avis au médecin', 2, () =>
    Promise.resolve(stage.mailsOf(volunteer.email).find(({ kind, text }) => kind === 'site-opposed' && text.includes(site.name)) ?? null),
  );
  const { errors } = await desk.head.refused('/consultation-days', {
    engagement: volunteer.engagement,
    site: site.id,
    date: workingDay(season, site),
    halves: bothHalves,
  });
  say(`Le conseil de l’Ordre (${site.departement}) s’oppose à ${site.name} ; le médecin ne lit aucun motif.`);
  return [
    await keptReason(season, { volunteer, site }),
    /distance|continuité/i.test(told.text) ? 'médecin prévenu du motif' : 'médecin prévenu sans lui',
    errors?.[0]?.code === 'cdom-opposed' ? 'journée refusée' : JSON.stringify(errors),
  ].join(', ');
}

/** read in the dossier by those who decide what follows. */
async function keptReason({ desk }: Season, { volunteer, site }: Declared): Promise<string> {
  const said = (await desk.head.get(`/engagements/${volunteer.engagement}`)).cdom.sites[site.id];
  const isKept = said?.status === 'opposed' && said.opposition?.reason === 'continuity' && said.opposition.text === precision;
  return isKept ? 'motif gardé au dossier' : `réponse gardée : ${JSON.stringify(said ?? null)}`;
}

function workingDay({ options }: Season, { territory }: PlacedSite): CivilDate {
  let date = plusDays(options.start, 40);
  while (weekday(date) > 5 || isHoliday(date, territory)) date = plusDays(date, 1);
  return date;
}
