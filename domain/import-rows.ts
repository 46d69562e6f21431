import type { Collectivity } from './collectivity';
import { civilDate, isTimeZone, timeZone, type Half } from './dates';
import type { Refusal } from './decision';
import { territories, type Territory } from './holidays';
import { compact } from './identifiers';
import {
  cellOf,
  choice,
  choices,
  dateCell,
  linePlace,
  listOf,
  noDate,
  plainWord,
  wholeNumber,
  yesOrNo,
  type TableRow,
} from './import-cells';
import { readCertificate, readPerson, type Certificate, type Person, type Practice } from './person';
import { reader } from './reader';
import {
  readSite,
  siteTypes,
  type OpeningHalf,
  type ReadinessItem,
  type Site,
  type SiteAccess,
  type SiteContact,
  type SiteType,
} from './site';
import { listed, readZone, zoneMatches, type Zone, type ZoneMatch } from './zone';

export const importKinds = ['volunteers', 'sites', 'zones'] as const;
export type ImportKind = (typeof importKinds)[number];

export type RowContent =
  | { readonly noun: 'person'; readonly state: Person }
  | { readonly noun: 'site'; readonly state: Site }
  | { readonly noun: 'zone'; readonly state: Zone };
/** `unique`: what no other line and no known record may have, said as the column that holds it. */
export type ReadRow = {
  readonly line: number;
  readonly content: RowContent;
  readonly unique: { readonly column: string; readonly value: string };
  readonly faults: readonly Refusal[];
};
export type RowFacts = { readonly collectivity: Collectivity; readonly zones: readonly Zone[] };

const contactColumns = (n: number): readonly string[] => [`contact${n}_nom`, `contact${n}_email`, `contact${n}_tel`];

const accessColumns = {
  entrance: 'entree',
  parking: 'stationnement',
  software: 'logiciel_metier',
  phone: 'tel_sur_place',
} as const satisfies Readonly<Record<keyof SiteAccess, string>>;

export const columnsOf: Readonly<Record<ImportKind, { readonly required: readonly string[]; readonly optional: readonly string[] }>> = {
  volunteers: {
    required: ['nom', 'prenom', 'rpps', 'email', 'telephone', 'specialite', 'exercice', 'departement_ordre'],
    optional: ['rcp_du', 'rcp_au', 'rcp_piece', 'volontaire', 'remplacant', 'adresse_cabinet'],
  },
  sites: {
    required: [
      'nom',
      'type',
      'adresse',
      'epci',
      'departement',
      'fuseau',
      'territoire',
      'ouverture',
      'salles',
      ...contactColumns(1),
      ...contactColumns(2),
    ],
    optional: [
      'pret',
      'matin',
      'apres_midi',
      'vendredi_saint',
      ...contactColumns(3),
      ...contactColumns(4),
      ...Object.values(accessColumns),
    ],
  },
  zones: { required: ['siren', 'nom', 'departements', 'region', 'population', 'source'], optional: ['match', 'inscrit_le'] },
};

const practiceWords: Readonly<Record<string, Practice>> = {
  cabinet: 'own-practice',
  remplacant: 'locum',
  retraite: 'retired',
  salarie: 'salaried',
  etudiant: 'student-licensed',
};

const personColumns = {
  familyName: 'nom',
  givenName: 'prenom',
  phone: 'telephone',
  specialty: 'specialite',
  practice: 'exercice',
  registration: 'departement_ordre',
  volunteer: 'volontaire',
  locum: 'remplacant',
  practiceAddress: 'adresse_cabinet',
} as const;

export function readVolunteer(row: TableRow, { collectivity }: RowFacts): ReadRow {
  const read = reader(linePlace(row.line, personColumns));
  const cell = (column: string): string => cellOf(row, column);
  const fields = readPerson(
    read,
    {
      familyName: cell('nom'),
      givenName: cell('prenom'),
      email: cell('email'),
      phone: cell('telephone'),
      rpps: cell('rpps'),
      specialty: cell('specialite'),
      practice: choice(read, 'practice', cell('exercice'), practiceWords, 'own-practice'),
      registration: cell('departement_ordre').toUpperCase(),
      volunteer: yesOrNo(read, 'volunteer', cell('volontaire'), true),
      locum: yesOrNo(read, 'locum', cell('remplacant'), false),
      ...(cell('adresse_cabinet') === '' ? {} : { practiceAddress: cell('adresse_cabinet') }),
    },
    collectivity,
  );
  const { certificates, faults } = readInsurance(row);
  const state: Person = { status: 'active', ...fields, certificates };
  return {
    line: row.line,
    content: { noun: 'person', state },
    unique: { column: 'rpps', value: state.rpps },
    faults: [...read.refusals, ...faults],
  };
}

/** E-30: a volunteer may have no insurance certificate yet, but half of one is a slip. */
function readInsurance(row: TableRow): { readonly certificates: readonly Certificate[]; readonly faults: readonly Refusal[] } {
  const [from, to, document] = ['rcp_du', 'rcp_au', 'rcp_piece'].map((column) => cellOf(row, column));
  if (from === undefined || to === undefined || document === undefined || `${from}${to}${document}` === '')
    return { certificates: [], faults: [] };
  const read = reader(linePlace(row.line, { from: 'rcp_du', to: 'rcp_au', document: 'rcp_piece' }));
  const dates = { from: dateCell(read, 'from', from, noDate), to: dateCell(read, 'to', to, noDate) };
  if (read.refusals.length > 0) return { certificates: [], faults: read.refusals };
  const certificate = readCertificate(read, { kind: 'rcp', ...dates, document });
  return { certificates: [certificate], faults: read.refusals };
}

const halfWords: Readonly<Record<string, Half>> = { mat: 'morning', apm: 'afternoon' };
const dayWords = ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim'] as const;
const openingWords: Readonly<Record<string, OpeningHalf>> = Object.fromEntries(
  dayWords.flatMap((day, n) => Object.entries(halfWords).map(([word, half]) => [`${day}-${word}`, { weekday: n + 1, half }] as const)),
);
const readinessWords: Readonly<Record<string, ReadinessItem>> = {
  salle: 'room',
  logiciel: 'software',
  lecteur: 'card-reader',
  personnel: 'staff',
  assurance: 'insurance',
  acces: 'access',
  urgence: 'emergency',
};
const typeWords: Readonly<Record<string, SiteType>> = Object.fromEntries(siteTypes.map((type) => [type, type] as const));
const territoryWords: Readonly<Record<string, Territory>> = Object.fromEntries(
  territories.map((territory) => [territory, territory] as const),
);

const siteColumns = {
  name: 'nom',
  address: 'adresse',
  zone: 'fuseau',
  territory: 'territoire',
  goodFriday: 'vendredi_saint',
  opening: 'ouverture',
  rooms: 'salles',
  readiness: 'pret',
  hours: 'matin',
  'hours/afternoon': 'apres_midi',
  contacts: 'contact1_nom',
  ...Object.fromEntries(Object.entries(accessColumns).map(([field, column]) => [`access/${field}`, column])),
  ...Object.fromEntries(
    [1, 2, 3, 4].flatMap((n) => [
      [`contacts/${n - 1}`, `contact${n}_nom`],
      [`contacts/${n - 1}/email`, `contact${n}_email`],
      [`contacts/${n - 1}/phone`, `contact${n}_tel`],
    ]),
  ),
} as const;

/** What a table that is silent on its hours gets; no text says which hours make a half-day, so the site's page shows them. */
const usualHours = { matin: '09:00-12:30', apres_midi: '14:00-17:30' } as const;

function readHours(row: TableRow, column: keyof typeof usualHours): { readonly start: string; readonly end: string } {
  const [start = '', end = ''] = (cellOf(row, column) || usualHours[column]).split('-').map((time) => time.trim());
  return { start, end };
}

/** The places of the contacts stay those of the columns, so that a fault is shown where it is. */
function readContactCells(row: TableRow): readonly SiteContact[] {
  const all = [1, 2, 3, 4].map((n) => {
    const [name = '', email = '', phone = ''] = contactColumns(n).map((column) => cellOf(row, column));
    return { key: `contact-${n}`, name, email, phone };
  });
  const last = all.findLastIndex(({ name, email, phone }) => `${name}${email}${phone}` !== '');
  return all.slice(0, Math.max(last + 1, 2));
}

function readAccessCells(row: TableRow): { readonly access?: SiteAccess } {
  const known = Object.entries(accessColumns).flatMap(([field, column]) => {
    const given = cellOf(row, column);
    return given === '' ? [] : [[field, given] as const];
  });
  return known.length === 0 ? {} : { access: Object.fromEntries(known) };
}

export function readSiteRow(row: TableRow, { zones }: RowFacts): ReadRow {
  const read = reader(linePlace(row.line, siteColumns));
  const cell = (column: string): string => cellOf(row, column);
  const zone = cell('fuseau');
  if (!isTimeZone(zone)) read.fault('zone', 'time-zone-unknown');
  const epci = compact(cell('epci'));
  const fields = readSite(
    read,
    {
      name: cell('nom'),
      type: choice(read, 'type', cell('type'), typeWords, 'msp'),
      address: cell('adresse'),
      epci,
      departement: cell('departement').toUpperCase(),
      zone: isTimeZone(zone) ? zone : timeZone('Europe/Paris'),
      territory: choice(read, 'territory', cell('territoire'), territoryWords, 'metropole'),
      goodFriday: yesOrNo(read, 'goodFriday', cell('vendredi_saint'), false),
      opening: choices(read, 'opening', cell('ouverture'), openingWords),
      rooms: wholeNumber(cell('salles')),
      hours: { morning: readHours(row, 'matin'), afternoon: readHours(row, 'apres_midi') },
      contacts: readContactCells(row),
      ...readAccessCells(row),
    },
    zones.find(({ siren }) => siren === epci) ?? null,
  );
  const readiness = choices(read, 'readiness', cell('pret'), readinessWords);
  const state: Site = { status: 'active', ...fields, readiness };
  return { line: row.line, content: { noun: 'site', state }, unique: { column: 'nom', value: siteWord(state) }, faults: read.refusals };
}

/** Two sites are one when their names and their addresses are the same but for capitals and accents. */
export function siteWord({ name, address }: Pick<Site, 'name' | 'address'>): string {
  return plainWord(`${name} ${address}`);
}

/** The ministry made the list public from 27 to 30 June 2025. */
const firstListing = civilDate('2025-06-30');
const matchWords: Readonly<Record<string, ZoneMatch>> = Object.fromEntries(zoneMatches.map((match) => [match, match] as const));

export function readZoneRow(row: TableRow): ReadRow {
  const read = reader(linePlace(row.line, { name: 'nom', listedFrom: 'inscrit_le' }));
  const cell = (column: string): string => cellOf(row, column);
  const from = cell('inscrit_le');
  const match = cell('match');
  const fields = readZone(read, {
    siren: cell('siren'),
    name: cell('nom'),
    departements: listOf(cell('departements').toUpperCase()),
    region: cell('region'),
    population: wholeNumber(cell('population')),
    listedFrom: from === '' ? firstListing : dateCell(read, 'listedFrom', from, firstListing),
    source: cell('source'),
    ...(match === '' ? {} : { match: choice(read, 'match', match, matchWords, 'manual') }),
  });
  const state = listed(null, fields);
  return { line: row.line, content: { noun: 'zone', state }, unique: { column: 'siren', value: state.siren }, faults: read.refusals };
}

export function readRow(kind: ImportKind, row: TableRow, facts: RowFacts): ReadRow {
  switch (kind) {
    case 'volunteers':
      return readVolunteer(row, facts);
    case 'sites':
      return readSiteRow(row, facts);
    case 'zones':
      return readZoneRow(row);
  }
}
