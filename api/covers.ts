import { z } from 'zod';
import { refusalReasonsOf } from '../domain/day-reasons';
import { coverText } from '../domain/cover-messages';
import {
  awaitedContract,
  failureReasons,
  practiceChoices,
  settlements,
  type CoverAction,
  type CoverRecord,
  type CoverStatus,
  type FailureReason,
  type PracticeChoice,
  type Settlement,
} from '../domain/cover-record';
import { civilDate } from '../domain/dates';
import { dossierId } from '../domain/ids';
import type { Person } from '../domain/person';
import type { Site } from '../domain/site';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { whenWords } from '../templates/day-lines';
import { coverFacts, ownPracticeFacts } from '../templates/mails/cover';
import type { Choice } from '../templates/pages/link-page';
import { act, type Route } from './act';
import { receiptFault, receiptName, textIn } from './council-forms';
import { answerFields } from './consultation-day-words';
import { chosen, form, missingChoice, textOf, type Fields, type LinkForm, type ParsedAct } from './link-form';
import { administrators, shownBy, type View } from './reference';
import { civilDateSchema, idSchema, listAndGet, textSchema } from './schemas';

const outcomes = [...settlements.host, ...settlements.practice] as const;

/** Whoever answers by telephone is written down by an administrator; the acts are the same. */
const withoutReasons = (of: unknown): unknown =>
  Array.isArray(of) ? of.map((each: unknown) => (typeof each === 'object' && each !== null ? { ...each, reason: 'other' } : each)) : of;

/** why somebody refused or gave up is for those who organise the days. */
const coverView: View = (cover, role) =>
  role === 'administrator' ? cover : { ...cover, refusals: withoutReasons(cover['refusals']), failures: withoutReasons(cover['failures']) };

export const coverRoutes: readonly Route[] = shownBy(coverView, [
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
    body: z.strictObject({ person: idSchema, reason: z.enum(refusalReasonsOf.doctor) }),
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
    path: '/covers/:id/contract',
    roles: administrators,
    title: 'Enregistrer la réception du contrat de remplacement par l’Ordre',
    body: z.strictObject({ on: civilDateSchema, proof: textSchema(200) }),
    action: ({ on, proof }) => ({ type: 'record-contract', on: civilDate(on), proof }),
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
]);

type CoverPage = {
  readonly cover: CoverRecord;
  readonly facts: readonly (readonly [string, string])[];
  /** the facts for the doctor whose practice it is: he knows who he is and where it lies */
  readonly own: readonly (readonly [string, string])[];
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
const practiceSaid: Readonly<Partial<Record<CoverStatus, string>>> = {
  searching: 'nous cherchons un remplaçant',
  covered: 'un remplaçant a accepté',
  'closed-practice': 'il sera fermé',
  partner: 'un associé l’assure',
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
  const site = cover === null ? null : await stateOf<Site>(tx, 'sites', cover.site);
  const doctor = cover === null ? null : await stateOf<Person>(tx, 'people', cover.doctor);
  if (cover === null || site === null || doctor === null) return null;
  const text = coverText(cover, site, doctor);
  return { cover, facts: coverFacts(text), own: ownPracticeFacts(text) };
}

const when = ({ date, halves }: CoverRecord): string => whenWords({ date, halves });

const answer = form<'cover', CoverPage>({
  load,
  show: ({ facts }) => ({
    title: 'Répondre à une demande de remplacement',
    paragraphs: ['La première réponse favorable est retenue.'],
    facts,
    submit: 'Envoyer ma réponse',
    fields: answerFields(refusalReasonsOf.doctor),
  }),
  parse: (fields, _loaded, link) => {
    const said = chosen(fields, 'answer', ['accept', 'refuse']);
    if (said === null) return { ok: false, faults: { answer: missingChoice } };
    const ref = dossierId(link.ref);
    if (said === 'accept') return { ok: true, action: { type: 'answer', ref, answer: 'accept' } };
    const reason = chosen(fields, 'reason', refusalReasonsOf.doctor);
    return reason === null
      ? { ok: false, faults: { reason: 'Indiquez la raison de votre refus.' } }
      : { ok: true, action: { type: 'answer', ref, answer: 'refuse', reason } };
  },
  said: ({ cover }, { ref }) => {
    if (cover.accepted?.ref === ref)
      return [`Vous avez accepté ce remplacement : ${when(cover)}. L’invitation ou les coordonnées vous parviennent par courriel.`];
    return cover.refusals.some((refusal) => refusal.ref === ref) ? [`Vous avez refusé ce remplacement : ${when(cover)}.`] : [];
  },
});

const choosePractice = form<'cover', CoverPage>({
  load,
  show: ({ own }) => ({
    title: 'Dire qui assure votre cabinet',
    paragraphs: [],
    facts: own,
    submit: 'Enregistrer mon choix',
    fields: [{ kind: 'radio', name: 'choice', label: 'Pendant votre absence', choices: choices(practiceChoices, choiceLabels) }],
  }),
  parse: (fields) => {
    const choice = chosen(fields, 'choice', practiceChoices);
    return choice === null ? { ok: false, faults: { choice: missingChoice } } : { ok: true, action: { type: 'answer-practice', choice } };
  },
  said: ({ cover }) => {
    const chosenWords = practiceSaid[cover.status];
    return chosenWords === undefined ? [] : [`Votre cabinet, ${when(cover)} : ${chosenWords}.`];
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
  said: ({ cover }, { ref }) =>
    cover.failures.some((failure) => failure.ref === ref) ? [`Vous vous êtes désisté pour ce remplacement : ${when(cover)}.`] : [],
});

export function parseSettlement(fields: Fields, track: CoverRecord['track']): ParsedAct<CoverAction> {
  const outcome = chosen<Settlement>(fields, 'outcome', settlements[track]);
  const reason = textOf(fields, 'reason', 500);
  if (outcome === null) return { ok: false, faults: { outcome: missingChoice } };
  return reason === ''
    ? { ok: false, faults: { reason: 'Indiquez la raison de cette décision.' } }
    : { ok: true, action: { type: 'settle', outcome, reason } };
}

const settle = form<'cover', CoverPage>({
  load,
  show: ({ cover, facts }) => ({
    title: cover.track === 'host' ? 'Consultation sans médecin' : 'Cabinet non assuré',
    paragraphs: ['Votre décision est annoncée à toutes les personnes concernées.'],
    facts,
    submit: 'Enregistrer la décision',
    fields: [
      { kind: 'radio', name: 'outcome', label: 'Votre décision', choices: choices<Settlement>(settlements[cover.track], outcomeLabels) },
      { kind: 'text', name: 'reason', label: 'Raison ou explication', hint: 'sans information sur un patient', required: true },
    ],
  }),
  parse: (fields, { cover }) => parseSettlement(fields, cover.track),
  said: ({ cover }) => (cover.settlement === null ? [] : [`Décision prise : ${outcomeLabels[cover.settlement.outcome]}.`]),
});

const contractReceipt = form<'cover', CoverPage>({
  load,
  show: ({ cover, facts }) => ({
    title: 'Accuser réception d’un contrat de remplacement',
    paragraphs: [
      'Ce contrat vous est communiqué par les deux médecins avant le premier jour du remplacement (article L. 4113-9 du code de la santé publique). Votre accusé de réception en est la preuve ; il ne vaut pas accord.',
    ],
    facts,
    submit: awaitedContract(cover) === null ? null : 'Accuser réception',
    fields: awaitedContract(cover) === null ? [] : [receiptName],
  }),
  parse: (fields) => {
    const name = textIn(fields, 'name');
    return name === '' ? { ok: false, faults: receiptFault } : { ok: true, action: { type: 'acknowledge-contract', name } };
  },
  done: ['L’accusé de réception est enregistré. Merci.'],
});

export const coverForms: Readonly<Record<string, LinkForm>> = {
  'answer-cover': answer,
  'practice-choice': choosePractice,
  'locum-withdraw': withdrawLocum,
  'settle-cover': settle,
  'contract-receipt': contractReceipt,
};
