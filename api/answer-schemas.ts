import { z } from 'zod';
import { keyRoles } from '../domain/collectivity';
import { payers } from '../domain/programme';
import { civilDateSchema, monthSchema } from './schemas';

/** What answers hold that are no dossier of their own: for the document of the API, and for whoever checks answers against it. */
const cents = z.int();
const count = z.int().min(0);
const payerSums = z.array(z.strictObject({ payer: z.enum(payers), amountCents: cents }));

export const monthTotalsSchema = z.strictObject({
  count,
  netCents: cents,
  overpaymentCount: count,
  overpaymentCents: cents,
  payers: payerSums,
  imputations: z.array(
    z.strictObject({
      chapter: z.string(),
      account: z.string(),
      budgetCommitment: z.string(),
      budgetYear: z.int(),
      count,
      netCents: cents,
      overpaymentCount: count,
      overpaymentCents: cents,
    }),
  ),
  elsewhere: payerSums,
});

export const monthTableSchema = z.strictObject({
  siren: z.string(),
  month: monthSchema,
  totals: monthTotalsSchema.extend({ dueCents: cents }),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});

export const monthStatementsSchema = z.strictObject({
  month: monthSchema,
  status: z.string(),
  totals: monthTotalsSchema,
  items: z.array(z.looseObject({ id: z.string(), noun: z.literal('statement'), version: z.int(), number: z.string() })),
});

export const draftSchema = z.strictObject({
  closing: z.string(),
  month: monthSchema,
  status: z.string(),
  replaces: z.string().nullable(),
  totals: z.strictObject({ count, netCents: cents, overpaymentCents: cents, informationCents: cents, held: count }),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  drafts: z.array(z.looseObject({ net: cents })),
  information: z.array(z.looseObject({})),
  held: z.array(z.looseObject({})),
  differences: z.array(z.looseObject({})),
});

export const documentsSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      mediaType: z.string(),
      sha256: z.string().nullable(),
      size: z.int().nullable(),
      href: z.string(),
    }),
  ),
});

export const daysAfterEndSchema = z.strictObject({
  endsOn: civilDateSchema,
  items: z.array(z.strictObject({ day: z.string(), date: civilDateSchema })),
});

export const cancellationEffectsSchema = z.strictObject({
  refusals: z.array(z.looseObject({ code: z.string() })),
  mails: z.array(z.strictObject({ kind: z.string(), ref: z.string() })),
  invitations: z.array(z.string()),
  cover: z.boolean(),
  practiceWithdrawn: z.boolean(),
  noticeDays: z.int(),
});

/** The secret is told once; a repeated request has null in its place. */
export const issuedKeySchema = z.strictObject({
  key: z.strictObject({
    id: z.string(),
    user: z.string(),
    role: z.enum(keyRoles),
    expires: civilDateSchema.nullable(),
    secret: z.string().nullable(),
  }),
  note: z.string(),
});

export const dryRunSchema = z.strictObject({
  lines: z.array(
    z.strictObject({
      line: z.int().positive(),
      ok: z.boolean(),
      faults: z.array(
        z.strictObject({
          column: z.union([z.string(), z.number()]).optional(),
          code: z.string(),
          detail: z.string(),
          overridable: z.boolean().optional(),
        }),
      ),
    }),
  ),
  accepted: count,
  refused: count,
  note: z.string(),
});
