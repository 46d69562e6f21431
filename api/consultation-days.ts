import { z } from 'zod';
import { cancelReasons, type Day } from '../domain/consultation-day';
import { privateReasons } from '../domain/day-reasons';
import { civilDate, dateIn, halves } from '../domain/dates';
import { instantAt } from '../domain/clock';
import type { Collectivity } from '../domain/collectivity';
import { cancellationEffects } from '../domain/day-changes';
import type { BaseFacts } from '../domain/decision';
import { dossierId, isId } from '../domain/ids';
import { consultationDays } from '../store/consultation-days';
import { digestOf } from '../store/commands';
import type { Tx } from '../store/db';
import { stateOf } from '../store/records';
import { act, read, type Call, type Route } from './act';
import { cancellationEffectsSchema } from './answer-schemas';
import { shownBy, type View } from './reference';
import { civilDateSchema, idSchema, listAndGet, textSchema } from './schemas';

const administrators = ['administrator'] as const;
const askers = ['doctor', 'site', 'collectivity'] as const;
const halvesSchema = z.array(z.enum(halves)).max(2);
/** On whose behalf: a call from the doctor or the site may be recorded by an administrator. */
const askerSchema = z.enum(askers).default('collectivity');
const rulingSchema = z.strictObject({ halves: halvesSchema, reason: textSchema(500) });

/** why a doctor could not come, when it is his own affair, is for those who organise the days. */
const dayView: View = (day, role) => {
  const { ending } = day;
  const isPrivate = typeof ending === 'object' && ending !== null && 'reason' in ending && privateReasons.includes(String(ending.reason));
  return role === 'administrator' || !isPrivate ? day : { ...day, ending: { ...ending, reason: 'other' } };
};

export const consultationDayRoutes: readonly Route[] = shownBy(dayView, [
  act({
    noun: 'consultation-day',
    path: '/consultation-days',
    roles: administrators,
    title: 'Proposer une journée',
    body: z.strictObject({ engagement: idSchema, site: idSchema, date: civilDateSchema, halves: halvesSchema.min(1) }),
    action: ({ engagement, site, date, halves: asked }) => ({
      type: 'propose',
      engagement: dossierId(engagement),
      site: dossierId(site),
      date: civilDate(date),
      halves: asked,
    }),
  }),
  act({
    noun: 'consultation-day',
    path: '/consultation-days/:id/cancellation',
    roles: administrators,
    title: 'Annuler une journée',
    body: z.strictObject({ reason: z.enum(cancelReasons), side: askerSchema }),
    action: ({ reason, side }) => ({ type: 'cancel', side, reason }),
  }),
  act({
    noun: 'consultation-day',
    path: '/consultation-days/:id/move',
    roles: administrators,
    title: 'Déplacer une journée',
    body: z.strictObject({
      date: civilDateSchema,
      halves: halvesSchema.min(1),
      site: idSchema.optional(),
      reason: z.enum(cancelReasons),
      side: askerSchema,
    }),
    action: ({ date, halves: asked, site, reason, side }) => ({
      type: 'move',
      side,
      date: civilDate(date),
      halves: asked,
      reason,
      ...(site === undefined ? {} : { site: dossierId(site) }),
    }),
  }),
  act({
    noun: 'consultation-day',
    path: '/consultation-days/:id/assistant',
    roles: administrators,
    title: 'Dire si un assistant est sur place',
    body: z.strictObject({ answer: z.enum(['confirmed', 'waived']) }),
    action: ({ answer }) => ({ type: 'assistant', answer }),
  }),
  act({
    noun: 'consultation-day',
    path: '/consultation-days/:id/presence',
    roles: administrators,
    title: 'Décider une présence restée sans déclaration, ou la corriger',
    body: rulingSchema,
    action: ({ halves: held, reason }) => ({ type: 'decide-presence', halves: held, reason }),
  }),
  act({
    noun: 'consultation-day',
    path: '/consultation-days/:id/dispute-settlement',
    roles: administrators,
    title: 'Trancher une présence contestée',
    body: rulingSchema,
    action: ({ halves: held, reason }) => ({ type: 'settle-dispute', halves: held, reason }),
  }),
  read({
    path: '/consultation-days/:id/cancellation-effects',
    roles: ['administrator', 'auditor'],
    title: 'Ce qu’une annulation ferait',
    tag: 'consultation-day',
    query: z.strictObject({ side: askerSchema }),
    answer: cancellationEffectsSchema,
    load: async (tx, call, { side }) => {
      const { id = '' } = call.params;
      const day = isId(id) ? await stateOf<Day>(tx, 'consultation_days', id) : null;
      const base = day === null ? null : await baseOf(tx, call, id);
      return day === null || base === null
        ? null
        : cancellationEffects(day, side, { ...base, ...(await consultationDays.facts(tx, base, day, { type: 'refresh' })) });
    },
  }),
  ...listAndGet('consultation-day', 'Journées de consultation'),
]);

async function baseOf(tx: Tx, call: Call, id: string): Promise<BaseFacts | null> {
  const collectivity = await stateOf<Collectivity>(tx, 'collectivities', call.collectivity);
  if (collectivity === null) return null;
  const now = instantAt(collectivity.clock, Date.now());
  return {
    now,
    today: dateIn(now, collectivity.zone),
    by: { kind: 'user', user: call.user, role: call.role },
    overrides: [],
    collectivityId: call.collectivity,
    collectivity,
    dossier: dossierId(id),
    digestOf,
  };
}
