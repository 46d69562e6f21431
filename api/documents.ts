import { z } from 'zod';
import { wallTime } from '../domain/dates';
import { dossierId, isId } from '../domain/ids';
import type { Noun } from '../domain/nouns';
import type { Tx } from '../store/db';
import { documentOf, documentsOf, readBytes, type DocumentRow } from '../store/documents';
import { documentsSchema } from './answer-schemas';
import { keyedCommand, pathOf, read, type Call, type Reply, type Route } from './act';
import { problem, ProblemError, refusedProblem } from './problems';
import { isNoun, resourceOf } from './resources';
import { submit } from './submit';

const readers = ['administrator', 'approver', 'accountant', 'auditor'] as const;

/** A name that no header and no disk can misread. */
function fileName(name: string): string {
  return (
    name
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replaceAll(/^[.-]+/g, '') || 'document'
  );
}

/** The bytes of a kept document, or null while it is still to be drawn. */
export function documentReply(
  folder: string,
  { name, mediaType, sha256 }: DocumentRow,
  disposition: 'attachment' | 'inline',
): Reply | null {
  if (sha256 === null) return null;
  return {
    status: 200,
    mediaType,
    body: readBytes(folder, sha256),
    headers: { 'Content-Disposition': `${disposition}; filename="${fileName(name)}"` },
  };
}

/** The documents of one dossier, those still to be drawn included: their `sha256` is null. */
export function documentsRoute(noun: Noun, title: string): Route {
  return read({
    path: `/${pathOf(noun)}/:id/documents`,
    title,
    roles: readers,
    tag: noun,
    answer: documentsSchema,
    load: async (tx, { params: { id = '' } }) =>
      isId(id) && (await resourceOf(tx, noun, id)) !== null ? { items: await listed(tx, noun, id) } : null,
  });
}

async function listed(tx: Tx, noun: Noun, dossier: string): Promise<readonly object[]> {
  return (await documentsOf(tx, noun, dossier)).map(({ id, kind, name, mediaType, sha256, size }) => ({
    id,
    kind,
    name,
    mediaType,
    sha256,
    size,
    href: `/documents/${id}`,
  }));
}

const redrawn = z.object({ document: z.string(), status: z.literal('pending') });

/** Its dossier performs the act; the task goes away with the drawing, which follows. */
async function redraw(call: Call): Promise<Reply> {
  const { service, collectivity, user, role, params } = call;
  const { id = '' } = params;
  const row = isId(id) ? await service.db.read(collectivity, (tx) => documentOf(tx, id)) : null;
  if (row === null || !isNoun(row.noun)) throw new ProblemError(problem('not-found'));
  const { noun, dossier } = row;
  const outcome = await submit(service, {
    id: keyedCommand(call),
    collectivity,
    noun,
    dossier: dossierId(dossier),
    by: { kind: 'user', user, role },
    received: wallTime(Date.now()),
    action: { type: 'redraw', document: id },
  });
  if (outcome !== null && outcome.refusals.length > 0) throw new ProblemError(refusedProblem(noun, outcome.refusals));
  return { status: 202, body: { document: id, status: 'pending' }, headers: { Location: `/documents/${id}`, 'Retry-After': '2' } };
}

export const documentRoutes: readonly Route[] = [
  read({
    path: '/documents/:id',
    title: 'Document',
    roles: readers,
    tag: 'documents',
    mediaType: 'application/pdf',
    load: async (tx, { service, params: { id = '' } }) => {
      const row = isId(id) ? await documentOf(tx, id) : null;
      if (row === null) return null;
      const reply = documentReply(service.documents, row, 'attachment');
      if (reply === null)
        throw new ProblemError(problem('unavailable', { detail: 'Le document est en cours de préparation : réessayez dans un instant.' }));
      return reply;
    },
  }),
  {
    method: 'post',
    path: '/documents/:id/redraw',
    title: 'Produire à nouveau un document qui n’a pas pu l’être',
    tag: 'documents',
    roles: ['administrator'],
    body: z.strictObject({}),
    answers: { 202: { description: 'Le document est produit à nouveau\u00A0; il sera à l’adresse indiquée', schema: redrawn } },
    run: redraw,
  },
];
