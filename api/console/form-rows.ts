import { first } from '../console-page';
import type { Fields } from '../link-form';

type Rows = {
  /** what the names of the rows begin with: `terms/parties` for `terms/parties/0/organisation` */
  readonly at: string;
  /** what a row holds before anybody types in it */
  readonly given: readonly string[];
  /** shown again even when they are empty: they are required */
  readonly least: number;
};

function rowsIn(fields: Fields, at: string): readonly number[] {
  const numbers = Object.keys(fields).flatMap((name) => {
    const [n = ''] = name.startsWith(`${at}/`) ? name.slice(at.length + 1).split('/') : [];
    return /^\d{1,2}$/.test(n) ? [Number(n)] : [];
  });
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

/** How many rows there are once no empty one is left between them. */
export const rowCount = (fields: Fields, at: string): number => rowsIn(fields, at).length;

/** A row that was left empty is nobody; those that follow move up, so that a fault is shown where its row is. */
export function withoutGaps(fields: Fields, { at, given, least }: Rows): Fields {
  const isFilled = (n: number): boolean =>
    Object.keys(fields).some((name) => {
      const own = name.startsWith(`${at}/${n}/`) ? name.slice(`${at}/${n}/`.length) : null;
      return own !== null && !given.includes(own) && first(fields, name) !== '';
    });
  const all = rowsIn(fields, at);
  const filled = all.filter(isFilled);
  const kept = [...filled, ...all.filter((n) => !filled.includes(n)).slice(0, Math.max(0, least - filled.length))];
  const place = new Map(kept.map((n, to) => [String(n), to]));
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, values]) => {
      if (!name.startsWith(`${at}/`)) return [[name, values] as const];
      const [n = '', ...rest] = name.slice(at.length + 1).split('/');
      const to = place.get(n);
      return to === undefined ? [] : [[[at, to, ...rest].join('/'), values] as const];
    }),
  );
}

/** What is no whole number is left for the schema to refuse; one that is too small or too great, for the rule, which says its bounds. */
export const wholeTyped = (text: string): number | string => (/^-?\d{1,9}$/.test(text) ? Number(text) : text);
