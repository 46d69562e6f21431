import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { civilDate, firstDay, isCivilDate, monthOf, nextMonth, plusDays, type CivilDate, type Month } from '../domain/dates';

export type Options = {
  readonly seed: number;
  readonly doctors: number;
  readonly start: CivilDate;
  /** simulated days per second */
  readonly speed: number;
  readonly out: string;
  readonly check: boolean;
};

/** Reads the command line; every fault at once, in French. */
export function readOptions(
  args: readonly string[],
): { readonly ok: true; readonly options: Options } | { readonly ok: false; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const values = parsed(args, faults);
  const whole = (name: string, text: string | undefined, fallback: number, least: number, most: number): number => {
    const value = text === undefined ? fallback : Number(text);
    if (!Number.isSafeInteger(value) || value < least || value > most)
      faults.push(`--${name} : un nombre entier entre ${least} et ${most} est attendu.`);
    return value;
  };
  const seed = whole('seed', values['seed'], 1, 0, 2 ** 31);
  const doctors = whole('doctors', values['doctors'], 12, 4, 40);
  const speed = Number(values['speed'] ?? 0.7);
  if (!(speed > 0 && speed <= 1)) faults.push('--speed : un nombre de jours par seconde, au plus 1, est attendu.');
  const start = values['start'] ?? '2026-09-01';
  if (!isCivilDate(start)) faults.push('--start : une date de la forme AAAA-MM-JJ est attendue.');
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    options: {
      seed,
      doctors,
      speed,
      start: civilDate(start),
      out: resolve(values['out'] ?? 'out/season'),
      check: values['check'] === 'true',
    },
  };
}

function parsed(args: readonly string[], faults: string[]): Readonly<Record<string, string | undefined>> {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { seed: text, doctors: text, start: text, speed: text, out: text, check: { type: 'boolean' } },
      strict: true,
    });
    return { ...values, check: values.check === true ? 'true' : undefined };
  } catch (error) {
    faults.push(`Option inconnue ou incomplète : ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

/** A season's days fill the two civil months from the first 1st that is at least 25 days after the start. */
export function monthsOf({ start }: Options): readonly [Month, Month] {
  const earliest = plusDays(start, 25);
  const first = firstDay(monthOf(earliest)) === earliest ? monthOf(earliest) : nextMonth(monthOf(earliest));
  return [first, nextMonth(first)];
}
