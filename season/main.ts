import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { instantFromMs, instantMs } from '../domain/dates';
import { cast } from './cast';
import { seasonClock } from './clock';
import { close } from './ending';
import { instance } from './instance';
import { postOffice } from './mailbox';
import { monthsOf, readOptions, type Options } from './options';
import { sceneBook } from './scenes';
import type { Season } from './season';
import { stage } from './stage';
import { openDesk } from './stories/setting';
import { taleOf } from './tales';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Plays a whole season through the API, the mails and their links, as people would, and says whether its invariants hold. */
async function main(): Promise<number> {
  const read = readOptions(process.argv.slice(2));
  if (!read.ok) {
    say(read.faults.join('\n'));
    return 2;
  }
  const { options } = read;
  const running = await instance(say);
  try {
    const holds = await play(options, running);
    if (!options.check && process.stdout.isTTY && running.started) {
      say('La saison reste ouverte ; Ctrl-C pour arrêter.');
      await interrupted();
    }
    return holds ? 0 : 1;
  } finally {
    await running.stop();
  }
}

async function play(options: Options, running: Awaited<ReturnType<typeof instance>>): Promise<boolean> {
  const started = Date.now();
  rmSync(options.out, { recursive: true, force: true });
  mkdirSync(options.out, { recursive: true });
  const { collectivity, desk, clock } = await openDesk(running, seasonClock(options.start, options.speed), options.out, say);
  const tale = taleOf(options);
  const scene = stage(postOffice(join(options.out, 'mails')), clock);
  const told = (line: string): void => say(`${clock.today()}  ${line}`);
  const season: Season = {
    options,
    clock,
    collectivity,
    desk,
    cast: tale.cast(cast(options.seed, options.doctors)),
    stage: scene,
    scenes: sceneBook(tale.scenes),
    months: monthsOf(options),
    url: running.url,
    say: told,
    seen: seen(clock),
    ended: () => over,
  };
  let over = false;
  let broken: string | null = null;
  try {
    await tale.play(season);
  } catch (error) {
    broken = `La saison s’est interrompue : ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    over = true;
    await scene.stop();
  }
  // what was not reached is red in the report
  const holds = await close(season, running, started);
  if (broken !== null) say(broken);
  return holds && broken === null;
}

/** Looks again and again, at the pace of the rehearsal; says what it waited for when it gives up. */
function seen(clock: Season['clock']): Season['seen'] {
  return async (what, limit, probe) => {
    const end = instantFromMs(instantMs(clock.now()) + limit * 86_400_000);
    for (;;) {
      const found = await probe();
      if (found !== null && found !== undefined && found !== false) return found;
      if (clock.now() > end) throw new Error(`attendu en vain pendant ${limit} jours : ${what}`);
      await pause(150);
    }
  };
}

function interrupted(): Promise<void> {
  const beat = setInterval(() => undefined, 60_000);
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        clearInterval(beat);
        resolve();
      });
  });
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`La saison s’est arrêtée : ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
