import { plusDays } from '../../domain/dates';
import { scenesOf, type Scene } from '../scenes';
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

type Signing = { readonly role: string; readonly signatory: { readonly name: string; readonly capacity: string; readonly email: string } };
function signatory(name: string, capacity: string, email: string): Signing {
  return { role: 'signatory', signatory: { name, capacity, email } };
}

const scene = scenesOf('convention');
export const conventionScenes = {
  early: scene('signature demandée avant la délibération', 'refusée'),
  signed: scene('signature par toutes les parties', 'en vigueur'),
};

type Programmes = { readonly national: string; readonly departmental: string };

/** A convention that may be signed: the gates of are met, none is passed over. */
async function voted(
  { desk, options, say, scenes }: Season,
  programmes: Programmes,
  epci: readonly string[],
  others: readonly string[],
): Promise<string> {
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
  return id;
}

/** From the vote to the last signature, each by the link of its mail. */
export async function convention(
  season: Season,
  programmes: Programmes,
  sites: readonly PlacedSite[],
  others: readonly string[] = [],
): Promise<string> {
  const { desk, stage, say, seen, scenes } = season;
  for (const { signatory: signing } of signatories)
    stage.when(signing.email, 'signature-asked', async (asked) => void (await stage.answer(asked, 3, (page) => pick(page, 'sign'))));
  const epci = epciOf(sites);
  const id = await voted(season, programmes, epci, others);
  await desk.head.post(`/conventions/${id}/signature`, {});
  await seen('la convention en vigueur', 12, async () => (await desk.head.get(`/conventions/${id}`)).status === 'in-force');
  const signed: readonly unknown[] = (await desk.auditor.get(`/conventions/${id}`)).signed;
  scenes.saw(conventionScenes.signed, signed.length === signatories.length ? 'en vigueur' : `${signed.length} signatures`);
  say(`Convention en vigueur, signée par ${signatories.length} parties (${epci.length} intercommunalités).`);
  return id;
}

const epciOf = (sites: readonly PlacedSite[]): readonly string[] => [...new Set(sites.map(({ epci: siren }) => siren))];

/** What a parapheur hands back: any PDF will do, since its bytes are kept and never read. */
const signedCopy = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** Signed outside: the file, who signed for whom and when; then the same life as any other convention. */
export async function signedOutside(
  season: Season,
  programmes: Programmes,
  sites: readonly PlacedSite[],
  planned: { readonly partial: Scene; readonly kept: Scene },
): Promise<string> {
  const { desk, clock, say, seen, scenes } = season;
  stageSignsLetters(season);
  const id = await voted(season, programmes, epciOf(sites), []);
  const signatures = signatories.map(({ key: party, signatory: { name, capacity } }) => ({ party, name, capacity, on: clock.today() }));
  const path = `/conventions/${id}/outside-signature`;
  const file = signedCopy.toString('base64');
  const partial = await desk.head.refused(path, { file, signatures: signatures.slice(1) });
  scenes.saw(
    planned.partial,
    partial.errors?.[0]?.code === 'signature-missing' ? planned.partial.expected : JSON.stringify(partial.errors),
  );
  await desk.head.post(path, { file, signatures });
  await seen('la convention en vigueur', 3, async () => (await desk.head.get(`/conventions/${id}`)).status === 'in-force');
  await scenes.play(planned.kept, async () => {
    const { outside, signed } = await desk.auditor.get(`/conventions/${id}`);
    const { items } = await desk.auditor.get(`/conventions/${id}/documents`);
    const kept = items.find(({ kind }: { readonly kind: string }) => kind === 'signed-outside');
    const isSame = (await desk.auditor.bytes(String(kept?.href))).equals(signedCopy);
    const isMarked = outside !== null && outside !== undefined && signed.length === signatories.length;
    return `${isMarked ? 'en vigueur, signée hors de Relais' : 'sans marque'}, ${isSame ? 'fichier conservé' : 'fichier altéré'}`;
  });
  say('Convention en vigueur, signée au parapheur et déposée avec ses dates.');
  return id;
}

/** The département signs its engagement letters by link all the same. */
function stageSignsLetters({ stage }: Season): void {
  stage.when(people.president.email, 'signature-asked', async (asked) => void (await stage.answer(asked, 3, (page) => pick(page, 'sign'))));
}
