import { z } from 'zod';
import { dossierId, isId } from '../domain/ids';
import { rejectionKinds, type IssuedStatement } from '../domain/issued-statement';
import { documentId } from '../domain/statement-document-data';
import { wallTime } from '../domain/dates';
import type { Tx } from '../store/db';
import { documentOf } from '../store/documents';
import type { IssuedDocument } from '../store/month-files';
import { stateOf } from '../store/records';
import { act, answer, keyedCommand, pendingSchema, read, type Call, type Reply, type Route } from './act';
import { documentReply, documentsRoute } from './documents';
import { lineEvidenceRoutes } from './line-evidence';
import { problem, ProblemError } from './problems';
import { administrators, shownBy, without, type View } from './reference';
import { resourceSchema } from './resources';
import { civilDateSchema, listAndGet, textSchema } from './schemas';

const readers = ['administrator', 'approver', 'accountant', 'auditor'] as const;
/** Who answers for the paierie: by a key, or by the link of its page. */
const payers = ['accountant', 'administrator'] as const;
/** A rejected document says already why. */
const replacementSchema = z.strictObject({ reason: textSchema(500).optional() });
/** A megabyte in base64: a command's body has its own limit. */
const longestPiece = 1_400_000;
const reasonSchema = z.strictObject({ reason: textSchema(500) });

/** the account is on the document and nowhere else; here only its last characters. */
const statementView: View = (statement) => {
  const { bankSnapshot } = statement;
  if (typeof bankSnapshot !== 'object' || bankSnapshot === null) return statement;
  return { ...statement, bankSnapshot: without({ ...bankSnapshot }, 'sealed') };
};

export function shownStatement({ id, version, state, file }: IssuedDocument): object {
  return statementView(
    { ...state, id, noun: 'statement', version, file: file === null ? null : { ...file, href: `/statements/${id}/pdf` } },
    'auditor',
  );
}

/** A replacement is its closing's affair: PROJET, second approval, new number. */
async function replace(call: Call): Promise<Reply> {
  const { reason } = replacementSchema.parse(call.body);
  const { id = '' } = call.params;
  const known = isId(id) ? await call.service.db.read(call.collectivity, (tx) => stateOf<IssuedStatement>(tx, 'statements', id)) : null;
  if (known === null) throw new ProblemError(problem('not-found'));
  return answer(
    call,
    {
      id: keyedCommand(call),
      collectivity: call.collectivity,
      noun: 'month-closing',
      dossier: known.closing,
      by: { kind: 'user', user: call.user, role: call.role },
      received: wallTime(Date.now()),
      action: { type: 'replace-statement', statement: dossierId(id), reason: reason ?? known.rejection?.reason ?? '' },
    },
    false,
  );
}

async function pdf(tx: Tx, { service, params: { id = '' } }: Call): Promise<Reply | null> {
  const row = isId(id) ? await documentOf(tx, documentId(dossierId(id))) : null;
  if (row === null) return null;
  const reply = documentReply(service.documents, row, 'attachment');
  if (reply === null)
    throw new ProblemError(problem('unavailable', { detail: 'Le document est en cours de préparation\u00a0: réessayez dans un instant.' }));
  return reply;
}

export const statementRoutes: readonly Route[] = shownBy(statementView, [
  act({
    noun: 'statement',
    path: '/statements/:id/acknowledgement',
    roles: payers,
    title: 'Prendre en charge un état, avec le numéro et la date du mandat ou du titre',
    body: z.strictObject({ paymentOrder: textSchema(50), on: civilDateSchema }),
    action: ({ paymentOrder, on }) => ({ type: 'acknowledge', paymentOrder, on }),
  }),
  act({
    noun: 'statement',
    path: '/statements/:id/rejection',
    roles: payers,
    title: 'Rejeter un état, avec son motif',
    body: z.strictObject({ kind: z.enum(rejectionKinds), reason: textSchema(500) }),
    action: ({ kind, reason }) => ({ type: 'reject', kind, reason }),
  }),
  act({
    noun: 'statement',
    path: '/statements/:id/pieces',
    roles: administrators,
    title: 'Ajouter la pièce qui manquait à un état rejeté',
    body: z.strictObject({
      piece: textSchema(500).describe('Nom de la pièce'),
      file: z
        .base64()
        .max(longestPiece)
        .optional()
        .describe('PDF en base64, 1 Mo au plus\u00a0; absent si la pièce est transmise autrement'),
    }),
    action: ({ piece, file }) => ({ type: 'add-piece', piece, file: file ?? null }),
  }),
  {
    method: 'post',
    path: '/statements/:id/replacement',
    title: 'Demander le remplacement d’un état au contenu erroné',
    tag: 'statement',
    roles: administrators,
    body: replacementSchema,
    answers: {
      200: { description: 'La clôture, dont le projet est rouvert', schema: resourceSchema('month-closing') },
      202: { description: 'L’acte est pris en charge\u00A0; son résultat est à l’adresse indiquée', schema: pendingSchema },
    },
    run: replace,
  },
  act({
    noun: 'statement',
    path: '/statements/:id/contest-answer',
    roles: administrators,
    title: 'Répondre à la contestation d’un état',
    body: reasonSchema.extend({ granted: z.boolean().optional().describe('Vrai quand le document est faux et sera corrigé') }),
    action: ({ reason, granted = false }) => ({ type: granted ? 'grant' : 'uphold', reason }),
  }),
  act({
    noun: 'statement',
    path: '/statements/:id/contest',
    roles: administrators,
    title: 'Noter la contestation d’un état que le médecin signale par téléphone',
    body: reasonSchema,
    action: ({ reason }) => ({ type: 'contest', reason }),
  }),
  ...lineEvidenceRoutes,
  documentsRoute('statement', 'Pièces ajoutées à un état'),
  read({
    path: '/statements/:id/pdf',
    roles: readers,
    title: 'État liquidatif (PDF)',
    tag: 'statement',
    mediaType: 'application/pdf',
    load: pdf,
  }),
  ...listAndGet('statement', 'États liquidatifs'),
]);
