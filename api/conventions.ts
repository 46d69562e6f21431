import { z } from 'zod';
import { partyRoles, type ConventionTerms } from '../domain/convention-terms';
import { civilDate } from '../domain/dates';
import { dossierId } from '../domain/ids';
import { act, type Route } from './act';
import { documentsRoute } from './documents';
import { administrators, shownBy, without, type View } from './reference';
import { civilDateSchema, idSchema, listAndGet, textSchema } from './schemas';

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
const body = z.strictObject({ terms: termsSchema });
const nothing = z.strictObject({});

function termsOf({ from, to, programmes, ...terms }: z.infer<typeof termsSchema>): ConventionTerms {
  return { ...terms, from: civilDate(from), to: civilDate(to), programmes: programmes.map(dossierId) };
}

/** names and addresses of signatories are for those who run the signature; the text is read as a document. */
const conventionView: View = (convention, role) =>
  role === 'administrator' ? without(convention, 'text') : without(convention, 'text', 'parties');

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
    path: '/conventions/:id/archive',
    roles: administrators,
    title: 'Archiver une convention',
    body: nothing,
    action: () => ({ type: 'archive' }),
  }),
  ...listAndGet('convention', 'Conventions'),
  documentsRoute('convention', 'Documents d’une convention'),
]);
