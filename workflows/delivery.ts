import { deliver, draw, tell, undelivered } from './activities';

export type Delivery = { readonly collectivity: string; readonly command: string };

/** Draws the documents of a command, sends its mails of a command and tells the dossiers that must hear of it. Twice is harmless: each row knows whether it left. */
export async function delivery({ collectivity, command }: Delivery): Promise<void> {
  const { documents, messages, tells } = await undelivered(collectivity, command);
  await Promise.all(documents.map((id) => draw(collectivity, id))); // a mail may lead to them
  await Promise.all([...messages.map((id) => deliver(collectivity, id)), ...tells.map((id) => tell(collectivity, id))]);
}
