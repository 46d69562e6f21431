import { z } from 'zod';
import { frenchDate, civilDate, frenchInstant, instant } from '../domain/dates';
import { cdomAnswers, withdrawalReasons, type Engagement } from '../domain/engagement';
import { engagementIdOf } from '../domain/engagement-opening';
import { dossierId } from '../domain/ids';
import { fullName, type Person } from '../domain/person';
import type { Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import type { Scope } from '../domain/engagement-record';
import { digestOf } from '../store/commands';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf, statesOf } from '../store/records';
import { withdrawalWords } from '../templates/french/engagement';
import { act, type Route } from './act';
import { bankDetailsForm } from './creditors';
import { documentsRoute } from './documents';
import { chosen, form, missingChoice, type LinkForm } from './link-form';
import { administrators } from './reference';
import { civilDateSchema, idSchema, listAndGet, textSchema } from './schemas';

const nothing = z.strictObject({});
const sitesSchema = z.array(idSchema).min(1, 'Choisissez au moins un lieu d’accueil.').max(100);
const scopeOf = (scope: string): Scope => (scope === 'registration' ? scope : dossierId(scope));

export const engagementRoutes: readonly Route[] = [
  act({
    noun: 'engagement',
    path: '/engagements',
    roles: administrators,
    title: 'Ouvrir un engagement sans appel aux volontaires',
    body: z.strictObject({ doctor: idSchema, programme: idSchema, convention: idSchema, sites: sitesSchema }),
    dossier: ({ doctor, programme, convention }) =>
      engagementIdOf(digestOf, { doctor: dossierId(doctor), programme: dossierId(programme), convention: dossierId(convention) }),
    action: ({ doctor, programme, convention, sites }) => ({
      type: 'open',
      doctor: dossierId(doctor),
      programme: dossierId(programme),
      convention: dossierId(convention),
      campaign: null,
      sites: sites.map(dossierId),
    }),
  }),
  act({
    noun: 'engagement',
    path: '/engagements/:id/letter',
    roles: administrators,
    title: 'Renvoyer la lettre d’engagement',
    body: nothing,
    action: () => ({ type: 'send-letter' }),
  }),
  act({
    noun: 'engagement',
    path: '/engagements/:id/bank-details',
    roles: administrators,
    title: 'Redemander les coordonnées bancaires',
    body: nothing,
    action: () => ({ type: 'ask-bank-details' }),
  }),
  act({
    noun: 'engagement',
    path: '/engagements/:id/sites',
    roles: administrators,
    title: 'Déclarer un lieu d’exercice à l’Ordre',
    body: z.strictObject({ site: idSchema }),
    action: ({ site }) => ({ type: 'declare-site', site: dossierId(site) }),
  }),
  act({
    noun: 'engagement',
    path: '/engagements/:id/cdom',
    roles: administrators,
    title: 'Enregistrer une réponse ou une preuve de réception de l’Ordre',
    body: z.strictObject({
      scope: idSchema,
      answer: z.enum(cdomAnswers).nullable(),
      receivedOn: civilDateSchema.nullable(),
      on: civilDateSchema,
      document: textSchema(200),
    }),
    action: ({ scope, answer, receivedOn, on, document }) => ({
      type: 'record-cdom',
      scope: scopeOf(scope),
      answer,
      receivedOn: receivedOn === null ? null : civilDate(receivedOn),
      on: civilDate(on),
      document,
    }),
  }),
  act({
    noun: 'engagement',
    path: '/engagements/:id/withdrawal',
    roles: administrators,
    title: 'Enregistrer le retrait d’un médecin',
    body: z.strictObject({ reason: z.enum(withdrawalReasons) }),
    action: ({ reason }) => ({ type: 'withdraw', reason }),
  }),
  act({
    noun: 'engagement',
    path: '/engagements/:id/ending',
    roles: administrators,
    title: 'Mettre fin à un engagement',
    body: nothing,
    action: () => ({ type: 'end' }),
  }),
  ...listAndGet('engagement', 'Engagements'),
  documentsRoute('engagement', 'Documents d’un engagement'),
];

type EngagementPage = { readonly engagement: Engagement; readonly doctor: Person; readonly facts: readonly (readonly [string, string])[] };

async function load(tx: Tx, { dossier, item }: Link): Promise<EngagementPage | null> {
  const engagement = await stateOf<Engagement>(tx, 'engagements', dossier);
  const doctor = engagement === null ? null : await stateOf<Person>(tx, 'people', engagement.doctor);
  if (engagement === null || doctor === null) return null;
  const programme = await stateOf<Programme>(tx, 'programmes', engagement.programme);
  const places = await statesOf<Site>(
    tx,
    'sites',
    engagement.sites.filter((site) => item === null || item === 'registration' || item === site),
  );
  const facts: EngagementPage['facts'] = [
    ['Médecin', `Dr ${fullName(doctor)}`],
    ['Dispositif', programme?.label ?? ''],
    ['Période', `du ${frenchDate(engagement.from)} au ${frenchDate(engagement.to)}`],
    ...[...places.values()].map(({ name, address }) => ['Lieu', `${name}, ${address}`] as const),
  ];
  return { engagement, doctor, facts };
}

const cdomAnswer = form<'engagement', EngagementPage>({
  load,
  show: ({ doctor, facts }, { item, until }, { collectivity }) => ({
    title: item === 'registration' ? 'Répondre à une demande d’autorisation' : 'Répondre à une déclaration de lieu d’exercice',
    paragraphs: [
      item === 'registration'
        ? 'Ce médecin, inscrit à votre tableau, se porte volontaire pour consulter dans des lieux d’accueil.'
        : 'Ce médecin déclare un lieu d’exercice dans votre département (article R. 4127-85 du code de la santé publique).',
      'Aucun motif n’est demandé ni conservé. Après votre réponse, un nouveau lien vous permettra d’en changer.',
    ],
    facts: [...facts, ['Numéro RPPS', doctor.rpps], ['Lien valable jusqu’au', frenchInstant(instant(until), collectivity.zone)]],
    fields: [
      {
        kind: 'radio',
        name: 'answer',
        label: 'Réponse du conseil',
        choices: [
          { value: 'authorise', label: 'Le conseil donne son accord' },
          { value: 'oppose', label: 'Le conseil s’oppose' },
        ],
      },
    ],
    submit: 'Enregistrer la réponse',
  }),
  parse: (fields, _loaded, { item }) => {
    const answer = chosen(fields, 'answer', cdomAnswers);
    return answer === null
      ? { ok: false, faults: { answer: missingChoice } }
      : { ok: true, action: { type: 'cdom-answer', scope: scopeOf(item ?? 'registration'), answer } };
  },
  done: ['La réponse du conseil est enregistrée.'],
});

const withdraw = form<'engagement', EngagementPage>({
  load,
  show: ({ facts }) => ({
    title: 'Quitter le dispositif',
    paragraphs: ['Les journées à venir seront retirées et les lieux d’accueil prévenus. Les demi-journées déjà attestées restent dues.'],
    facts,
    fields: [
      {
        kind: 'radio',
        name: 'confirm',
        label: 'Voulez-vous quitter le dispositif ?',
        choices: [{ value: 'yes', label: 'Oui, je quitte le dispositif' }],
      },
      {
        kind: 'select',
        name: 'reason',
        label: 'Raison',
        choices: withdrawalReasons.map((value) => ({ value, label: withdrawalWords[value] })),
        required: true,
      },
    ],
    submit: 'Confirmer mon retrait',
  }),
  parse: (fields) => {
    if (chosen(fields, 'confirm', ['yes']) === null) return { ok: false, faults: { confirm: missingChoice } };
    const reason = chosen(fields, 'reason', withdrawalReasons);
    return reason === null ? { ok: false, faults: { reason: 'Indiquez la raison.' } } : { ok: true, action: { type: 'withdraw', reason } };
  },
  done: ['Votre retrait est enregistré.', 'Merci pour votre participation.'],
});

export const engagementForms: Readonly<Record<string, LinkForm>> = {
  'bank-details': bankDetailsForm(({ dossier }) => dossier),
  'cdom-answer': cdomAnswer,
  withdraw,
};
