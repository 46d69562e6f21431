import { z } from 'zod';
import { cancelReasons, refusalReasons, type CancelReason, type Day, type RefusalReason, type Side } from '../domain/consultation-day';
import { frenchDay, halves, type CivilDate, type Half } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { dossierId } from '../domain/ids';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf } from '../store/records';
import { consultationDays } from '../store/consultation-days';
import type { Choice } from '../templates/pages/link-page';
import { act, type Route } from './act';
import { chosen, form, missingChoice, type LinkForm } from './link-forms';
import { civilDateSchema, idSchema, listAndGet } from './schemas';

const administrators = ['administrator'] as const;

export const consultationDayRoutes: readonly Route[] = [
  act({
    noun: 'consultation-day', path: '/consultation-days', roles: administrators, title: 'Proposer une journée',
    body: z.strictObject({ engagement: idSchema, site: idSchema, date: civilDateSchema, halves: z.array(z.enum(halves)).min(1).max(2) }),
    action: ({ engagement, site, date, halves: asked }) => ({ type: 'propose', engagement: dossierId(engagement), site: dossierId(site), date, halves: asked }),
  }),
  act({
    noun: 'consultation-day', path: '/consultation-days/:id/cancellation', roles: administrators, title: 'Annuler une journée',
    body: z.strictObject({ reason: z.enum(cancelReasons) }),
    action: ({ reason }) => ({ type: 'cancel', side: 'collectivity' as const, reason }),
  }),
  ...listAndGet('consultation-day', 'Journées de consultation'),
];

type DayPage = { readonly day: Day; readonly date: CivilDate; readonly facts: readonly (readonly [string, string])[] };

const halfLabels: Readonly<Record<Half, string>> = { morning: 'matin', afternoon: 'après-midi' };
const refusalLabels: Readonly<Record<RefusalReason, string>> = { date: 'La date ne convient pas', distance: 'Le lieu est trop loin', workload: 'Charge de travail', health: 'Raison de santé', other: 'Autre raison' };
const cancelLabels: Readonly<Record<CancelReason, string>> = { illness: 'Maladie', family: 'Raison familiale', 'practice-uncovered': 'Cabinet non remplacé', 'site-closed': 'Lieu fermé', 'room-unavailable': 'Salle indisponible', weather: 'Intempéries', administrative: 'Raison administrative', other: 'Autre raison' };
const choicesOf = <T extends string>(labels: Readonly<Record<T, string>>): readonly Choice[] => Object.entries<string>(labels).map(([value, label]) => ({ value, label }));

async function load(tx: Tx, link: Link, base: BaseFacts): Promise<DayPage | null> {
  const day = await stateOf<Day>(tx, 'consultation_days', link.dossier);
  if (day === null) return null;
  const { doctor, site } = await consultationDays.facts(tx, base, day, { type: 'refresh' });
  const facts: readonly (readonly [string, string])[] = [
    ['Médecin', doctor === null ? '' : `Dr ${doctor.givenName} ${doctor.familyName}`],
    ['Date', `${frenchDay(day.date)}, ${day.halves.map((half) => halfLabels[half]).join(' et ')}`],
    ['Lieu', site === null ? '' : `${site.name}, ${site.address}`],
  ];
  return { day, date: day.date, facts };
}

const answer = (side: Side): LinkForm =>
  form<'consultation-day', DayPage>({
    load,
    show: ({ facts }) => ({
      title: 'Répondre à une proposition de journée', paragraphs: [], facts, submit: 'Envoyer ma réponse',
      fields: [
        { kind: 'radio', name: 'answer', label: 'Votre réponse', choices: [{ value: 'accept', label: 'J’accepte' }, { value: 'refuse', label: 'Je refuse' }] },
        { kind: 'select', name: 'reason', label: 'Si vous refusez, la raison', choices: choicesOf(refusalLabels), required: false },
      ],
    }),
    parse: (fields) => {
      const choice = chosen(fields, 'answer', ['accept', 'refuse']);
      if (choice === null) return { ok: false, faults: { answer: missingChoice } };
      if (choice === 'accept') return { ok: true, action: { type: 'answer', side, answer: 'accept' } };
      const reason = chosen(fields, 'reason', refusalReasons);
      return reason === null ? { ok: false, faults: { reason: 'Indiquez la raison de votre refus.' } } : { ok: true, action: { type: 'answer', side, answer: 'refuse', reason } };
    },
  });

const cancel = (side: Side): LinkForm =>
  form<'consultation-day', DayPage>({
    load,
    show: ({ facts }) => ({
      title: 'Signaler un empêchement', facts, submit: 'Annuler la journée',
      paragraphs: ['La journée sera annulée ; le médecin et le lieu d’accueil seront prévenus aussitôt.'],
      fields: [
        { kind: 'radio', name: 'confirm', label: 'Voulez-vous annuler cette journée ?', choices: [{ value: 'yes', label: 'Oui, annuler la journée' }] },
        { kind: 'select', name: 'reason', label: 'Raison', choices: choicesOf(cancelLabels), required: true },
      ],
    }),
    parse: (fields) => {
      const reason = chosen(fields, 'reason', cancelReasons);
      if (chosen(fields, 'confirm', ['yes']) === null) return { ok: false, faults: { confirm: missingChoice } };
      return reason === null ? { ok: false, faults: { reason: 'Indiquez la raison.' } } : { ok: true, action: { type: 'cancel', side, reason } };
    },
  });

const declare = (side: Side): LinkForm =>
  form<'consultation-day', DayPage>({
    load,
    show: ({ day, date, facts }) => ({
      title: 'Déclarer la présence', paragraphs: [`Pour chaque demi-journée du ${frenchDay(date)}, indiquez si la consultation a eu lieu.`], facts, submit: 'Déclarer',
      fields: day.halves.map((half) => ({ kind: 'radio', name: half, label: halfLabels[half], choices: [{ value: 'yes', label: 'Présent' }, { value: 'no', label: 'Absent' }] })),
    }),
    parse: (fields, { day }) => {
      const said = day.halves.map((half) => [half, chosen(fields, half, ['yes', 'no'])] as const);
      const silent = said.filter(([, choice]) => choice === null);
      if (silent.length > 0) return { ok: false, faults: Object.fromEntries(silent.map(([half]) => [half, missingChoice])) };
      return { ok: true, action: { type: 'declare', side, halves: said.filter(([, choice]) => choice === 'yes').map(([half]) => half) } };
    },
  });

export const dayForms: Readonly<Record<string, LinkForm>> = {
  'answer-doctor': answer('doctor'),
  'answer-site': answer('site'),
  'cancel-doctor': cancel('doctor'),
  'cancel-site': cancel('site'),
  'declare-doctor': declare('doctor'),
  'declare-site': declare('site'),
};

