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
  await Promise.all([drawThenTell(collectivity, documents, others), sendThenAnnounce(collectivity, messages, announcements)]);
}

/** A dossier hears that somebody was told once the mail has left: his time to answer starts there. */
async function sendThenAnnounce(collectivity: string, messages: Undelivered['messages'], tells: Undelivered['tells']): Promise<void> {
  const sent = await Promise.all(messages.map((each) => send(collectivity, each)));
  if (!sent.includes(false)) await Promise.all(tells.map((each) => tell(collectivity, each)));
}

/** A dossier that must hear of it may count on the documents: what cannot be drawn keeps it waiting, as a task that is seen; no mail of the same command leads to them. */
async function drawThenTell(collectivity: string, documents: Undelivered['documents'], tells: Undelivered['tells']): Promise<void> {
  const drawn = await Promise.all(documents.map((id) => isDrawn(collectivity, id)));
  if (drawn.includes(false)) return;
  await Promise.all(tells.map((each) => tell(collectivity, each)));
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

/** One person's mails, one after the other; one that nobody would take for days is put among the tasks and holds up no other. */
async function send(collectivity: string, messages: readonly string[]): Promise<boolean> {
  let allLeft = true;
  for (const id of messages) {
    try {
      await deliver(collectivity, id);
    } catch (error) {
      if (isCancellation(error)) throw error;
      await giveUp(collectivity, id);
      allLeft = false;
    }
  }
  return allLeft;
}
