import { condition, defineSignal, isCancellation, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { deliver, deliverMany, draw, giveUp, tell, undelivered } from './activities';
import { moreSignal } from './contract';

type Undelivered = Awaited<ReturnType<Activities['undelivered']>>;
/** `left` is what the act wrote; without it (a start that takes up what was left) the record is asked. `by` is the signal that came with the start. */
export type Delivery = { readonly collectivity: string; readonly command: string; readonly left: Undelivered | null; readonly by?: string };

/**
 * Draws the documents of a command, sends its mails and tells the dossiers that must hear of it. Twice is harmless: each row knows whether it left.
 * One run at a time under the command's name: what is written for it meanwhile it hears of, and hands on beside what is still under way, since a mail
 * that nobody takes may be tried for days.
 */
export async function delivery({ collectivity, command, left, by }: Delivery): Promise<void> {
  let isMore = left === null;
  setHandler(defineSignal<[string]>(moreSignal), (from) => {
    if (from !== by) isMore = true;
  });
  const taken = new Set<string>();
  const going = new Set<Promise<void>>();
  const begin = (found: Undelivered): void => {
    const mine = besides(taken, found);
    const ids = [...mine.documents, ...mine.messages.flat(), ...mine.tells.map(({ id }) => id)];
    for (const id of ids) taken.add(id);
    const work = handOn(collectivity, mine).finally(() => {
      for (const id of ids) taken.delete(id);
      going.delete(work);
    });
    going.add(work);
  };
  if (left !== null) begin(left);
  for (;;) {
    if (isMore) {
      isMore = false;
      begin(await undelivered(collectivity, command));
    } else if (going.size > 0) await Promise.race([...going, condition(() => isMore)]);
    else return;
  }
}

function besides(taken: ReadonlySet<string>, { documents, messages, tells }: Undelivered): Undelivered {
  const isFree = (id: string): boolean => !taken.has(id);
  return {
    documents: documents.filter(isFree),
    messages: messages.map((ofOne) => ofOne.filter(isFree)).filter((ofOne) => ofOne.length > 0),
    tells: tells.filter(({ id }) => isFree(id)),
  };
}

async function handOn(collectivity: string, { documents, messages, tells }: Undelivered): Promise<void> {
  const announcements = tells.filter(({ action }) => action.type === 'announced');
  const others = tells.filter(({ action }) => action.type !== 'announced');
  await Promise.all([drawThenTell(collectivity, documents, others), mailThenAnnounce(collectivity, messages, announcements)]);
}

/** People who are each mailed by activities of their own, all at the same time. */
const fewPeople = 20;
/** Mails that one activity is given: it sends what it can in its time. */
const mailsAtOnce = 500;
/** Mails that each have activities of their own at the same time. */
const triedAtOnce = 250;

/** Many people are first mailed many at a time; only those whose mail did not leave then have activities of their own. */
async function mailThenAnnounce(
  collectivity: string,
  messages: Undelivered['messages'],
  announcements: Undelivered['tells'],
): Promise<void> {
  const left = messages.length <= fewPeople ? messages : await sendMany(collectivity, messages);
  if (left.length === 0) return told(collectivity, announcements);
  const waiting = [...left];
  const inTurn = async (): Promise<void> => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) await send(collectivity, each, announcements);
  };
  // one that nobody takes for days keeps one of the places
  await Promise.all(Array.from({ length: Math.min(triedAtOnce, waiting.length) }, inTurn));
}

/** Whoever gets several mails gets them in order, so one by one. */
async function sendMany(collectivity: string, messages: Undelivered['messages']): Promise<Undelivered['messages']> {
  let open = messages.flatMap((each) => (each.length === 1 ? each : []));
  const left = messages.filter((each) => each.length > 1);
  while (open.length > 0) {
    const { failed, rest } = await deliverMany(collectivity, open.slice(0, mailsAtOnce));
    left.push(...failed.map((id) => [id]));
    open = [...rest, ...open.slice(mailsAtOnce)];
  }
  return left;
}

/** Signals that one activity sends: few enough for its minute and its payload. */
const signalsAtOnce = 100;

async function told(collectivity: string, tells: Undelivered['tells']): Promise<void> {
  for (let n = 0; n < tells.length; n += signalsAtOnce) await tell(collectivity, tells.slice(n, n + signalsAtOnce));
}

/** Documents that one activity draws: seconds of work, and the next attempt goes on where a worker that stops was. */
const drawnAtOnce = 1_000;

/** A dossier that must hear of it may count on the documents: what cannot be drawn keeps it waiting, as a task that is seen; no mail of the same command leads to them. */
async function drawThenTell(collectivity: string, documents: Undelivered['documents'], tells: Undelivered['tells']): Promise<void> {
  let failed = 0;
  for (let n = 0; n < documents.length; n += drawnAtOnce) failed += (await draw(collectivity, documents.slice(n, n + drawnAtOnce))).length;
  if (failed === 0) await told(collectivity, tells);
}

/** One person's mails, one after the other; one that nobody would take for days is put among the tasks and holds up no other. The last one to leave announces. */
async function send(collectivity: string, messages: readonly string[], announcements: Undelivered['tells']): Promise<void> {
  for (const id of messages) {
    try {
      await deliver(collectivity, id, announcements);
    } catch (error) {
      if (isCancellation(error)) throw error;
      await giveUp(collectivity, id);
    }
  }
}
