import { halves } from '../../../domain/dates';
import { territories, type Territory } from '../../../domain/holidays';
import { siteTypes, type Site, type SiteContact } from '../../../domain/site';
import { halfLabels } from '../../day-lines';
import { ActForm, type Choice, type Field } from './form';
import type { Kit, View } from './kit';
import { siteTypeNames } from './sites';

export type SiteFormModel = {
  /** null: a new one */
  readonly file: { readonly id: string; readonly version: number; readonly site: Site } | null;
  readonly zones: readonly Choice[];
};

/** Two at least may answer for a site; the others are for those who want them. */
export const contactRows = 4;

const list = { href: '/console/sites', label: 'Lieux d’accueil' };

export function siteFormPage({ file, zones }: SiteFormModel, kit: Kit): View {
  const site = file?.site ?? null;
  const form = file === null ? creation : edition(file.id, file.version);
  return {
    title: site === null ? 'Ajouter un lieu d’accueil' : 'Modifier le lieu d’accueil',
    parents: site === null || file === null ? [list] : [list, { href: `/console/sites/${file.id}`, label: site.name }],
    body: (
      <ActForm kit={kit} form="site" fields={[...placeFields(site, zones), ...openingFields(site), ...contactFields(site)]} {...form} />
    ),
  };
}

const creation = { act: '/sites', action: '/console/sites', submit: 'Ajouter le lieu' } as const;

function edition(
  id: string,
  version: number,
): { readonly act: string; readonly action: string; readonly submit: string; readonly version: number } {
  return { act: '/sites/:id/settings', action: `/console/sites/${id}/settings`, submit: 'Enregistrer', version };
}

const territoryNames: Readonly<Record<Territory, string>> = {
  metropole: 'France métropolitaine',
  'alsace-moselle': 'Alsace-Moselle',
  guadeloupe: 'Guadeloupe',
  martinique: 'Martinique',
  guyane: 'Guyane',
  reunion: 'La Réunion',
  mayotte: 'Mayotte',
  'saint-martin': 'Saint-Martin',
  'saint-barthelemy': 'Saint-Barthélemy',
  'saint-pierre-et-miquelon': 'Saint-Pierre-et-Miquelon',
};

const clocks: readonly Choice[] = [
  { value: 'Europe/Paris', label: 'Paris' },
  { value: 'America/Guadeloupe', label: 'Guadeloupe' },
  { value: 'America/Martinique', label: 'Martinique' },
  { value: 'America/Cayenne', label: 'Guyane' },
  { value: 'Indian/Reunion', label: 'La Réunion' },
  { value: 'Indian/Mayotte', label: 'Mayotte' },
  { value: 'America/Marigot', label: 'Saint-Martin' },
  { value: 'America/St_Barthelemy', label: 'Saint-Barthélemy' },
  { value: 'America/Miquelon', label: 'Saint-Pierre-et-Miquelon' },
];

function placeFields(site: Site | null, zones: readonly Choice[]): readonly Field[] {
  return [
    { kind: 'text', name: 'site/name', label: 'Nom', value: site?.name, required: true },
    {
      kind: 'select',
      name: 'site/type',
      label: 'Type',
      value: site?.type,
      required: true,
      choices: siteTypes.map((value) => ({ value, label: siteTypeNames[value] })),
    },
    { kind: 'text', name: 'site/address', label: 'Adresse', value: site?.address, required: true },
    { kind: 'select', name: 'site/epci', label: 'Intercommunalité', value: site?.epci, required: true, choices: zones },
    {
      kind: 'text',
      name: 'site/departement',
      label: 'Département',
      value: site?.departement,
      required: true,
      hint: 'Son numéro\u00A0: 03, 2A, 976…',
    },
    ...calendarFields(site),
  ];
}

function calendarFields(site: Site | null): readonly Field[] {
  const zone = site?.zone ?? 'Europe/Paris';
  return [
    {
      kind: 'select',
      name: 'site/territory',
      label: 'Jours fériés',
      value: site?.territory ?? 'metropole',
      required: true,
      choices: territories.map((value) => ({ value, label: territoryNames[value] })),
    },
    {
      kind: 'checks',
      name: 'site/goodFriday',
      label: 'Vendredi saint',
      value: site?.goodFriday === true ? ['yes'] : [],
      choices: [{ value: 'yes', label: 'Férié dans cette commune', hint: 'certaines communes d’Alsace-Moselle seulement' }],
    },
    {
      kind: 'select',
      name: 'site/zone',
      label: 'Heure locale',
      value: zone,
      required: true,
      choices: clocks.some(({ value }) => value === zone) ? clocks : [...clocks, { value: zone, label: zone }],
    },
  ];
}

const weekdays = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi', 'Dimanche'] as const;

function openingFields(site: Site | null): readonly Field[] {
  const hours = site?.hours ?? { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '17:30' } };
  return [
    { kind: 'number', name: 'site/rooms', label: 'Salles', value: String(site?.rooms ?? 1), min: 1, max: 50, required: true },
    {
      kind: 'checks',
      name: 'site/opening',
      label: 'Demi-journées ouvertes aux consultations',
      value: site?.opening.map(({ weekday, half }) => `${weekday}/${half}`) ?? [],
      choices: weekdays.flatMap((name, n) => halves.map((half) => ({ value: `${n + 1}/${half}`, label: `${name}, ${halfLabels[half]}` }))),
    },
    ...halves.map((half): Field => ({
      kind: 'group',
      label: half === 'morning' ? 'Horaires du matin' : 'Horaires de l’après-midi',
      fields: [
        { kind: 'time', name: `site/hours/${half}/start`, label: 'De', value: hours[half].start, required: true },
        { kind: 'time', name: `site/hours/${half}/end`, label: 'À', value: hours[half].end, required: true },
      ],
    })),
  ];
}

function contactFields(site: Site | null): readonly Field[] {
  const rows = Array.from({ length: Math.max(contactRows, site?.contacts.length ?? 0) }, (_, n) => site?.contacts[n] ?? null);
  const { entrance, parking, software, phone } = site?.access ?? {};
  return [
    ...rows.map((contact, n): Field => contactGroup(contact, n)),
    {
      kind: 'group',
      label: 'Pour arriver',
      hint: 'Ces lignes sont écrites au médecin la veille de la journée.',
      fields: [
        { kind: 'text', name: 'site/access/entrance', label: 'Entrée', value: entrance },
        { kind: 'text', name: 'site/access/parking', label: 'Stationnement', value: parking },
        { kind: 'text', name: 'site/access/software', label: 'Logiciel métier', value: software },
        { kind: 'tel', name: 'site/access/phone', label: 'Téléphone sur place', value: phone },
      ],
    },
  ];
}

function contactGroup(contact: SiteContact | null, n: number): Field {
  const required = n < 2;
  const at = `site/contacts/${n}`;
  return {
    kind: 'group',
    label: `Contact ${n + 1}`,
    ...(n === 0 ? { hint: 'Deux personnes au moins\u00A0: l’une ou l’autre répond pour le lieu.' } : {}),
    fields: [
      ...(contact === null ? [] : [{ kind: 'hidden', name: `${at}/key`, value: contact.key } as const]),
      { kind: 'text', name: `${at}/name`, label: 'Nom', value: contact?.name, required },
      { kind: 'email', name: `${at}/email`, label: 'Adresse électronique', value: contact?.email, required },
      { kind: 'tel', name: `${at}/phone`, label: 'Téléphone', value: contact?.phone, required },
    ],
  };
}
