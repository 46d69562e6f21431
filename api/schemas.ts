import { z } from 'zod';
import { email, phone } from '../domain/contact-identifiers';
import { isCivilDate, isMonth } from '../domain/dates';
import { rpps, type Checked } from '../domain/identifiers';
import { isId } from '../domain/ids';
import { isCents } from '../domain/money';
import type { Noun } from '../domain/nouns';
import { words } from '../templates/french';
import { identifierRefusals } from '../templates/french/identifiers';
import { pathOf, read, type Route } from './act';
import { resourceOf, resourceSchema, resourcesOf } from './resources';
import { documented, required, textSchema } from './text-schemas';

export { optionalTextSchema, required, textSchema } from './text-schemas';

/** A list from which nothing was chosen sends an empty text. */
export const idSchema = z
  .string()
  .max(200)
  .refine(isId, { error: ({ input }) => (input === '' ? required : 'Identifiant mal formé.') })
  .meta({ pattern: '^[A-Za-z0-9][A-Za-z0-9._~-]*$' });

/** What the rule would refuse by itself is said with the other faults of the form; what it only doubts is left to it. */
function shaped(max: number, check: (text: string) => Checked<string, string, string>): z.ZodString {
  return textSchema(max)
    .superRefine((text, context) => {
      const checked = text === '' ? null : check(text);
      if (checked === null || checked.ok) return;
      const message = identifierRefusals[checked.code]?.({}) ?? 'Ce texte n’a pas la forme attendue.';
      context.addIssue({ code: 'custom', message, params: { code: checked.code } });
    })
    .meta(documented);
}
/** The rule counts too; here it is said with the other faults of the form. */
export function fewest<Items extends z.ZodArray>(items: Items, min: number, said: { readonly code: string; readonly text: string }): Items {
  return items.refine((given) => given.length >= min, {
    error: said.text,
    params: { code: said.code },
    when: ({ value }) => Array.isArray(value),
  });
}

export const emailSchema = shaped(254, email);
export const phoneSchema = shaped(40, phone);
export const rppsSchema = shaped(20, rpps);
export const civilDateSchema = z
  .string()
  .refine(isCivilDate, 'Date du calendrier attendue, sous la forme AAAA-MM-JJ, de 1900 à 2199.')
  .meta({ format: 'date' });
export const monthSchema = z
  .string()
  .refine(isMonth, 'Mois attendu sous la forme AAAA-MM.')
  .meta({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' });

/** JSON has a zero with a sign, and an amount has none. */
export const centsSchema = z
  .int()
  .overwrite((amount) => amount + 0)
  .refine(isCents, 'Montant attendu en centimes entiers.');

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
      query: z.strictObject({ after: idSchema.optional(), status: z.enum(Object.keys(words[noun].statuses)).optional() }),
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
