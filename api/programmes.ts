import { z } from 'zod';
import { certificateKinds, gates, payers } from '../domain/programme';
import { act, type Route } from './act';
import { administrators, known } from './reference';
import { centsSchema, civilDateSchema, idSchema, listAndGet, textSchema } from './schemas';

const rateSchema = z.strictObject({
  from: civilDateSchema,
  to: civilDateSchema.nullable(),
  halfDay: centsSchema,
  source: textSchema(500),
});

const componentSchema = z.strictObject({
  key: idSchema,
  label: textSchema(200),
  payer: z.enum(payers),
  creditor: z.literal('doctor'),
  legalBasis: textSchema(500),
  rates: z.array(rateSchema).max(100),
  imputation: z.strictObject({ chapter: textSchema(50), account: textSchema(50), budgetCommitment: textSchema(50) }).nullable(),
});

const programmeSchema = z.strictObject({
  label: textSchema(200),
  unit: z.literal('half-day'),
  components: z.array(componentSchema).max(20),
  caps: z.strictObject({ monthlySoft: z.int().nullable(), monthlyHard: z.int() }),
  certificates: z.array(z.enum(certificateKinds)).max(20),
  gates: z.array(z.enum(gates)).max(20),
  from: civilDateSchema,
  to: civilDateSchema.nullable(),
});

const body = z.strictObject({ programme: programmeSchema });

export const programmeRoutes: readonly Route[] = [
  act({
    noun: 'programme',
    path: '/programmes',
    roles: administrators,
    title: 'Créer un dispositif',
    body,
    action: ({ programme }) => ({ type: 'set', programme }),
  }),
  act({
    noun: 'programme',
    path: '/programmes/:id/settings',
    roles: administrators,
    title: 'Modifier un dispositif',
    body,
    action: async ({ programme }, call) => {
      await known(call, 'programme');
      return { type: 'set', programme };
    },
  }),
  ...listAndGet('programme', 'Dispositifs'),
];
