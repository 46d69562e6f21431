import { z } from 'zod';
import { instantAt } from '../domain/clock';
import { closingId, type Closing } from '../domain/closing-state';
import type { Collectivity } from '../domain/collectivity';
import { dateIn, previousMonth } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { dossierId, isId } from '../domain/ids';
import { controlTotals } from '../domain/liquidation';
import { draftsDigest } from '../domain/statement-draft';
import { digestOf } from '../store/commands';
import type { Tx } from '../store/db';
import { projectedMonth } from '../store/month-closings';
import { differences } from '../store/month-differences';
import { closingTotals, documentsOfClosing } from '../store/month-files';
import { stateOf } from '../store/records';
import { act, read, type Call, type Route } from './act';
import { draftSchema, monthStatementsSchema } from './answer-schemas';
import { monthFileRoutes } from './month-files';
import { administrators } from './reference';
import { centsSchema, idSchema, listAndGet, monthSchema, textSchema } from './schemas';
import { shownStatement } from './statements';

const readers = ['administrator', 'approver', 'accountant', 'auditor'] as const;
const nothing = z.strictObject({});
const totalsSchema = z.strictObject({
  count: z.int().min(0),
  netCents: centsSchema,
  overpaymentCents: centsSchema,
  informationCents: centsSchema,
  held: z.int().min(0),
});

/** What a rule would know if it were asked now; nothing is locked, nothing is written. */
async function baseOf(tx: Tx, { collectivity, user, role }: Call, closing: string): Promise<BaseFacts | null> {
  const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
  if (settings === null) return null;
  const now = instantAt(settings.clock, Date.now());
  return {
    now,
    today: dateIn(now, settings.zone),
    by: { kind: 'user', user, role },
    overrides: [],
    collectivityId: collectivity,
    collectivity: settings,
    dossier: dossierId(closing),
    digestOf,
  };
}

/** the PROJET is computed when it is looked at, neither stored nor numbered; its totals and digest are what an approver sends back. */
async function draftNow(tx: Tx, call: Call): Promise<object | null> {
  const { id = '' } = call.params;
  const state = isId(id) ? await stateOf<Closing>(tx, 'month_closings', id) : null;
  const base = state === null ? null : await baseOf(tx, call, id);
  if (state === null || base === null) return null;
  const { liquidation } = await projectedMonth(tx, base, state);
  const { drafts, information, held } = liquidation;
  return {
    closing: id,
    month: state.month,
    status: state.status,
    replaces: state.replacing?.number ?? null,
    totals: controlTotals(liquidation),
    digest: draftsDigest(drafts, digestOf),
    drafts,
    information,
    held,
    differences: await differences(tx, drafts, previousMonth(state.month)),
  };
}

export const monthClosingRoutes: readonly Route[] = [
  act({
    noun: 'month-closing',
    path: '/month-closings',
    roles: administrators,
    title: 'Annoncer la clôture d’un mois',
    body: z.strictObject({ month: monthSchema }),
    dossier: ({ month }, { collectivity }) => closingId(collectivity, month),
    action: ({ month }) => ({ type: 'announce', month }),
  }),
  act({
    noun: 'month-closing',
    path: '/month-closings/:id/draft',
    roles: administrators,
    title: 'Arrêter le projet sans attendre, ou le recalculer',
    body: nothing,
    action: () => ({ type: 'freeze' }),
  }),
  read({
    path: '/month-closings/:id/draft',
    roles: readers,
    title: 'Projet du mois, calculé à l’instant\u00A0: documents, totaux, empreinte, écarts avec le mois précédent',
    tag: 'month-closing',
    answer: draftSchema,
    load: (tx, call) => draftNow(tx, call),
  }),
  act({
    noun: 'month-closing',
    path: '/month-closings/:id/approval',
    roles: ['approver'],
    title: 'Approuver le projet tel qu’il a été lu',
    body: z.strictObject({
      totals: totalsSchema,
      digest: z.string().regex(/^[0-9a-f]{64}$/, 'Empreinte attendue\u00A0: 64 caractères hexadécimaux.'),
    }),
    action: ({ totals, digest }) => ({ type: 'approve', totals, digest }),
  }),
  read({
    path: '/month-closings/:id/statements',
    roles: readers,
    title: 'Documents numérotés du mois',
    tag: 'month-closing',
    answer: monthStatementsSchema,
    load: async (tx, { params: { id = '' } }) => {
      const state = isId(id) ? await stateOf<Closing>(tx, 'month_closings', id) : null;
      if (state === null) return null;
      const documents = await documentsOfClosing(tx, dossierId(id));
      return { month: state.month, status: state.status, totals: closingTotals(state, documents), items: documents.map(shownStatement) };
    },
  }),
  act({
    noun: 'month-closing',
    path: '/month-closings/:id/contest-answer',
    roles: administrators,
    title: 'Répondre à un médecin qui conteste un mois sans document',
    body: z.strictObject({ doctor: idSchema, reason: textSchema(500) }),
    action: ({ doctor, reason }) => ({ type: 'answer-information', doctor: dossierId(doctor), reason }),
  }),
  ...monthFileRoutes,
  ...listAndGet('month-closing', 'Clôtures mensuelles'),
];
