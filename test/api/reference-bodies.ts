import { fictionalRpps } from '../../domain/identifiers';

/** One valid body per act on reference data, as the documentation shows them. */
export const settings = {
  label: 'Département de l’Allier',
  siren: '220300016',
  address: ['1 avenue Victor-Hugo', '03000 Moulins'],
  zone: 'Europe/Paris',
  territory: 'metropole',
  contact: { name: 'Service Santé', phone: '04 70 34 40 03', email: 'sante@allier.example' },
  escalation: [{ ref: 'chef-de-service', name: 'Claire Fabre', email: 'claire.fabre@allier.example' }],
  accountant: { ref: 'comptable', name: 'Paierie départementale', email: 'paierie@allier.example' },
  approvers: [{ ref: 'direction', name: 'Louise Petit', email: 'louise.petit@allier.example' }],
  signatories: [
    { ref: 'presidence', name: 'Jean Roche', email: 'presidence@allier.example', capacity: 'Président du conseil départemental' },
  ],
  cdoms: { '03': { ref: 'cdom-03', name: 'CDOM de l’Allier', email: 'cdom03@ordre.example' } },
  offsetAllowed: false,
  closing: { dayOfMonth: 5, hour: 8 },
};

export const rehearsal = {
  ...settings,
  clock: { kind: 'rehearsal', origin: '2026-09-01T06:00:00.000Z', speed: 86_400 },
  mail: { kind: 'url', url: 'smtp://127.0.0.1:2525' },
};

export const programme = {
  label: 'Un médecin près de chez vous, complément de l’Allier',
  unit: 'half-day',
  components: [
    {
      key: 'national',
      label: 'Forfait national',
      payer: 'cpam',
      creditor: 'doctor',
      legalBasis: 'Convention médicale, forfait de solidarité territoriale',
      imputation: null,
      rates: [{ from: '2025-09-01', to: null, halfDay: 10_000, source: 'Ministère de la Santé, 1er septembre 2025' }],
    },
    {
      key: 'complement',
      label: 'Complément départemental',
      payer: 'collectivity',
      creditor: 'doctor',
      legalBasis: 'CGCT, art. L. 1511-8',
      imputation: { chapter: '65', account: '65748', budgetCommitment: 'EJ-2026-0042' },
      rates: [
        { from: '2026-01-01', to: '2026-10-14', halfDay: 5_000, source: 'Délibération du 15 décembre 2025' },
        { from: '2026-10-15', to: null, halfDay: 6_000, source: 'Délibération du 22 juin 2026' },
      ],
    },
  ],
  caps: { monthlySoft: null, monthlyHard: 4 },
  certificates: ['rcp'],
  gates: ['engagement-letter', 'bank-details', 'cdom-registration', 'cdom-site', 'zone-listed', 'no-overcharge'],
  from: '2026-01-01',
  to: null,
};

export const zone = {
  siren: '200071082',
  name: 'CA Montluçon Communauté',
  departements: ['03'],
  region: 'Auvergne-Rhône-Alpes',
  population: 59_142,
  listedFrom: '2025-06-30',
  source: 'ARS Auvergne-Rhône-Alpes, liste du 30 juin 2025',
};

export const site = {
  name: 'Maison de santé de Huriel',
  type: 'msp',
  address: '5 place de la Toque, 03380 Huriel',
  epci: '200071082',
  departement: '03',
  zone: 'Europe/Paris',
  territory: 'metropole',
  goodFriday: false,
  opening: [
    { weekday: 2, half: 'morning' },
    { weekday: 2, half: 'afternoon' },
  ],
  rooms: 2,
  hours: { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '17:30' } },
  contacts: [
    { key: 'accueil', name: 'Nadia Petit', email: 'accueil@huriel.example', phone: '04 70 28 60 01' },
    { key: 'coordination', name: 'Luc Morel', email: 'coordination@huriel.example', phone: '04 70 28 60 02' },
  ],
};

export const person = {
  familyName: 'Lefèvre',
  givenName: 'Anne',
  email: 'anne.lefevre@medecin.example',
  phone: '06 12 34 56 78',
  rpps: String(fictionalRpps(1)),
  specialty: 'Médecine générale',
  practice: 'own-practice',
  registration: '03',
  volunteer: true,
  locum: false,
};

export const certificate = { kind: 'rcp', from: '2026-01-01', to: '2026-12-31', document: 'Attestation RCP 2026' };

export const volunteersHeader = 'nom;prenom;rpps;email;telephone;specialite;exercice;departement_ordre';
export const volunteerLine = (n: number, changes: Partial<Record<'rpps' | 'email', string>> = {}): string =>
  [
    'Martin',
    'Paul',
    changes.rpps ?? String(fictionalRpps(n)),
    changes.email ?? `paul.martin${n}@medecin.example`,
    '0612345678',
    'Médecine générale',
    'cabinet',
    '03',
  ].join(';');

export const sitesHeader =
  'nom;type;adresse;epci;departement;fuseau;territoire;ouverture;salles;contact1_nom;contact1_email;contact1_tel;contact2_nom;contact2_email;contact2_tel;pret';
export const siteLine =
  'Maison de santé de Commentry;MSP;2 rue de la Paix, 03600 Commentry;200071082;03;Europe/Paris;metropole;mar-mat,mar-apm;1;Nadia Petit;accueil@commentry.example;0470286001;Luc Morel;coordination@commentry.example;0470286002;salle,logiciel,lecteur,personnel,assurance,acces,urgence';
