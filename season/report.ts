import { z } from 'zod';

const cents = z.int();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const half = z.enum(['morning', 'afternoon']);

/** The published shape of `report.json`: what a season did, computed from files, mails and the API. Amounts in cents, dates civil at the site. */
export const reportSchema = z.strictObject({
  parameters: z.strictObject({
    seed: z.int(),
    doctors: z.int(),
    start: date,
    speed: z.number(),
    months: z.tuple([z.string(), z.string()]),
    collectivity: z.string(),
    url: z.string(),
  }),
  days: z.array(
    z.strictObject({
      id: z.string(),
      doctor: z.string(),
      site: z.string(),
      date,
      zone: z.string(),
      halves: z.array(half),
      attested: z.array(half),
      state: z.string(),
      uids: z.array(z.string()),
      sequence: z.int(),
    }),
  ),
  covers: z.array(z.strictObject({ id: z.string(), day: z.string(), track: z.enum(['host', 'practice']), state: z.string() })),
  statements: z.array(
    z.strictObject({
      number: z.string(),
      doctor: z.string(),
      month: z.string(),
      file: z.string(),
      sha256: z.string(),
      state: z.string(),
      kind: z.string(),
      netCents: cents,
      informationCents: cents,
      lines: z.array(
        z.strictObject({ date, halfDays: z.number(), unitCents: cents, amountCents: cents, payer: z.string(), kind: z.string() }),
      ),
    }),
  ),
  tables: z.array(z.strictObject({ month: z.string(), file: z.string(), rows: z.int(), totalCents: cents })),
  messages: z.array(
    z.strictObject({
      file: z.string(),
      kind: z.string(),
      recipient: z.string(),
      messageId: z.string(),
      uid: z.string().nullable(),
      method: z.string().nullable(),
      sequence: z.int().nullable(),
    }),
  ),
  /** what each story set out to show, and what was seen of it; null when it was never reached */
  scenes: z.array(
    z.strictObject({ story: z.string(), name: z.string(), expected: z.string(), seen: z.string().nullable(), ok: z.boolean() }),
  ),
  invariants: z.array(z.strictObject({ name: z.string(), holds: z.boolean(), cases: z.int(), faults: z.array(z.string()) })),
  /** only with `--chaos`: what went wrong meanwhile, and how it was met */
  chaos: z
    .strictObject({
      /** a part killed with SIGKILL: the simulated moment, the second of the run, and how long until the product served again */
      kills: z.array(
        z.strictObject({
          part: z.enum(['worker', 'api', 'database', 'temporal']),
          at: z.string(),
          second: z.number(),
          backAfter: z.number().nullable(),
        }),
      ),
      /** kills that could not be carried out, or after which the part did not come back */
      faults: z.array(z.string()),
      /** acts of people and integrators (POST, forms of links) */
      acts: z.int(),
      /** requests sent again with the same key */
      retries: z.int(),
      /** acts without an answer, with a fault or a 202; and those whose repetition told what became of them */
      unknowns: z.int(),
      resolved: z.int(),
      /** acts sent twice on purpose, and the pairs whose answers differ */
      doubled: z.int(),
      differing: z.array(z.string()),
      /** arrivals of a mail that was there already, by its Message-ID */
      doubles: z.int(),
      /** what the mail relay did wrong, by kind */
      sink: z.record(z.string(), z.int()),
    })
    .optional(),
  lateness: z.strictObject({ seconds: z.number(), mailHoursMedian: z.number(), mailHoursWorst: z.number() }),
});
export type Report = z.infer<typeof reportSchema>;
