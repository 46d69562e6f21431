import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { civilDate, firstDay, isCivilDate, lastDay, monthOf, nextMonth, plusDays, type CivilDate, type Month } from '../domain/dates';

/** A story of its own beside the whole season: small, in a collectivity of its own, and when it begins by default. */
export const stories = {
  /** 15 November is a Monday in 2027: in 2026 it is a Sunday, on which nobody consults */
  licence: '2027-10-25',
  december: '2026-11-24',
  money: '2027-01-22',
} as const;
export type StoryName = keyof typeof stories;
const isStory = (name: string): name is StoryName => Object.hasOwn(stories, name);

export type Options = {
  readonly seed: number;
  readonly doctors: number;
  readonly start: CivilDate;
  /** the day on which the second month is approved and issued; null approves it within a day */
  readonly approval: CivilDate | null;
  /** simulated days per second, on a machine of the usual pace */
  readonly speed: number;
  /** how many times slower this machine calculates than usual; null measures it */
  readonly slower: number | null;
  readonly out: string;
  readonly check: boolean;
  readonly story: StoryName | null;
  /** kills, faults of the relay and repeated requests all along */
  readonly chaos: boolean;
  /** Temporal's data are deleted in the middle of the season, and Relais is started again */
  readonly losesTemporal: boolean;
  /** on which Relais the season is played: all in one program, or the stack of docker-compose.yml */
  readonly stack: 'embedded' | 'production';
  /** the folder that is told what the season showed */
  readonly tell: string | null;
};

type Values = Readonly<Record<string, string | undefined>>;

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
  const { chaos, losesTemporal, stack, usual } = groundOf(values, faults);
  const pace = paceOf(values, usual.speed, faults);
  const { story, doctors: played, start: begins, out } = storyOf(values['story'], doctors, faults);
  const dates = datesOf(values['start'] ?? begins, values['approve-on'] ?? null, faults);
  if (dates === null || faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    options: {
      seed,
      doctors: played,
      ...pace,
      ...dates,
      story,
      chaos,
      losesTemporal,
      stack,
      out: resolve(values['out'] ?? usual.out ?? out),
      check: values['check'] === 'true',
      tell: values['tell'] === undefined ? null : resolve(values['tell']),
    },
  };
}

function paceOf(values: Values, usual: number, faults: string[]): Pick<Options, 'speed' | 'slower'> {
  const speed = Number(values['speed'] ?? usual);
  if (!(speed > 0 && speed <= 1)) faults.push('--speed : un nombre de jours par seconde, au plus 1, est attendu.');
  const slower = values['slower'] === undefined ? null : Number(values['slower']);
  if (slower !== null && !(slower >= 1)) faults.push('--slower : un nombre à partir de 1 est attendu.');
  return { speed, slower };
}

/** A month is approved once it is over. */
function datesOf(start: string, approval: string | null, faults: string[]): Pick<Options, 'start' | 'approval'> | null {
  const wrong = Object.entries({ start, 'approve-on': approval }).filter(([, date]) => date !== null && !isCivilDate(date));
  faults.push(...wrong.map(([name]) => `--${name} : une date de la forme AAAA-MM-JJ est attendue.`));
  if (wrong.length > 0) return null;
  const dates = { start: civilDate(start), approval: approval === null ? null : civilDate(approval) };
  if (dates.approval !== null && dates.approval <= lastDay(monthsOf(dates)[1]))
    faults.push('--approve-on : une date après la fin du second mois est attendue.');
  return dates;
}

type Ground = Pick<Options, 'chaos' | 'stack' | 'losesTemporal'> & { readonly usual: { readonly speed: number; readonly out?: string } };

/** On what the season is played: in peace or not, in one program or on the whole stack; one thing at a time. */
function groundOf(values: Values, faults: string[]): Ground {
  const { story, stack = 'embedded' } = values;
  const [chaos, losesTemporal] = [values['chaos'] === 'true', values['lose-temporal'] === 'true'];
  if (stack !== 'embedded' && stack !== 'production') faults.push('--stack : embedded ou production est attendu.');
  const alone = (name: string): void => {
    if (stack === 'production') faults.push(`--${name} : sans --stack production.`);
    if (story !== undefined) faults.push(`--${name} : avec la saison entière, sans --story.`);
  };
  if (chaos) alone('chaos');
  if (losesTemporal) alone('lose-temporal');
  if (chaos && losesTemporal) faults.push('--lose-temporal : sans --chaos.');
  const ground = { chaos, losesTemporal, stack: stack === 'production' ? stack : 'embedded' } as const;
  return { ...ground, usual: usualOf(ground) };
}

function usualOf({ chaos, losesTemporal, stack }: Omit<Ground, 'usual'>): Ground['usual'] {
  // ten seconds without a part are then two days and a half: on a machine that is busy besides, people miss deadlines of a day
  if (chaos) return { speed: 0.25, out: 'out/season-chaos' };
  // a start takes up to ten seconds, four days
  if (losesTemporal) return { speed: 0.4, out: 'out/season-lost' };
  return stack === 'production' ? { speed: 0.4, out: 'out/season-production' } : { speed: 0.7 };
}

type Begun = Pick<Options, 'story' | 'doctors' | 'out'> & { readonly start: string };

/** A story of its own is small: one doctor, its own first day, its own folder. */
function storyOf(wished: string | undefined, doctors: number, faults: string[]): Begun {
  if (wished !== undefined && isStory(wished)) return { story: wished, doctors: 1, start: stories[wished], out: `out/season-${wished}` };
  if (wished !== undefined) faults.push(`--story : ${Object.keys(stories).join(' ou ')} est attendu.`);
  return { story: null, doctors, start: '2026-09-01', out: 'out/season' };
}

function parsed(args: readonly string[], faults: string[]): Values {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: text,
        doctors: text,
        start: text,
        'approve-on': text,
        speed: text,
        slower: text,
        out: text,
        story: text,
        tell: text,
        stack: text,
        check: flag,
        chaos: flag,
        'lose-temporal': flag,
      },
      strict: true,
    });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]));
  } catch (error) {
    // the parser speaks English: only the name that it quotes is kept
    const named = /'([^' ]+)/.exec(String(error))?.[1] ?? args.join(' ');
    faults.push(`${named.startsWith('-') ? 'Option inconnue ou mal employée' : 'Argument inattendu'}\u00A0: ${named}`);
    return {};
  }
}

/** A season's days fill the two civil months from the first 1st that is at least 25 days after the start. */
export function monthsOf({ start }: Pick<Options, 'start'>): readonly [Month, Month] {
  const earliest = plusDays(start, 25);
  const first = firstDay(monthOf(earliest)) === earliest ? monthOf(earliest) : nextMonth(monthOf(earliest));
  return [first, nextMonth(first)];
}
