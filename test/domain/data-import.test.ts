import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRows, dataImport, type DataImport } from '../../domain/data-import';
import type { FactsOf } from '../../domain/decision';
import { fictionalRpps } from '../../domain/identifiers';
import { plainWord, type TableRow } from '../../domain/import-cells';
import { columnsOf, importKinds, type ImportKind } from '../../domain/import-rows';
import { unjournaled } from '../../domain/reference';
import { isReady } from '../../domain/site';
import { aCollectivity, aRehearsal, aZone, baseFacts, eventsOf, passing, refusalsOf } from './reference-data';

const facts: FactsOf<'data-import'> = { ...baseFacts({ collectivity: aRehearsal() }), zones: [aZone()], knownRpps: [], knownSites: [] };
type Cells = Readonly<Record<string, string>>;

const volunteer = (change: Cells = {}): Cells => ({
  nom: 'Martin',
  prenom: 'Zoé',
  rpps: fictionalRpps(1),
  email: 'zoe@cabinet.example',
  telephone: '06 12 34 56 78',
  specialite: 'Médecine générale',
  exercice: 'Cabinet',
  departement_ordre: '03',
  rcp_du: '01/01/2026',
  rcp_au: '2026-12-31',
  rcp_piece: 'RCP-14',
  ...change,
});
const host = (change: Cells = {}): Cells => ({
  nom: 'MSP des Combrailles',
  type: 'MSP',
  adresse: '2 place de l’Église, Marcillat',
  epci: '200 071 082',
  departement: '03',
  fuseau: 'Europe/Paris',
  territoire: 'metropole',
  ouverture: 'lun-mat, lun-apm,mar-mat',
  salles: '2',
  contact1_nom: 'Odile Perrin',
  contact1_email: 'accueil@msp.example',
  contact1_tel: '0470000001',
  contact2_nom: 'Luc Morel',
  contact2_email: 'gerance@msp.example',
  contact2_tel: '0470000002',
  pret: 'salle,logiciel,lecteur,personnel,assurance,accès,urgence',
  ...change,
});
const listing = (change: Cells = {}): Cells => ({
  siren: '200073393',
  nom: 'CC des Rives du Haut Allier',
  departements: '43,03',
  region: 'Auvergne-Rhône-Alpes',
  population: '16 499',
  source: 'RCF Haute-Loire, préfet (2025)',
  match: 'normalised',
  ...change,
});

const table = (...lines: readonly Cells[]): readonly TableRow[] => lines.map((cells, n) => ({ line: n + 2, cells }));
const faults = (kind: ImportKind, ...lines: readonly Cells[]): readonly string[] =>
  checkRows(kind, table(...lines), facts).flatMap((line) => line.faults.map(({ code, field }) => `${code} ${field}`));
const imported = (kind: ImportKind, ...lines: readonly Cells[]): readonly DataImport['event'][] =>
  eventsOf(dataImport.decide(null, { type: 'import', kind, rows: table(...lines) }, facts));

describe('what a line becomes', () => {
  test('a volunteer, with the certificate', () => {
    const [event] = imported('volunteers', volunteer());
    expect(event).toMatchObject({ kind: 'volunteers', ids: ['dossier-1.2'] });
    expect(event?.rows).toMatchObject([
      {
        noun: 'person',
        state: {
          familyName: 'Martin',
          practice: 'own-practice',
          volunteer: true,
          locum: false,
          fictional: true,
          certificates: [{ kind: 'rcp', from: '2026-01-01', to: '2026-12-31' }],
        },
      },
    ]);
  });

  test('E-30: a volunteer without insurance certificate is taken, one with half of it is not', () => {
    expect(imported('volunteers', volunteer({ rcp_du: '', rcp_au: '', rcp_piece: '' }))[0]?.rows).toMatchObject([
      { state: { certificates: [] } },
    ]);
    expect(faults('volunteers', volunteer({ rcp_au: '' }))).toEqual(['cell-empty /lines/2/rcp_au']);
    expect(faults('volunteers', volunteer({ rcp_piece: '' }))).toEqual(['text-empty /lines/2/rcp_piece']);
  });

  test('a locum, by the column of that name', () => {
    const locum = volunteer({ exercice: 'Étudiant', volontaire: 'non', remplacant: 'Oui' });
    expect(imported('volunteers', locum)[0]?.rows).toMatchObject([
      { state: { practice: 'student-licensed', volunteer: false, locum: true } },
    ]);
  });

  test('a site with its opening, its contacts, its usual hours and what is ready', () => {
    const [row] =
      imported('sites', host({ contact3_nom: 'Mairie', contact3_email: 'mairie@commune.example', contact3_tel: '0470000003' }))[0]?.rows ??
      [];
    if (row?.noun !== 'site') throw new Error('not a site');
    expect(row.state).toMatchObject({ epci: '200071082', rooms: 2, hours: { morning: { start: '09:00', end: '12:30' } } });
    expect(row.state.opening).toEqual([
      { weekday: 1, half: 'morning' },
      { weekday: 1, half: 'afternoon' },
      { weekday: 2, half: 'morning' },
    ]);
    expect(row.state.contacts.map(({ key }) => key)).toEqual(['contact-1', 'contact-2', 'contact-3']);
    expect(isReady(row.state)).toBe(true);
  });

  test('R-32: a zone with its départements, its source and how its name was matched', () => {
    expect(imported('zones', listing())[0]?.rows).toMatchObject([
      {
        noun: 'zone',
        state: { status: 'listed', departements: ['43', '03'], population: 16_499, listedFrom: '2025-06-30', match: 'normalised' },
      },
    ]);
  });
});

test('the published list of zones is taken whole, and every doubt about a name is kept', () => {
  const file = readFileSync(join(__dirname, '../../zones/zones-prioritaires-2025.csv'), 'utf8');
  const [header = '', ...lines] = file.trim().split(/\r?\n/);
  const columns = header.replace('\ufeff', '').split(';');
  const rows = lines.map((line, n) => ({
    line: n + 2,
    cells: Object.fromEntries(line.split(';').map((cell, place) => [columns[place] ?? '', cell])),
  }));
  const collectivity = aCollectivity();
  expect(checkRows('zones', rows, { ...facts, collectivity, zones: [] }).filter(({ ok }) => !ok)).toEqual([]);
  const [event] = eventsOf(dataImport.decide(null, { type: 'import', kind: 'zones', rows }, { ...facts, zones: [] }));
  expect(event?.rows).toHaveLength(49);
  expect(event?.rows.every((row) => row.noun === 'zone' && row.state.match !== undefined)).toBe(true);
});

describe('R-57: line by line', () => {
  test.each<[ImportKind, Cells, readonly string[]]>([
    ['volunteers', volunteer({ rpps: '123' }), ['rpps-malformed /lines/2/rpps']],
    ['volunteers', volunteer({ nom: 'Dr Martin' }), ['title-in-name /lines/2/nom']],
    ['volunteers', volunteer({ nom: 'Дмитрий' }), ['text-unprintable /lines/2/nom']],
    ['volunteers', volunteer({ prenom: 'An\u202ena' }), ['text-control-character /lines/2/prenom']],
    ['volunteers', volunteer({ exercice: 'plombier' }), ['unknown-word /lines/2/exercice']],
    ['volunteers', volunteer({ rcp_du: '31/02/2026' }), ['date-malformed /lines/2/rcp_du']],
    ['volunteers', volunteer({ rcp_du: '2027-01-01' }), ['dates-reversed /lines/2/rcp_au']],
    ['volunteers', volunteer({ exercice: 'étudiant' }), ['student-volunteer /lines/2/volontaire']],
    ['sites', host({ epci: '200073393' }), ['zone-unknown /lines/2/epci']],
    ['sites', host({ type: 'château' }), ['unknown-word /lines/2/type']],
    ['sites', host({ fuseau: 'Paris' }), ['time-zone-unknown /lines/2/fuseau']],
    ['sites', host({ ouverture: 'lun-mat,lun-soir' }), ['unknown-word /lines/2/ouverture']],
    ['sites', host({ salles: 'deux' }), ['rooms-malformed /lines/2/salles']],
    ['sites', host({ pret: 'salle,piscine' }), ['unknown-word /lines/2/pret']],
    ['sites', host({ contact2_email: 'x' }), ['email-malformed /lines/2/contact2_email']],
    ...['constructor', '__proto__', 'toString', 'salle,hasOwnProperty'].map((pret): [ImportKind, Cells, readonly string[]] => [
      'sites',
      host({ pret }),
      ['unknown-word /lines/2/pret'],
    ]),
    ['sites', host({ ouverture: 'lun-mat,constructor' }), ['unknown-word /lines/2/ouverture']],
    ['sites', host({ apres_midi: '12:00-17:00' }), ['hours-overlap /lines/2/matin']],
    [
      'sites',
      host({ contact2_nom: '', contact2_email: '', contact2_tel: '' }),
      ['email-malformed /lines/2/contact2_email', 'text-empty /lines/2/contact2_nom', 'phone-malformed /lines/2/contact2_tel'],
    ],
    ['zones', listing({ siren: '200073394' }), ['siren-key /lines/2/siren']],
    ['zones', listing({ population: '?' }), ['population-malformed /lines/2/population']],
    ['zones', listing({ departements: '43,3' }), ['departement-malformed /lines/2/departements']],
    ['zones', listing({ match: 'guess' }), ['unknown-word /lines/2/match']],
  ])('%s: a fault names its line and its column: %#', (kind, line, expected) => {
    expect(faults(kind, line)).toEqual(expected);
  });

  test('every fault of every line is told, with line and column', () => {
    const report = checkRows(
      'volunteers',
      table(
        volunteer({ email: 'x', telephone: '1' }),
        volunteer({ rpps: fictionalRpps(2) }),
        volunteer({ rpps: fictionalRpps(3), nom: '' }),
      ),
      facts,
    );
    expect(report.map(({ line, ok, faults: found }) => [line, ok, found.length])).toEqual([
      [2, false, 2],
      [3, true, 0],
      [4, false, 1],
    ]);
    expect(report[2]?.faults[0]).toEqual({ code: 'text-empty', field: '/lines/4/nom', detail: { line: 4, column: 'nom' } });
  });

  test('nothing is imported when a line is wrong, and the refusals are those of the dry run', () => {
    const rows = table(volunteer(), volunteer({ rpps: fictionalRpps(2), email: 'x' }));
    const decision = dataImport.decide(null, { type: 'import', kind: 'volunteers', rows }, facts);
    expect(refusalsOf(decision)).toEqual(['email-malformed /lines/3/email']);
    expect(decision).toEqual({ ok: false, refusals: checkRows('volunteers', rows, facts).flatMap((line) => line.faults) });
  });

  test('a duplicate names the first line; a known number is refused', () => {
    expect(faults('volunteers', volunteer(), volunteer({ email: 'autre@cabinet.example' }))).toEqual(['duplicate-line /lines/3/rpps']);
    expect(faults('sites', host(), host({ nom: 'MSP des combrailles' }))).toEqual(['duplicate-line /lines/3/nom']);
    expect(faults('zones', listing({ siren: '200071082' }))).toEqual(['already-known /lines/2/siren']);
    const known = {
      ...facts,
      knownRpps: [fictionalRpps(1)],
      knownSites: [{ name: 'MSP des Combrailles', address: '2 place de l’Église, Marcillat' }],
    };
    expect(checkRows('volunteers', table(volunteer()), known)[0]?.faults).toMatchObject([{ code: 'already-known' }]);
    expect(checkRows('sites', table(host()), known)[0]?.faults).toMatchObject([{ code: 'already-known' }]);
  });

  test('a doubt stops the import until an administrator passes it', () => {
    const rows = table(volunteer({ rpps: '10000000001' }));
    const action = { type: 'import', kind: 'volunteers', rows } as const;
    expect(refusalsOf(dataImport.decide(null, action, facts))).toEqual(['rpps-key /lines/2/rpps']);
    expect(dataImport.decide(null, action, { ...facts, ...passing('rpps-key') }).ok).toBe(true);
  });

  test.each(importKinds)('%s: the header is judged first', (kind) => {
    const { required } = columnsOf[kind];
    const [first = '', ...others] = required;
    const report = checkRows(kind, table(Object.fromEntries([...others, 'couleur'].map((column) => [column, '']))), facts);
    expect(report).toHaveLength(1);
    expect(report[0]?.faults.map(({ code, field }) => `${code} ${field}`)).toEqual([
      `column-missing /lines/1/${first}`,
      'column-unknown /lines/1/couleur',
    ]);
    expect(checkRows(kind, [], facts)).toMatchObject([{ line: 1, ok: false, faults: [{ code: 'file-empty' }] }]);
  });

  test('a table is of a reasonable length', () => {
    const rows = Array.from({ length: 2001 }, (_, n) => ({ line: n + 2, cells: listing() }));
    expect(checkRows('zones', rows, facts)[0]?.faults).toMatchObject([{ code: 'too-many-lines' }]);
  });
});

describe('the record of an import', () => {
  test('the journal gets the ids only', () => {
    const [event] = imported('volunteers', volunteer());
    const journal = Object.fromEntries(Object.entries(event ?? {}).filter(([key]) => !unjournaled.some((left) => left === key)));
    expect(journal).toEqual({ type: 'imported', kind: 'volunteers', ids: ['dossier-1.2'] });
  });

  test('it is made once, and is closed', () => {
    const state = imported('volunteers', volunteer()).reduce(dataImport.evolve, null);
    if (state === null) throw new Error('nothing happened');
    expect(dataImport.closed(state)).toBe(true);
    expect(refusalsOf(dataImport.decide(state, { type: 'import', kind: 'volunteers', rows: table(volunteer()) }, facts))).toEqual([
      'already-exists',
    ]);
  });

  test('words are read without capitals, accents and separators', () => {
    expect(['Centre de santé', 'centre_de_sante', ' CENTRE-DE-SANTÉ '].map(plainWord)).toEqual(Array(3).fill('centre-de-sante'));
  });
});
