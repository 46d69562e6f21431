import { z } from 'zod';
import { civilDate } from '../domain/dates';
import { cdomAnswers, withdrawalReasons } from '../domain/engagement';
import { engagementIdOf } from '../domain/engagement-opening';
import { dossierId } from '../domain/ids';
import { digestOf } from '../store/commands';
import { withdrawalWords } from '../templates/french/engagement';
import { act, type Route } from './act';
import { councilForms } from './council-forms';
import { bankDetailsForm } from './creditors';
import { documentsRoute } from './documents';
import { loadEngagement, scopeOf, type EngagementPage } from './engagement-page';
import { chosen, form, missingChoice, type LinkForm } from './link-form';
import { administrators, shownBy, type View } from './reference';
import { civilDateSchema, idSchema, listAndGet, optionalTextSchema, textSchema } from './schemas';

const nothing = z.strictObject({});
const sitesSchema = z.array(idSchema).min(1, 'Choisissez au moins un lieu d’accueil.').max(100);

/** what a council typed is for those who decide what follows. */
const engagementView: View = (engagement, role) => {
  const { cdom } = engagement;
  return role === 'administrator' ? engagement : { ...engagement, cdom: withoutTexts(cdom) };
};

function withoutTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'text' && name !== 'note');
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutTexts(each)]));
}

export const engagementRoutes: readonly Route[] = shownBy(engagementView, [
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
    path: '/engagements/:id/cdom/document',
    roles: administrators,
    title: 'Répondre à l’Ordre qui a demandé un document',
    body: z.strictObject({ scope: idSchema, title: textSchema(200), note: optionalTextSchema(500).default('') }),
    action: ({ scope, title, note }) => ({ type: 'send-cdom-document', scope: scopeOf(scope), title, note }),
  }),
  act({
    noun: 'engagement',
    path: '/engagements/:id/contract-transmission',
    roles: administrators,
    title: 'Enregistrer la transmission de la lettre signée à l’Ordre',
    body: z.strictObject({ on: civilDateSchema, proof: textSchema(200) }),
    action: ({ on, proof }) => ({ type: 'record-contract-transmission', on, proof }),
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
  act({
    noun: 'engagement',
    path: '/engagements/:id/recap',
    roles: administrators,
    title: 'Envoyer au médecin son bilan d’une année et son attestation de participation',
    body: z.strictObject({ year: z.int().min(2000).max(2100) }),
    action: ({ year }) => ({ type: 'send-recap', year }),
  }),
  ...listAndGet('engagement', 'Engagements'),
  documentsRoute('engagement', 'Documents d’un engagement'),
]);

const withdraw = form<'engagement', EngagementPage>({
  load: loadEngagement,
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

const recap = form<'engagement', EngagementPage>({
  load: (tx, link) => loadEngagement(tx, { ...link, item: null }),
  document: (_, { item }) => ({ id: item ?? '', label: 'Ouvrir l’attestation de participation (PDF)' }),
  show: ({ facts }) => ({ title: 'Votre attestation de participation', paragraphs: [], facts, fields: [], submit: null }),
  parse: () => ({ ok: false, faults: {} }),
});

export const engagementForms: Readonly<Record<string, LinkForm>> = {
  'bank-details': bankDetailsForm(({ dossier }) => dossier),
  ...councilForms,
  recap,
  withdraw,
};
