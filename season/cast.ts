import { plusDays, type CivilDate } from '../domain/dates';
import { chance } from './clock';

/** Fictional people and places of a season; the intercommunalités are real, the sites and the département are not. */
export type DoctorRole = {
  readonly n: number;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly rpps: string;
  readonly practice: 'own-practice' | 'retired' | 'locum';
  readonly registration: string;
};
/** Whom a mail is about: the family name alone may be that of its reader. */
export const nameOf = ({ givenName, familyName }: Pick<DoctorRole, 'givenName' | 'familyName'>): string => `${givenName} ${familyName}`;

export type SiteRole = {
  readonly n: number;
  readonly name: string;
  readonly type: string;
  readonly word: string;
  readonly address: string;
  readonly epci: string;
  readonly departement: string;
  readonly zone: string;
  readonly territory: string;
  readonly contacts: readonly { readonly name: string; readonly email: string; readonly phone: string }[];
  readonly ready: boolean;
};
export type Cast = {
  readonly volunteers: readonly DoctorRole[];
  readonly locums: readonly DoctorRole[];
  readonly sites: readonly SiteRole[];
};

const families = [
  'Martin',
  'Lefèvre',
  'N’Diaye',
  'Garcia',
  'Roux',
  'Chevalier',
  'Le Goff',
  'Barthélémy',
  'Fournier',
  'Moreau',
  'D’Angelo',
  'Vidal',
  'Perrin',
  'Besançon',
  'Hoarau',
  'Picard',
  'Çelik',
  'Œuvrard',
];
const givens = [
  'Claire',
  'Paul',
  'Awa',
  'Jean-Baptiste',
  'Inès',
  'Marc',
  'Gaëlle',
  'Étienne',
  'Sophie',
  'Hélène',
  'Louis',
  'Zoé',
  'André',
  'Noémie',
  'Salimata',
  'Rémi',
  'Leïla',
  'Françoise',
];
const contactsOf = [
  'Nadia Petit',
  'Luc Morel',
  'Jeanne Faure',
  'Karim Haddad',
  'Odile Blanc',
  'Yann Caradec',
  'Mireille Roche',
  'Tom Gautier',
  'Zaïna Ali',
  'Saïd Abdou',
  'Anne Girard',
  'Bruno Lacroix',
  'Émilie Renard',
  'Pierre Noël',
  'Lucie Masson',
  'Hugo Marchand',
];

const places = [
  ['Maison de santé des Deux Rives', 'msp', '2 rue du Pont, 03100 Montluçon', '200071082', '03'],
  ['Centre de santé du Haut Allier', 'centre-de-sante', '8 place du Marché, 43300 Langeac', '200073393', '43'],
  ['EHPAD des Châtaigniers', 'ehpad', '14 route de Largentière, 07110 Chassiers', '240700617', '07'],
  ['Maison France Services de Landos', 'france-services', '1 place de la Mairie, 43340 Landos', '244301123', '43'],
  ['Hôpital local de Dembéni', 'hopital', '5 route nationale, 97660 Dembéni', '200060457', '976'],
  ['Cabinet communal de Huriel', 'cabinet', '5 place de la Toque, 03380 Huriel', '200071082', '03'],
  ['Médicobus de la Margeride', 'medicobus', 'Halle aux grains, 48600 Grandrieu', '200006930', '48'],
  ['Maison de santé du Réquistanais', 'msp', '3 avenue de Millau, 12170 Réquista', '241200542', '12'],
] as const;

/** The key of an RPPS is Luhn's; a number that begins with 99999 is nobody's and marks a fictional doctor. */
export function fictionalRpps(n: number): string {
  const digits = `99999${String(n).padStart(5, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, index) => {
    const value = Number(digit) * ((digits.length - index) % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();

export function cast(seed: number, doctors: number): Cast {
  const dice = chance(seed);
  const shift = Math.floor(dice() * families.length);
  const person = (n: number, practice: DoctorRole['practice'], registration: string): DoctorRole => {
    const familyName = families[(n + shift) % families.length] ?? 'Martin';
    const givenName = givens[(n * 5 + shift) % givens.length] ?? 'Claire';
    return {
      n,
      familyName,
      givenName,
      practice,
      registration,
      email: `${ascii(givenName)}.${ascii(familyName)}.${n}@medecin.example`,
      rpps: fictionalRpps(seed * 100 + n),
    };
  };
  const registrations = ['03', '43', '07', '63'];
  const practices = ['own-practice', 'retired', 'locum', 'own-practice', 'retired', 'retired'] as const;
  return {
    volunteers: Array.from({ length: doctors + 2 }, (_, n) =>
      person(n, practices[n % practices.length] ?? 'retired', registrations[n % registrations.length] ?? '03'),
    ),
    locums: Array.from({ length: 3 }, (_, n) => person(60 + n, 'locum', '03')),
    sites: places.map(([name, type, address, epci, departement], n) => ({
      n,
      name,
      type,
      word: type,
      address,
      epci,
      departement,
      ready: n !== 5,
      zone: departement === '976' ? 'Indian/Mayotte' : 'Europe/Paris',
      territory: departement === '976' ? 'mayotte' : 'metropole',
      contacts: [0, 1].map((k) => ({
        name: contactsOf[n * 2 + k] ?? 'Accueil',
        email: `contact${k + 1}.site${n}@lieu.example`,
        phone: `04700${String(n).padStart(2, '0')}0${String(k + 1).padStart(2, '0')}`,
      })),
    })),
  };
}

/** The two CSV files that a health desk would have in its spreadsheet. */
export function volunteersCsv({ volunteers, locums }: Cast, start: CivilDate): string {
  const header = 'nom;prenom;rpps;email;telephone;specialite;exercice;departement_ordre;rcp_du;rcp_au;rcp_piece;volontaire;remplacant';
  const words = { 'own-practice': 'cabinet', retired: 'retraite', locum: 'remplacant' } as const;
  const line = (doctor: DoctorRole, volunteer: boolean): string =>
    [
      doctor.familyName,
      doctor.givenName,
      doctor.rpps,
      doctor.email,
      `06${String(10_000_000 + doctor.n).padStart(8, '0')}`,
      'Médecine générale',
      words[doctor.practice],
      doctor.registration,
      plusDays(start, -200),
      plusDays(start, 300),
      'Attestation RCP',
      volunteer ? 'oui' : 'non',
      volunteer ? 'non' : 'oui',
    ].join(';');
  return [header, ...volunteers.map((doctor) => line(doctor, true)), ...locums.map((doctor) => line(doctor, false))].join('\r\n');
}

export function sitesCsv({ sites }: Cast): string {
  const header =
    'nom;type;adresse;epci;departement;fuseau;territoire;ouverture;salles;contact1_nom;contact1_email;contact1_tel;contact2_nom;contact2_email;contact2_tel;pret';
  const opening = ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam'].flatMap((day) => [`${day}-mat`, `${day}-apm`]).join(',');
  const ready = 'salle,logiciel,lecteur,personnel,assurance,acces,urgence';
  const line = ({ name, word, address, epci, departement, zone, territory, contacts: [one, two], ready: isReady }: SiteRole): string =>
    [
      name,
      word,
      address,
      epci,
      departement,
      zone,
      territory,
      opening,
      2,
      one?.name,
      one?.email,
      one?.phone,
      two?.name,
      two?.email,
      two?.phone,
      isReady ? ready : 'salle,logiciel',
    ].join(';');
  return [header, ...sites.map(line)].join('\r\n');
}
