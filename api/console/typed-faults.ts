import { z } from 'zod';
import { frenchFault } from '../french-faults';
import { civilDateSchema, monthSchema } from '../schemas';

const said = (schema: z.ZodType): string | undefined => schema.safeParse('').error?.issues[0]?.message;
/** What the API says of a date or a month is for programs, too. */
const wholeFaults = ['', 1.5].map((value) => z.int().safeParse(value, { error: frenchFault }).error?.issues[0]?.message);
const dateFault = said(civilDateSchema);
const monthFault = said(monthSchema);

export const monthForms = 'Écrivez le mois ainsi\u00A0: 09/2026, 2026-09 ou septembre 2026.';

/** The fault of a field that was typed, in the words of whoever typed it. */
export function typedFault(detail: string, typed: string): string {
  if (detail === dateFault) return typed === '' ? 'Indiquez une date, par exemple 15/11/2026.' : notADate(typed);
  if (detail === monthFault) return notAMonth(typed);
  return typed !== '' && wholeFaults.includes(detail) ? 'Indiquez un nombre entier.' : detail;
}

/** « 31/09/2026 » has the form of a date, and no calendar has it. */
export function notADate(typed: string): string {
  const isForm = /^(?:\d{1,2}\/\d{1,2}\/\d{4}|\d{4}-\d{2}-\d{2})$/.test(typed);
  return isForm
    ? `«\u00A0${typed}\u00A0» n’est pas une date du calendrier.`
    : `«\u00A0${typed}\u00A0» n’est pas une date\u00A0: écrivez par exemple 15/11/2026.`;
}

export function notAMonth(typed: string): string {
  return typed === '' ? monthForms : `«\u00A0${typed}\u00A0» n’est pas un mois. ${monthForms}`;
}
