import { plusDays } from '../../domain/dates';
import { scenesOf } from '../scenes';
import { type PlacedSite, type Season } from '../season';
import { pick } from '../stage';
import { people } from './setting';

const signatories = [
  {
    key: 'departement',
    organisation: 'Département des Hautes-Collines',
    rank: 1,
    ...signatory(people.president.name, people.president.capacity, people.president.email),
  },
  {
    key: 'ordre',
    organisation: 'Conseil départemental de l’Ordre des médecins',
    rank: 1,
    ...signatory('Philippe Lenoir', 'Président du CDOM', 'president@ordre.example'),
  },
  {
    key: 'ars',
    organisation: 'Agence régionale de santé',
    rank: 2,
    ...signatory('Nathalie Vasseur', 'Directrice départementale', 'dd@ars.example'),
  },
  {
    key: 'cpam',
    organisation: 'Caisse primaire d’assurance maladie',
    rank: 2,
    ...signatory('Olivier Blanchet', 'Directeur', 'direction@cpam.example'),
  },
];

function signatory(name: string, capacity: string, email: string): object {
  return { role: 'signatory', signatory: { name, capacity, email } };
}

const scene = scenesOf('convention');
export const conventionScenes = {
  early: scene('signature demandée avant la délibération', 'refusée'),
  signed: scene('signature par toutes les parties', 'en vigueur'),
};

/** From the vote to the last signature: the gates of are met, none is passed over. */
export async function convention(
  season: Season,
  programmes: { readonly national: string; readonly departmental: string },
  sites: readonly PlacedSite[],
  others: readonly string[] = [],
): Promise<string> {
  const { desk, options, stage, say, seen, scenes } = season;
  for (const mail of ['president@ordre.example', 'dd@ars.example', 'direction@cpam.example', people.president.email])
    stage.when(mail, 'signature-asked', async (asked) => void (await stage.answer(asked, 3, (page) => pick(page, 'sign'))));
  const epci = [...new Set(sites.map(({ epci: siren }) => siren))];
  const terms = {
    title: 'Convention territoriale d’accès aux soins',
    parties: signatories,
    programmes: [programmes.national, programmes.departmental, ...others],
    epci,
    from: plusDays(options.start, -30),
    to: plusDays(options.start, 700),
    noticeMonths: 3,
  };
  const { id } = await desk.head.post('/conventions', { terms });
  const early = await desk.head.refused(`/conventions/${id}/signature`, {});
  scenes.saw(conventionScenes.early, early.errors?.[0]?.code === 'deliberation-not-enforceable' ? 'refusée' : JSON.stringify(early.errors));
  say(`Convention : signature refusée avant la délibération (« ${String(early.errors?.[0]?.detail)} »).`);
  await desk.head.post(`/conventions/${id}/deliberation`, { reference: 'CD-2026-074', votedOn: plusDays(options.start, -70) });
  await desk.head.post(`/conventions/${id}/enforceability`, {
    transmittedOn: plusDays(options.start, -66),
    publishedOn: plusDays(options.start, -65),
  });
  await desk.head.post(`/conventions/${id}/signature`, {});
  await seen('la convention en vigueur', 12, async () => (await desk.head.get(`/conventions/${id}`)).status === 'in-force');
  const signed: readonly unknown[] = (await desk.auditor.get(`/conventions/${id}`)).signed;
  scenes.saw(conventionScenes.signed, signed.length === signatories.length ? 'en vigueur' : `${signed.length} signatures`);
  say(`Convention en vigueur, signée par ${signatories.length} parties (${epci.length} EPCI).`);
  return id;
}
