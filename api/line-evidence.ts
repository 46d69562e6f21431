import { z } from 'zod';
import { dossierId, isId } from '../domain/ids';
import type { IssuedStatement } from '../domain/issued-statement';
import type { LineEvidence } from '../domain/line-evidence';
import { digestOf } from '../store/commands';
import type { Tx } from '../store/db';
import { documentsOf } from '../store/documents';
import { evidenceOf } from '../store/line-evidence';
import { stateOf } from '../store/records';
import { read, type Route } from './act';

const readers = ['administrator', 'approver', 'accountant', 'auditor'] as const;
const named = z.object({ ref: z.string(), name: z.string() });
const date = z.iso.date();
const centsSchema = z.int();

/** What the line rests on, and where each piece of it is read. */
const evidenceSchema = z.object({
  statement: z.object({
    id: z.string(),
    number: z.string(),
    month: z.string(),
    status: z.string(),
    dataHash: z.string(),
    href: z.string(),
  }),
  line: z.object({
    rank: z.int().positive(),
    kind: z.string(),
    date,
    site: z.object({ id: z.string(), name: z.string() }),
    payer: z.string(),
    quantity: z.int(),
    unitCents: centsSchema,
    amountCents: centsSchema,
    corrects: z.string().nullable(),
  }),
  convention: z.object({
    id: z.string(),
    number: z.string(),
    deliberation: z.string(),
    enforceableOn: date,
    votedOn: date.nullable(),
    transmittedOn: date.nullable(),
    publishedOn: date.nullable(),
    href: z.string(),
    documents: z.array(z.object({ name: z.string(), sha256: z.string().nullable(), href: z.string() })),
  }),
  engagement: z.object({ id: z.string(), reference: z.string(), letterSignedOn: z.string().nullable(), href: z.string() }),
  rule: z.object({
    component: z.string(),
    label: z.string(),
    legalBasis: z.string(),
    source: z.string().describe('Texte qui fixe le taux'),
    rate: z.object({ from: date, to: date.nullable(), halfDayCents: centsSchema, source: z.string() }).nullable(),
    isCurrent: z.boolean().describe('Faux quand le taux a changé depuis l’émission'),
  }),
  presences: z.array(
    z.object({
      day: z.string(),
      reference: z.string(),
      half: z.string(),
      attestedBy: z.array(named),
      attestedOn: z.string(),
      stillAttested: z.boolean(),
      ruling: z.object({ by: named, at: z.string(), reason: z.string() }).nullable(),
      href: z.string(),
    }),
  ),
});

export const rankPattern = /^[1-9]\d{0,3}$/;

/** The evidence with the addresses of its dossiers and documents in this API. */
async function located(tx: Tx, evidence: LineEvidence): Promise<object> {
  const { statement, convention, engagement, presences } = evidence;
  const documents = await documentsOf(tx, 'convention', convention.id);
  return {
    ...evidence,
    statement: { ...statement, href: `/statements/${statement.id}/pdf` },
    convention: {
      ...convention,
      href: `/conventions/${convention.id}`,
      documents: documents.map(({ id, name, sha256 }) => ({ name, sha256, href: `/documents/${id}` })),
    },
    engagement: { ...engagement, href: `/engagements/${engagement.id}` },
    presences: presences.map((each) => ({ ...each, href: `/consultation-days/${each.day}` })),
  };
}

export const lineEvidenceRoutes: readonly Route[] = [
  read({
    path: '/statements/:id/lines/:rank/evidence',
    roles: readers,
    title: 'Pièces d’une ligne\u00a0: convention, délibération, présence, règle et taux',
    tag: 'statement',
    answer: evidenceSchema,
    load: async (tx, { params: { id = '', rank = '' } }) => {
      const state = isId(id) && rankPattern.test(rank) ? await stateOf<IssuedStatement>(tx, 'statements', id) : null;
      const evidence = state === null ? null : await evidenceOf(tx, { id: dossierId(id), state }, Number(rank), digestOf);
      return evidence === null ? null : located(tx, evidence);
    },
  }),
];
