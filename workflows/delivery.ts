import { isCancellation } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { deliver, documentFailed, draw, giveUp, tell, undelivered } from './activities';

type Undelivered = Awaited<ReturnType<Activities['undelivered']>>;
/** `left` is what the act wrote; without it (a start that takes up what was left) the record is asked. */
export type Delivery = { readonly collectivity: string; readonly command: string; readonly left: Undelivered | null };

/** Draws the documents of a command, sends its mails and tells the dossiers that must hear of it. Twice is harmless: each row knows whether it left. */
export async function delivery({ collectivity, command, left }: Delivery): Promise<void> {
  const { documents, messages, tells } = left ?? (await undelivered(collectivity, command));
  const announcements = tells.filter(({ action }) => action.type === 'announced');
  const others = tells.filter(({ action }) => action.type !== 'announced');
  await Promise.all([
    drawThenTell(collectivity, documents, others),
    ...(messages.length === 0 ? [told(collectivity, announcements)] : messages.map((each) => send(collectivity, each, announcements))),
  ]);
}

/** Signals that one activity sends: few enough for its minute and its payload. */
const signalsAtOnce = 100;

async function told(collectivity: string, tells: Undelivered['tells']): Promise<void> {
  for (let n = 0; n < tells.length; n += signalsAtOnce) await tell(collectivity, tells.slice(n, n + signalsAtOnce));
}

/** A dossier that must hear of it may count on the documents: what cannot be drawn keeps it waiting, as a task that is seen; no mail of the same command leads to them. */
async function drawThenTell(collectivity: string, documents: Undelivered['documents'], tells: Undelivered['tells']): Promise<void> {
  const drawn = await Promise.all(documents.map((id) => isDrawn(collectivity, id)));
  if (drawn.includes(false)) return;
  await told(collectivity, tells);
}

async function isDrawn(collectivity: string, id: string): Promise<boolean> {
  try {
    await draw(collectivity, id);
    return true;
  } catch (error) {
    if (isCancellation(error)) throw error;
    await documentFailed(collectivity, id);
    return false;
  }
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
