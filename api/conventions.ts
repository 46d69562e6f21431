import { z } from 'zod';
import type { Convention } from '../domain/convention';
import { creditModes } from '../domain/convention-budget';
import { lastDayCovered } from '../domain/convention-denunciation';
import type { SignedFile } from '../domain/convention-outside';
import { partyRoles, type ConventionTerms } from '../domain/convention-terms';
import { civilDate } from '../domain/dates';
import { dossierId, isId } from '../domain/ids';
import { keepBytes } from '../store/documents';
import { plannedDays } from '../store/conventions';
import { stateOf } from '../store/records';
import { act, read, type Route } from './act';
import { daysAfterEndSchema } from './answer-schemas';
import { documentsRoute } from './documents';
import { ProblemError, refusedProblem } from './problems';
import { administrators, shownBy, without, type View } from './reference';
import { centsSchema, civilDateSchema, idSchema, listAndGet, textSchema } from './schemas';

const signatorySchema = z.strictObject({ name: textSchema(200), capacity: textSchema(200), email: textSchema(254) });
const termsSchema = z.strictObject({
  title: textSchema(200),
  parties: z
    .array(
      z.strictObject({ key: idSchema, organisation: textSchema(200), role: z.enum(partyRoles), signatory: signatorySchema, rank: z.int() }),
    )
    .max(50),
  programmes: z.array(idSchema).max(20),
  epci: z.array(textSchema(20)).max(200),
  from: civilDateSchema,
  to: civilDateSchema,
  noticeMonths: z.int(),
});
const budgetSchema = z.strictObject({
  year: z.int(),
  credits: centsSchema.nullable().describe('En centimes'),
  mode: z.enum(creditModes),
  source: textSchema(500),
  takenUntil: civilDateSchema.nullable(),
});
const body = z.strictObject({ terms: termsSchema });
const nothing = z.strictObject({});

/** The whole document of a parapheur, annexes included; its body is larger than any other. */
export const outsideSignaturePath = '/conventions/:id/outside-signature';
const mostBytes = 10 * 1024 * 1024;
const longestFile = Math.ceil(mostBytes / 3) * 4;

/** Bytes first: kept under their own SHA-256, so that the command carries no more than that; the same file twice is one. */
async function signedFile(file: string, folder: string): Promise<SignedFile> {
  const bytes = Buffer.from(file, 'base64');
  const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1024).toString('latin1').includes('%%EOF');
  const isWhole = bytes.length <= mostBytes && bytes.toString('base64').length === file.length;
  if (!isPdf || !isWhole) throw new ProblemError(refusedProblem('convention', [{ code: 'file-not-pdf', field: '/file' }]));
  return keepBytes(folder, bytes);
}

function termsOf({ from, to, programmes, ...terms }: z.infer<typeof termsSchema>): ConventionTerms {
  return { ...terms, from: civilDate(from), to: civilDate(to), programmes: programmes.map(dossierId) };
}

/** names and addresses of signatories are for those who run the signature; the text is read as a document. */
const conventionView: View = (convention, role) =>
  role === 'administrator' ? without(convention, 'text') : withoutSignatories(without(convention, 'text', 'parties'));

function withoutSignatories(convention: ReturnType<View>): ReturnType<View> {
  const { outside } = convention;
  return typeof outside === 'object' && outside !== null ? { ...convention, outside: without({ ...outside }, 'signatures') } : convention;
}

export const conventionRoutes: readonly Route[] = shownBy(conventionView, [
  act({
    noun: 'convention',
    path: '/conventions',
    roles: administrators,
    title: 'Créer une convention',
    body,
    action: ({ terms }) => ({ type: 'create', terms: termsOf(terms) }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/terms',
    roles: administrators,
    title: 'Modifier les termes d’une convention avant le vote',
    body,
    action: ({ terms }) => ({ type: 'revise', terms: termsOf(terms) }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/signatory',
    roles: administrators,
    title: 'Changer le signataire d’une partie',
    body: z.strictObject({ party: idSchema, signatory: signatorySchema }),
    action: ({ party, signatory }) => ({ type: 'set-signatory', party, signatory }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/deliberation',
    roles: administrators,
    title: 'Enregistrer la délibération',
    body: z.strictObject({ reference: textSchema(200), votedOn: civilDateSchema }),
    action: ({ reference, votedOn }) => ({ type: 'record-deliberation', reference, votedOn: civilDate(votedOn) }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/enforceability',
    roles: administrators,
    title: 'Rendre la délibération exécutoire',
    body: z.strictObject({ transmittedOn: civilDateSchema, publishedOn: civilDateSchema }),
    action: ({ transmittedOn, publishedOn }) => ({
      type: 'make-enforceable',
      transmittedOn: civilDate(transmittedOn),
      publishedOn: civilDate(publishedOn),
    }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/signature',
    roles: administrators,
    title: 'Ouvrir la signature',
    body: nothing,
    action: () => ({ type: 'open-signature' }),
  }),
  act({
    noun: 'convention',
    path: outsideSignaturePath,
    roles: administrators,
    title: 'Enregistrer une convention signée hors de Relais',
    body: z.strictObject({
      file: z.string().max(longestFile).describe('Exemplaire signé : PDF en base64, 10 Mo au plus'),
      signatures: z
        .array(z.strictObject({ party: idSchema, name: textSchema(200), capacity: textSchema(200), on: civilDateSchema }))
        .min(1)
        .max(50),
    }),
    action: async ({ file, signatures }, { service }) => ({
      type: 'record-outside-signature',
      ...(await signedFile(file, service.documents)),
      signatures: signatures.map(({ on, ...signature }) => ({ ...signature, on: civilDate(on) })),
    }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/archive',
    roles: administrators,
    title: 'Archiver une convention',
    body: nothing,
    action: () => ({ type: 'archive' }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/budgets',
    roles: administrators,
    title: 'Noter, par exercice, les crédits votés et la date limite fixée par les finances',
    body: z.strictObject({ budgets: z.array(budgetSchema).max(30) }),
    action: ({ budgets }) => ({
      type: 'set-budgets',
      budgets: budgets.map(({ takenUntil, ...budget }) => ({
        ...budget,
        takenUntil: takenUntil === null ? null : civilDate(takenUntil),
      })),
    }),
  }),
  act({
    noun: 'convention',
    path: '/conventions/:id/denunciation',
    roles: administrators,
    title: 'Enregistrer une dénonciation reçue à date certaine',
    body: z.strictObject({ party: idSchema, receivedOn: civilDateSchema }),
    action: ({ party, receivedOn }) => ({ type: 'denounce', party, receivedOn: civilDate(receivedOn) }),
  }),
  read({
    path: '/conventions/:id/days-after-end',
    roles: ['administrator', 'auditor'],
    title: 'Journées prévues après la fin d’une convention dénoncée',
    tag: 'convention',
    answer: daysAfterEndSchema,
    load: async (tx, { params: { id = '' } }) => {
      const state = isId(id) ? await stateOf<Convention>(tx, 'conventions', id) : null;
      if (state === null) return null;
      const planned = await plannedDays(tx, dossierId(id), lastDayCovered(state));
      return { endsOn: lastDayCovered(state), items: state.denunciation ? planned.map(({ id: day, date }) => ({ day, date })) : [] };
    },
  }),
  ...listAndGet('convention', 'Conventions'),
  documentsRoute('convention', 'Documents d’une convention'),
]);
