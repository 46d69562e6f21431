import { first } from '../console-page';
import type { Fields } from '../link-form';

/** « 15/11/2026 » as it is typed where a browser draws no calendar; anything else is left for the schema to refuse. */
export function spelt(text: string): string {
  return text
    .trim()
    .replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (_, day: string, month: string, year: string) =>
      [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
    );
}

export const dateIn = (fields: Fields, name: string): string => spelt(first(fields, name));

/** An empty answer is no answer. */
export function dateOrNull(fields: Fields, name: string): string | null {
  const date = dateIn(fields, name);
  return date === '' ? null : date;
}
