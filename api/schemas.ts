import { z } from 'zod';
import { isCivilDate } from '../domain/dates';
import { isId } from '../domain/ids';
import type { Noun } from '../domain/nouns';
import { pathOf, read, type Route } from './act';
import { resourceOf, resourceSchema, resourcesOf } from './resources';

/** Control characters and lone surrogates would be a fault of the database later: refused at the edge. */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const clean = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Surrogate}]*$/u;
export const textSchema = (max: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1, 'Ce champ est obligatoire.')
    .max(max)
    .regex(clean, 'Ce texte contient des caractères interdits.')
    .normalize('NFC');
export const idSchema = z.string().max(200).refine(isId, 'Identifiant mal formé.');
export const civilDateSchema = z.string().refine(isCivilDate, 'Date attendue sous la forme AAAA-MM-JJ.');

const readers = ['administrator', 'approver', 'accountant', 'auditor'] as const;

/** GET of a noun's dossiers: one, and a page of them. */
export function listAndGet(noun: Noun, title: string): readonly Route[] {
  const path = `/${pathOf(noun)}`;
  return [
    read({
      path,
      title,
      roles: readers,
      tag: noun,
      query: z.strictObject({ after: idSchema.optional(), status: z.string().max(40).optional() }),
      answer: z.object({ items: z.array(resourceSchema(noun)), next: z.string().nullable() }),
      load: (tx, _call, query) => resourcesOf(tx, noun, query),
    }),
    read({
      path: `${path}/:id`,
      title,
      roles: readers,
      tag: noun,
      answer: resourceSchema(noun),
      load: async (tx, { params: { id = '' } }) => (isId(id) ? resourceOf(tx, noun, id) : null),
    }),
  ];
}
