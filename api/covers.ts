import { z } from 'zod';
import { refusalReasons, type RefusalReason } from '../domain/consultation-day';
import {
  failureReasons,
  practiceChoices,
  settlements,
  type CoverRecord,
  type FailureReason,
  type PracticeChoice,
  type Settlement,
} from '../domain/cover-record';
import { civilDate, frenchDay } from '../domain/dates';
import { dossierId } from '../domain/ids';
import type { Person } from '../domain/person';
import type { Site } from '../domain/site';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import type { Choice } from '../templates/pages/link-page';
import { act, type Route } from './act';
import { chosen, form, missingChoice, type LinkForm } from './link-form';
import { administrators } from './reference';
import { civilDateSchema, idSchema, listAndGet, textSchema } from './schemas';

const outcomes = [...settlements.host, ...settlements.practice] as const;

/** Whoever answers by telephone is written down by an administrator; the acts are the same. */
export const coverRoutes: readonly Route[] = [
  act({
    noun: 'cover',
    path: '/covers/:id/acceptance',
    roles: administrators,
    title: 'Enregistrer l’accord d’une personne sollicitée',
    body: z.strictObject({ person: idSchema }),
    action: ({ person }) => ({ type: 'answer', ref: dossierId(person), answer: 'accept' }),
  }),
  act({
    noun: 'cover',
    path: '/covers/:id/refusal',
    roles: administrators,
    title: 'Enregistrer le refus d’une personne sollicitée',
    body: z.strictObject({ person: idSchema, reason: z.enum(refusalReasons) }),
    action: ({ person, reason }) => ({ type: 'answer', ref: dossierId(person), answer: 'refuse', reason }),
  }),
  act({
    noun: 'cover',
    path: '/covers/:id/practice-choice',
    roles: administrators,
    title: 'Enregistrer qui assure le cabinet du médecin',
    body: z.strictObject({ choice: z.enum(practiceChoices) }),
    action: ({ choice }) => ({ type: 'answer-practice', choice }),
  }),
  act({
    noun: 'cover',
    path: '/covers/:id/failure',
    roles: administrators,
    title: 'Enregistrer le désistement d’un remplaçant',
    body: z.strictObject({ reason: z.enum(failureReasons) }),
    action: ({ reason }) => ({ type: 'fail', reason }),
  }),
  act({
    noun: 'cover',
    path: '/covers/:id/settlement',
    roles: administrators,
    title: 'Régler un remplacement non trouvé',
    body: z.strictObject({ outcome: z.enum(outcomes), reason: textSchema(500) }),
    action: ({ outcome, reason }) => ({ type: 'settle', outcome, reason }),
  }),
  act({
    noun: 'cover',
    path: '/covers/:id/derogation',
    roles: administrators,
    title: 'Enregistrer la dérogation de l’Ordre',
    body: z.strictObject({ document: textSchema(200), on: civilDateSchema }),
    action: ({ document, on }) => ({ type: 'record-derogation', document, on: civilDate(on) }),
  }),
  ...listAndGet('cover', 'Remplacements à trouver'),
];

type CoverPage = { readonly cover: CoverRecord; readonly facts: readonly (readonly [string, string])[] };

const refusalLabels: Readonly<Record<RefusalReason, string>> = {
  date: 'La date ne convient pas',
  distance: 'Le lieu est trop loin',
  workload: 'Charge de travail',
  health: 'Raison de santé',
  other: 'Autre raison',
};
const failureLabels: Readonly<Record<FailureReason, string>> = {
  illness: 'Maladie',
  family: 'Raison familiale',
  workload: 'Charge de travail',
  other: 'Autre raison',
};
const choiceLabels: Readonly<Record<PracticeChoice, string>> = {
  locum: 'Cherchez-moi un remplaçant',
  closed: 'Mon cabinet sera fermé',
  partner: 'Un associé assure mon cabinet',
};
const outcomeLabels: Readonly<Record<Settlement, string>> = {
  cancelled: 'Personne\u00A0: la consultation n’aura pas lieu, le lieu d’accueil prévient les patients',
  'resolved-by-hand': 'Réglé directement',
  closed: 'Le cabinet sera fermé',
  partner: 'Un associé assure le cabinet',
  'locum-by-hand': 'Un remplaçant a été trouvé directement',
};

function choices<T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>): readonly Choice[] {
  return values.map((value) => ({ value, label: labels[value] }));
}

async function load(tx: Tx, link: Link): Promise<CoverPage | null> {
  const cover = await stateOf<CoverRecord>(tx, 'covers', link.dossier);
  if (cover === null) return null;
  const site = await stateOf<Site>(tx, 'sites', cover.site);
  const doctor = await stateOf<Person>(tx, 'people', cover.doctor);
  const half = cover.halves.length === 2 ? 'journée' : cover.halves[0] === 'morning' ? 'matin' : 'après-midi';
  const where: readonly (readonly [string, string])[] =
    cover.track === 'host'
      ? [['Lieu', site === null ? '' : `${site.name}, ${site.address}`]]
      : [['Médecin remplacé', doctor === null ? '' : `Dr ${doctor.givenName} ${doctor.familyName}`]];
  return { cover, facts: [['Date', `${frenchDay(cover.date)}, ${half}`], ...where] };
}

const answer = form<'cover', CoverPage>({
  load,
  show: ({ facts }) => ({
    title: 'Répondre à une demande de remplacement',
    paragraphs: ['La première réponse favorable est retenue.'],
    facts,
    submit: 'Envoyer ma réponse',
    fields: [
      {
        kind: 'radio',
        name: 'answer',
        label: 'Votre réponse',
        choices: [
          { value: 'accept', label: 'J’accepte' },
          { value: 'refuse', label: 'Je refuse' },
        ],
      },
      {
        kind: 'select',
        name: 'reason',
        label: 'Si vous refusez, la raison',
        choices: choices(refusalReasons, refusalLabels),
        required: false,
      },
    ],
  }),
  parse: (fields, _loaded, link) => {
    const said = chosen(fields, 'answer', ['accept', 'refuse']);
    if (said === null) return { ok: false, faults: { answer: missingChoice } };
    const ref = dossierId(link.ref);
    if (said === 'accept') return { ok: true, action: { type: 'answer', ref, answer: 'accept' } };
    const reason = chosen(fields, 'reason', refusalReasons);
    return reason === null
      ? { ok: false, faults: { reason: 'Indiquez la raison de votre refus.' } }
      : { ok: true, action: { type: 'answer', ref, answer: 'refuse', reason } };
  },
});

const choosePractice = form<'cover', CoverPage>({
  load,
  show: ({ facts }) => ({
    title: 'Dire qui assure votre cabinet',
    paragraphs: [],
    facts,
    submit: 'Enregistrer mon choix',
    fields: [{ kind: 'radio', name: 'choice', label: 'Pendant votre absence', choices: choices(practiceChoices, choiceLabels) }],
  }),
  parse: (fields) => {
    const choice = chosen(fields, 'choice', practiceChoices);
    return choice === null ? { ok: false, faults: { choice: missingChoice } } : { ok: true, action: { type: 'answer-practice', choice } };
  },
});

const withdrawLocum = form<'cover', CoverPage>({
  load,
  show: ({ facts }) => ({
    title: 'Signaler un empêchement',
    paragraphs: ['Le médecin remplacé, son conseil de l’Ordre et notre équipe sont prévenus aussitôt.'],
    facts,
    submit: 'Me désister',
    fields: [
      {
        kind: 'radio',
        name: 'confirm',
        label: 'Vous ne pouvez plus assurer ce remplacement\u00A0?',
        choices: [{ value: 'yes', label: 'Oui, je me désiste' }],
      },
      { kind: 'select', name: 'reason', label: 'Raison', choices: choices(failureReasons, failureLabels), required: true },
    ],
  }),
  parse: (fields) => {
    const reason = chosen(fields, 'reason', failureReasons);
    if (chosen(fields, 'confirm', ['yes']) === null) return { ok: false, faults: { confirm: missingChoice } };
    return reason === null ? { ok: false, faults: { reason: 'Indiquez la raison.' } } : { ok: true, action: { type: 'fail', reason } };
  },
});

const settle = form<'cover', CoverPage>({
  load,
  show: ({ cover, facts }) => ({
    title: cover.track === 'host' ? 'Consultation sans médecin' : 'Cabinet non assuré',
    paragraphs: ['Votre décision est annoncée à toutes les personnes concernées.'],
    facts,
    submit: 'Enregistrer la décision',
    fields: [
      { kind: 'radio', name: 'outcome', label: 'Votre décision', choices: choices<Settlement>(settlements[cover.track], outcomeLabels) },
      { kind: 'text', name: 'reason', label: 'Raison ou explication', required: true },
    ],
  }),
  parse: (fields, { cover }) => {
    const outcome = chosen<Settlement>(fields, 'outcome', settlements[cover.track]);
    const reason = (fields['reason']?.[0] ?? '').trim().slice(0, 500);
    if (outcome === null) return { ok: false, faults: { outcome: missingChoice } };
    return reason === ''
      ? { ok: false, faults: { reason: 'Indiquez la raison de cette décision.' } }
      : { ok: true, action: { type: 'settle', outcome, reason } };
  },
});

export const coverForms: Readonly<Record<string, LinkForm>> = {
  'answer-cover': answer,
  'practice-choice': choosePractice,
  'locum-withdraw': withdrawLocum,
  'settle-cover': settle,
};
