import { z } from 'zod';
import { cancelReasons, refusalReasons, suspensionReasons } from '../domain/consultation-day';
import { campaignRefusals } from '../domain/campaign';
import { instantAt } from '../domain/clock';
import type { Collectivity } from '../domain/collectivity';
import { tracks } from '../domain/cover-record';
import { civilDate, dateIn } from '../domain/dates';
import { coverageMarks, indicatorsOf, type Indicators } from '../domain/indicators';
import { payers } from '../domain/programme';
import type { Tx } from '../store/db';
import { indicatorFacts, type Period } from '../store/indicators';
import { stateOf } from '../store/records';
import { coverageSentence, indicatorDefinitions as means } from '../templates/french/indicators';
import { read, type Route } from './act';
import { civilDateSchema } from './schemas';

const count = z.int().min(0);
const halfDaysSchema = z.object({
  offered: count.describe(means.offered),
  planned: count.describe(means.planned),
  upcoming: count.describe(means.upcoming),
  held: count.describe(means.held),
  attested: count.describe(means.attested),
});
const costsSchema = z.array(
  z.object({
    payer: z.enum(payers),
    attestedCents: z.int().describe(means.attestedCents),
    issuedCents: z.int().describe(means.issuedCents),
  }),
);

const answer = z.object({
  from: civilDateSchema.describe(means.period),
  to: civilDateSchema.describe(means.period),
  on: civilDateSchema.describe(means.on),
  volunteers: count.describe(means.volunteers),
  engaged: count.describe(means.engaged),
  coverage: z.object({
    sentence: z.string(),
    volunteers: count.describe(means.volunteers),
    covered: count.describe(means.covered),
    listed: count.describe(means.listed),
    on: civilDateSchema.describe(means.on),
  }),
  halfDays: halfDaysSchema,
  epci: z.array(
    z.object({
      siren: z.string(),
      name: z.string(),
      population: count,
      listed: z.boolean().describe(means.listed),
      volunteers: count.describe(means.epciVolunteers),
      engaged: count.describe(means.epciEngaged),
      mark: z.enum(coverageMarks).describe(means.covered),
      halfDays: halfDaysSchema,
    }),
  ),
  refusals: z.object({
    campaign: z.array(z.object({ reason: z.enum(campaignRefusals), by: z.literal('doctor'), count })).describe(means.campaignRefusals),
    day: z
      .array(z.object({ reason: z.enum([...refusalReasons, 'silence']), by: z.enum(['doctor', 'site', 'clock']), count }))
      .describe(means.dayRefusals),
  }),
  cancellations: z
    .array(
      z.object({
        reason: z.enum([...cancelReasons, ...suspensionReasons]),
        by: z.enum(['doctor', 'site', 'collectivity', 'engagement']),
        count,
      }),
    )
    .describe(means.cancellations),
  covers: z
    .array(
      z.object({
        track: z.enum(tracks),
        opened: count,
        found: count,
        arranged: count,
        failed: count,
        pending: count,
        escalated: count,
      }),
    )
    .describe(means.covers),
  costs: costsSchema.describe(means.attestedCents),
  programmes: z
    .array(z.object({ programme: z.string(), convention: z.string(), engaged: count, halfDays: halfDaysSchema, costs: costsSchema }))
    .describe(means.programmes),
});

/** Counted when it is asked, from the records: no figure is kept that could differ from them. */
async function indicatorsNow(tx: Tx, collectivity: string, period: Period): Promise<Indicators | null> {
  const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
  if (settings === null) return null;
  const today = dateIn(instantAt(settings.clock, Date.now()), settings.zone);
  return indicatorsOf(await indicatorFacts(tx, period, settings, today));
}

export const indicatorRoutes: readonly Route[] = [
  read({
    path: '/indicators',
    roles: ['administrator', 'approver', 'accountant', 'auditor'],
    title: 'Indicateurs d’une période\u00A0: volontaires, demi-journées, couverture, motifs, remplacements, coût par payeur',
    tag: 'indicators',
    query: z
      .strictObject({ from: civilDateSchema, to: civilDateSchema })
      .refine(({ from, to }) => from <= to, { path: ['to'], message: 'La fin précède le début.' }),
    answer,
    load: async (tx, { collectivity }, { from, to }) => {
      const found = await indicatorsNow(tx, collectivity, { from: civilDate(from), to: civilDate(to) });
      return found === null ? null : { ...found, coverage: { sentence: coverageSentence(found.coverage), ...found.coverage } };
    },
  }),
];
