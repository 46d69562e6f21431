import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../../runtime/config';
import { frenchFigure } from '../../runtime/measure';
import { slowness } from '../../season/pace';
import { bundlesFolder } from '../../worker/bundle';
import { playSeason, reportIn, type Ending } from './play';

/** One of the seasons of a proof: its name in the folder and in the report, and the options that it is played with. */
export type Case = { readonly name: string; readonly options: readonly string[] };
export type Played = Ending & { readonly name: string };
export type Proven = { readonly asked: readonly string[]; readonly played: readonly Played[] };

const endingSchema = z.object({ code: z.int(), seconds: z.number(), of: z.string() });

/**
 * Many seasons, each on a product of its own. What was played stays in `out/<proof>`: the same command goes on where it stopped, and plays again what
 * was red, and what another build or other options played. `--only 4,7` plays these alone, `--minutes 60` begins no season that could last longer, `--at-once 2` plays two side by side,
 * `--again` forgets what was played, `--speed` is the season's.
 */
export async function prove(
  proof: string,
  cases: readonly Case[],
  { args, limitMs, say }: { readonly args: readonly string[]; readonly limitMs: number; readonly say: (line: string) => void },
): Promise<Proven> {
  const wishes = wishesIn(args);
  const folder = join(projectRoot(), 'out', proof);
  if (wishes.again) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const asked = cases.filter(({ name }) => wishes.only === null || wishes.only.includes(name));
  const build = buildDigest(join(__dirname, '..', '..'));
  const before = asked.flatMap((each) => heldBefore(join(folder, each.name), each, playedOf(build, each, wishes)));
  const waiting = asked.filter(({ name }) => before.every((each) => each.name !== name));
  // measured before neighbours begin that are seasons themselves, and leave the cores free most of the time
  const slower = wishes.atOnce > 1 && waiting.length > 0 ? await slowness() : null;
  const now: Played[] = [];
  const inTurn = async (): Promise<void> => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      if (Date.now() + limitMs > wishes.end) return;
      say(`\n${each.name}`);
      const played = await playOne(join(folder, each.name), each, { limitMs, wishes, build, slower });
      say(`${each.name}\u00A0: ${played.code === 0 ? '✔' : `✘ (${played.code})`} ${Math.round(played.seconds)} s${paceIn(played)}`);
      now.push(played);
    }
  };
  await Promise.all(Array.from({ length: wishes.atOnce }, inTurn));
  const names = asked.map(({ name }) => name);
  return { asked: names, played: [...before, ...now].toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name)) };
}

/** A season that a slow machine played more slowly held at that pace. */
const paceIn = ({ report }: Played): string => (report === null ? '' : ` à ${frenchFigure(report.parameters.speed)} jour/s`);

type Wishes = {
  readonly only: readonly string[] | null;
  readonly end: number;
  readonly again: boolean;
  readonly atOnce: number;
  readonly speed: string | undefined;
};
function wishesIn(args: readonly string[]): Wishes {
  const text = { type: 'string' } as const;
  const options = { only: text, minutes: text, speed: text, 'at-once': text, again: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args: [...args], options, strict: true });
  return {
    only: values.only?.split(',') ?? null,
    end: Date.now() + Number(values.minutes ?? Infinity) * 60_000,
    again: values.again === true,
    atOnce: Number(values['at-once'] ?? 1),
    speed: values.speed,
  };
}

const paceOf = ({ speed }: Wishes): readonly string[] => (speed === undefined ? [] : ['--speed', speed]);
const playedOf = (build: string, { options }: Case, wishes: Wishes): string => [build, ...options, ...paceOf(wishes)].join(' ');

type Ground = { readonly limitMs: number; readonly wishes: Wishes; readonly build: string; readonly slower: number | null };
async function playOne(out: string, each: Case, { limitMs, wishes, build, slower }: Ground): Promise<Played> {
  const options = [...each.options, ...paceOf(wishes), ...(slower === null ? [] : ['--slower', String(slower)])];
  const { code, seconds, report } = await playSeason(options, { out, limitMs, heard: wishes.atOnce === 1 });
  writeFileSync(join(out, 'ending.json'), JSON.stringify({ code, seconds, of: playedOf(build, each, wishes) }));
  return { name: each.name, code, seconds, report };
}

/** A season that held is not played again, as long as it was this very one. */
function heldBefore(out: string, { name }: Case, of: string): readonly Played[] {
  const file = join(out, 'ending.json');
  const ending = existsSync(file) ? endingSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  if (ending?.success !== true || ending.data.code !== 0 || ending.data.of !== of) return [];
  const { code, seconds } = ending.data;
  return [{ name, code, seconds, report: reportIn(out) }];
}

/** Of every compiled file, whatever else a start keeps beside them: what a result is about. */
export function buildDigest(dist: string): string {
  const sum = createHash('sha256');
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' }).toSorted())
    if (name.endsWith('.js') && !name.startsWith(bundlesFolder)) sum.update(`${name}\n`).update(readFileSync(join(dist, name)));
  return sum.digest('hex');
}

/** What each red season failed on: the invariants with their first faults, and the scenes that turned out otherwise. */
export function redOf({ name, report }: Played): readonly string[] {
  const invariants = (report?.invariants ?? []).filter(({ holds }) => !holds);
  const scenes = (report?.scenes ?? []).filter(({ ok }) => !ok);
  return [
    ...invariants.map((each) => `${name}, ${each.name}\u00A0: ${each.faults.slice(0, 5).join('\u00A0; ')}`),
    ...scenes.map((each) => `${name}, scène «\u00A0${each.name}\u00A0»\u00A0: ${each.seen ?? 'jamais vue'}`),
  ];
}
