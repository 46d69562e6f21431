import { frenchMonth, isMonth, type Month } from '../../domain/dates';
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

/** « 09/2026 » or « septembre 2026 » for 2026-09; anything else is left for the schema to refuse. */
export function speltMonth(text: string): string {
  const [, first = '', year = ''] = /^(\d{1,2}|\p{L}+)[ /.-](\d{4})$/u.exec(text.trim().toLowerCase()) ?? [];
  const months = year === '' ? [] : Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`);
  return months.find((each) => isMonth(each) && (each.endsWith(`-${first.padStart(2, '0')}`) || named(each) === first)) ?? text.trim();
}

const named = (each: Month): string => frenchMonth(each).split(' ')[0] ?? '';

export const monthIn = (fields: Fields, name: string): string => speltMonth(first(fields, name));

export const dateIn = (fields: Fields, name: string): string => spelt(first(fields, name));

/** An empty answer is no answer. */
export function dateOrNull(fields: Fields, name: string): string | null {
  const date = dateIn(fields, name);
  return date === '' ? null : date;
}
