import { civilDate, isCivilDate, type CivilDate } from './dates';
import { compact } from './identifiers';
import type { Place, Reader } from './reader';

/** One line of a table, numbered as the spreadsheet numbers it (the header is line 1), with its cells by column. */
export type TableRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

export function cellOf({ cells }: TableRow, column: string): string {
  return (cells[column] ?? '').trim();
}

/** A fault of the field is shown at its line and column; a list's item at the column of the list. */
export function linePlace(line: number, columns: Readonly<Record<string, string>>): Place {
  return (name) => {
    const parts = name.split('/');
    const prefixes = parts.map((_, n) => parts.slice(0, parts.length - n).join('/'));
    const column = prefixes.map((prefix) => columns[prefix]).find((found) => found !== undefined) ?? name;
    return { field: `/lines/${line}/${column}`, detail: { line, column } };
  };
}

/** « Centre de santé », « centre_de_sante » and « CENTRE-DE-SANTE » are one word. */
export function plainWord(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.trim().replace(/[\s_'’-]+/g, '-');
}

/** « constructor » is a word that every object answers to: a list has its own words only. */
function meant<T>(words: Readonly<Record<string, T>>, text: string): T | undefined {
  const word = plainWord(text);
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** A word of a closed list; the fault names the words that are possible. */
export function choice<T>(read: Reader, name: string, cell: string, words: Readonly<Record<string, T>>, fallback: T): T {
  const found = meant(words, cell);
  if (found === undefined) read.fault(name, 'unknown-word', { detail: { value: cell, words: Object.keys(words).join(', ') } });
  return found ?? fallback;
}

export function choices<T>(read: Reader, name: string, cell: string, words: Readonly<Record<string, T>>): readonly T[] {
  return listOf(cell).flatMap((item) => {
    const found = meant(words, item);
    if (found === undefined) read.fault(name, 'unknown-word', { detail: { value: item, words: Object.keys(words).join(', ') } });
    return found === undefined ? [] : [found];
  });
}

export function listOf(cell: string): readonly string[] {
  return cell
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export function yesOrNo(read: Reader, name: string, cell: string, empty: boolean): boolean {
  if (cell === '') return empty;
  return choice<'yes' | 'no'>(read, name, cell, { oui: 'yes', non: 'no' }, 'no') === 'yes';
}

/** Whole numbers as spreadsheets show them: « 59 142 » */
export function wholeNumber(cell: string): number {
  const digits = compact(cell);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
}

/** 2026-03-15, or 15/03/2026 as French spreadsheets write it. */
export function dateCell(read: Reader, name: string, cell: string, fallback: CivilDate): CivilDate {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(cell) ?? [];
  const text = year === undefined ? cell : `${year}-${month}-${day}`;
  if (isCivilDate(text)) return text;
  read.fault(name, cell === '' ? 'cell-empty' : 'date-malformed');
  return fallback;
}

/** Kept only where the line is refused anyway. */
export const noDate = civilDate('1900-01-01');
