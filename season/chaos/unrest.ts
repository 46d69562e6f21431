import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { at, instantMs, lastDay, plusDays } from '../../domain/dates';
import { paris, type SeasonClock } from '../clock';
import type { Instance } from '../instance';
import { plainLine, type Line } from '../line';
import type { PostOffice } from '../mailbox';
import { monthsOf, type Options } from '../options';
import type { Report } from '../report';
import { killer, type Killer } from './killer';
import { patientLine, roughLine } from './rough-line';
import { moodOf, roughSink } from './rough-sink';

type Chaos = NonNullable<Report['chaos']>;

/** What surrounds a season: where its mails arrive and how its requests travel; with chaos, what goes wrong meanwhile. */
export type Surroundings = {
  readonly mailUrl: string;
  readonly line: Line;
  /** what a person waits at least, on the wall's clock, before giving up */
  readonly patienceMs: number;
  readonly begin: (clock: SeasonClock, say: (line: string) => void) => void;
  /** nothing more goes wrong, and what was under way arrives; what happened, if anything was to */
  readonly calm: (post: PostOffice) => Promise<Chaos | null>;
  readonly stop: () => Promise<void>;
};

export const mailsOf = ({ out }: Pick<Options, 'out'>): string => join(out, 'mails');

const patienceMs = 90_000;

export async function surroundings(options: Options, running: Instance): Promise<Surroundings> {
  if (options.chaos) return unrest(options, running);
  return options.losesTemporal ? interrupted(options) : quiet(options);
}

/** People ask again while Relais is away, and a relay on a good day counts whatever reaches it twice. */
async function interrupted(options: Options): Promise<Surroundings> {
  const sink = await roughSink(mailsOf(options), () => null);
  return { ...quiet(options), line: patientLine(), patienceMs, mailUrl: sink.url, stop: sink.stop };
}

function quiet(options: Options): Surroundings {
  return {
    mailUrl: pathToFileURL(mailsOf(options)).href,
    line: plainLine,
    patienceMs: 0,
    begin: () => undefined,
    calm: () => Promise.resolve(null),
    stop: () => Promise.resolve(),
  };
}

/** The season goes on for about a week after its second month. */
const closingDays = 8;

async function unrest(options: Options, { pid, url }: Instance): Promise<Surroundings> {
  if (pid === null) throw new Error('avec --chaos, la saison démarre Relais elle-même : arrêtez d’abord celui qui tourne sur ce dossier.');
  const sink = await roughSink(mailsOf(options), moodOf(options.seed));
  const line = roughLine(options.seed);
  const serves = (): Promise<boolean> =>
    fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  let hunting: Killer | null = null;
  return {
    line,
    patienceMs,
    mailUrl: sink.url,
    begin: (clock, say) => {
      const over = at(plusDays(lastDay(monthsOf(options)[1]), closingDays), '08:00', paris);
      const lastsMs = (instantMs(over) - instantMs(clock.now())) / clock.speed;
      hunting = killer({ root: pid, clock, seed: options.seed, lastsMs, serves, say });
    },
    calm: async (post) => {
      await hunting?.end();
      await silence(post);
      return {
        kills: [...(hunting?.kills() ?? [])],
        ...line.trouble(),
        differing: [...line.trouble().differing],
        faults: [...(hunting?.faults() ?? [])],
        doubles: post.doubles(),
        sink: { ...sink.faults() },
      };
    },
    stop: async () => {
      await hunting?.end();
      await sink.stop();
    },
  };
}

const silenceMs = 12_000;
const longestMs = 120_000;

/** A mail that is tried again leaves late: the season is looked at once no more come. */
async function silence(post: PostOffice): Promise<void> {
  const arrivals = (): number => post.all().length + post.doubles();
  let [heard, since] = [arrivals(), Date.now()];
  for (const began = Date.now(); Date.now() - since < silenceMs && Date.now() - began < longestMs;) {
    await pause(500);
    await post.fresh();
    if (arrivals() !== heard) [heard, since] = [arrivals(), Date.now()];
  }
}
