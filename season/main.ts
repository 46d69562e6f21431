import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { instantFromMs, instantMs } from '../domain/dates';
import { cast } from './cast';
import { mailsOf, surroundings, type Surroundings } from './chaos/unrest';
import { seasonClock } from './clock';
import { close } from './ending';
import { claim } from './folder';
import { instance, type Instance } from './instance';
import { postOffice } from './mailbox';
import { monthsOf, readOptions, type Options } from './options';
import { losing } from './lost-temporal';
import { sceneBook } from './scenes';
import { paced, slowness } from './pace';
import { browser } from './page';
import type { Season } from './season';
import { productionStack } from './stack/production';
import { stage } from './stage';
import { openDesk } from './stories/setting';
import { taleOf } from './tales';

/** No line begins with a sign of punctuation. */
const say = (line: string): void => void process.stdout.write(`${line.replace(/ (?=[:;!?»](?:\s|$))/g, '\u00A0')}\n`);

/** Plays a whole season through the API, the mails and their links, as people would, and says whether its invariants hold. */
async function main(): Promise<number> {
  const read = readOptions(process.argv.slice(2));
  if (!read.ok) {
    say(read.faults.join('\n'));
    return 2;
  }
  const folder = claim(read.options.out);
  if (!folder.ok) {
    say(folder.fault);
    return 2;
  }
  try {
    return await begin(read.options);
  } finally {
    folder.release();
  }
}

async function begin(wished: Options): Promise<number> {
  const pace = paced(wished.speed, wished.slower ?? (await slowness()), wished.chaos ? 'chaos' : 'calm');
  if (pace.reason !== null) say(pace.reason);
  const options = { ...wished, speed: pace.speed };
  const running = await (options.stack === 'production'
    ? productionStack(say)
    : instance(say, options.chaos ? { RELAIS_PROCESSES: 'split' } : {}));
  try {
    let key = '';
    const holds = await surrounded(options, running, (secret) => (key = secret));
    if (!options.check && process.stdout.isTTY && running.started) {
      say(`La saison reste ouverte ; Ctrl-C pour arrêter. Console ${running.url}/console, clé de l’administration : ${key}`);
      await interrupted();
    }
    return holds ? 0 : 1;
  } finally {
    await running.stop();
  }
}

type Opened = (secret: string) => void;

async function surrounded(options: Options, running: Instance, opened: Opened): Promise<boolean> {
  mkdirSync(mailsOf(options), { recursive: true });
  const around = await surroundings(options, running);
  try {
    return await play(options, running, around, opened);
  } finally {
    await around.stop();
  }
}

async function play(options: Options, running: Instance, around: Surroundings, opened: Opened): Promise<boolean> {
  const started = Date.now();
  const { collectivity, desk, secret, clock } = await openDesk(running, seasonClock(options.start, options.speed), around, say);
  opened(secret);
  const tale = taleOf(options);
  const post = postOffice(mailsOf(options), clock);
  const scene = stage(post, clock, browser(around.line));
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
    seen: seen(clock, around),
    ended: () => over,
  };
  let over = false;
  let broken: string | null = null;
  around.begin(clock, told);
  const beside = (options.losesTemporal ? losing(running) : running.beside)?.(season) ?? [];
  try {
    await tale.play(season);
  } catch (error) {
    broken = `La saison s’est interrompue : ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    over = true;
    await scene.stop();
  }
  const chaos = await around.calm(post);
  // what was not reached is red in the report
  const holds = await close(season, running, started, { chaos, beside: await beside });
  if (broken !== null) say(broken);
  return holds && broken === null;
}

/** Looks again and again, at the pace of the rehearsal; says what it waited for when it gives up. */
function seen(clock: Season['clock'], { patienceMs }: Surroundings): Season['seen'] {
  return async (what, limit, probe) => {
    const patient = Date.now() + patienceMs;
    const end = instantFromMs(instantMs(clock.now()) + limit * 86_400_000);
    for (;;) {
      const found = await probe();
      if (found !== null && found !== undefined && found !== false) return found;
      if (clock.now() > end && Date.now() > patient) throw new Error(`attendu en vain pendant ${limit} jours : ${what}`);
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
