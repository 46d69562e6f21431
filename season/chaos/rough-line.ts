import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { chance } from '../clock';
import type { Exchange, Line } from '../line';
import { titleOf } from '../page';

export type Trouble = {
  readonly acts: number;
  /** requests sent again, after an outage or to learn what became of an act */
  readonly retries: number;
  /** acts that had no answer, a fault or a 202: they may have happened or not */
  readonly unknowns: number;
  /** unknown acts whose repetition, with the same key, said what became of them */
  readonly resolved: number;
  /** acts that were sent twice on purpose */
  readonly doubled: number;
  /** pairs whose answers differ */
  readonly differing: readonly string[];
};
export type RoughLine = Line & { readonly trouble: () => Trouble };

export type Patience = {
  readonly everyMs: number;
  readonly longestMs: number;
  /** an answer that takes longer is waited for no more */
  readonly answerMs: number;
};
const usualPatience: Patience = { everyMs: 300, longestMs: 120_000, answerMs: 45_000 };
/** Every tenth act is sent twice with the same key. */
const doubledEach = 10;

/** What a person or an integrator does while the product is away: asks again, with the same key; and now and then clicks twice. */
export function roughLine(seed: number, patience: Patience = usualPatience, twiceEach = doubledEach): RoughLine {
  const draw = chance(seed + 104_729);
  const count = { retries: 0, unknowns: 0, resolved: 0, doubled: 0, acts: 0 };
  const differing: string[] = [];
  const steadily = async (what: string, send: () => Promise<Exchange>, isAct: boolean): Promise<Exchange> => {
    let unknown = false;
    const end = Date.now() + patience.longestMs;
    for (;;) {
      const answer = await answerOf(send, patience.answerMs);
      if (typeof answer === 'object' && !isUnsettled(answer)) {
        if (unknown) count.resolved += 1;
        return answer;
      }
      if (isAct && !unknown && answer !== 'refused') {
        unknown = true;
        count.unknowns += 1;
      }
      if (Date.now() > end) throw new Error(`${what} : sans réponse en ${patience.longestMs / 1000} s (${wordOf(answer)})`);
      count.retries += 1;
      await pause(patience.everyMs);
    }
  };
  const twice = async (what: string, send: () => Promise<Exchange>): Promise<Exchange> => {
    count.doubled += 1;
    const once = (): Promise<Exchange> => steadily(what, send, true);
    const first = once();
    if (draw() < 0.5) await first;
    const [one, two] = await Promise.all([first, once()]);
    const difference = differenceOf(one, two);
    if (difference !== null) differing.push(`${what} : ${difference}`);
    return one;
  };
  return {
    trouble: () => ({ ...count, differing }),
    read: (what, send) => steadily(what, send, false),
    act: (what, send) => {
      count.acts += 1;
      return count.acts % twiceEach === 0 ? twice(what, send) : steadily(what, send, true);
    },
  };
}

/** Asks again while the product is away, and clicks once. */
export const patientLine = (): Line => roughLine(0, usualPatience, Infinity);

async function answerOf(send: () => Promise<Exchange>, withinMs: number): Promise<Exchange | 'refused' | 'silent'> {
  const late = new AbortController();
  const tooLate = pause(withinMs, 'silent' as const, { signal: late.signal }).catch(() => 'silent' as const);
  const answer = send().catch((error: unknown) => (isRefusedConnection(error) ? ('refused' as const) : ('silent' as const)));
  return Promise.race([answer, tooLate]).finally(() => late.abort());
}

/** 202: taken, and not yet known. A fault of the server says nothing about what was done before it. */
const isUnsettled = ({ status }: Exchange): boolean => status === 202 || status >= 500;

/** Nobody listened: the request surely did nothing. */
function isRefusedConnection(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ECONNREFUSED';
}

const wordOf = (answer: Exchange | 'refused' | 'silent'): string =>
  typeof answer === 'string' ? answer : `${answer.status} ${answer.bytes.toString('utf8', 0, 300)}`;

const jsonSchema = z.looseObject({
  id: z.unknown().optional(),
  type: z.unknown().optional(),
  errors: z.array(z.looseObject({ code: z.unknown() })).optional(),
});

/** What two answers to one act have in common whatever happened between them: the outcome, the dossier, the refusals; a version may have moved on. */
function meaningOf({ type, bytes }: Exchange): unknown {
  const text = bytes.toString('utf8');
  if (!type.includes('json')) return titleOf(text);
  const read = jsonSchema.safeParse(JSON.parse(text));
  if (!read.success) return text;
  const { id, type: kind, errors } = read.data;
  return { id, kind, codes: errors?.map(({ code }) => code) };
}

/** The page that follows an act lists what waits for its reader at that moment, which others change meanwhile. */
const waitingTitles = ['Rien n’attend votre réponse', 'Ce qui attend votre réponse'];
const isPage = ({ type }: Exchange): boolean => !type.includes('json');
const isRefusal = ({ status }: Exchange): boolean => status >= 400 && status < 500;
const isWaitingPage = (each: Exchange): boolean => isPage(each) && waitingTitles.includes(titleOf(each.bytes.toString('utf8')));

/** A person who is refused twice may read another reason: a place that is taken, and an hour later a link that is over. */
export function differenceOf(one: Exchange, two: Exchange): string | null {
  if (isPage(one) && isPage(two) && isRefusal(one) && isRefusal(two)) return null;
  if (one.status === two.status && isWaitingPage(one) && isWaitingPage(two)) return null;
  if (one.status !== two.status) return `réponses ${one.status} et ${two.status}`;
  const [first, second] = [JSON.stringify(meaningOf(one)), JSON.stringify(meaningOf(two))];
  return first === second ? null : `${first} et ${second}`;
}
