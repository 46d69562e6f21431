import { plus } from '../domain/dates';
import type { BaseFacts, LinkSpec, Party, Refusal } from '../domain/decision';
import type { Command, Upkeep } from '../domain/nouns';
import type { Tx } from '../store/db';
import { documentOf, moveUndrawn } from '../store/documents';
import { append } from '../store/journal';
import { linkByHash, type Link } from '../store/links';
import { hasFault, removeFault } from '../store/next-actions';
import { claim, countFrom } from '../store/outbox';
import { knownParty } from '../store/link-party';
import { together } from '../store/together';
import { words } from '../templates/french';
import { linkRenewed } from '../templates/mails/link-renewed';
import { compose, composedWrites } from './compose';
import type { Context } from './context';
import { openMail } from './sealed-mail';

/** An act on what surrounds a dossier: its links, its mails and its documents. The dossier itself does not change, so its version stays. */
export type Aside = { readonly context: Context; readonly command: Command; readonly base: BaseFacts; readonly version: number };
type AsideAction = Exclude<Upkeep, { readonly type: 'refresh' }>;

export function isAside(action: { readonly type: string }): action is AsideAction {
  return action.type === 'renew-link' || action.type === 'settle-undelivered' || action.type === 'redraw';
}

export async function performAside(tx: Tx, aside: Aside, action: AsideAction): Promise<readonly Refusal[]> {
  switch (action.type) {
    case 'renew-link':
      return renewLink(tx, aside, action.link);
    case 'settle-undelivered':
      return settleUndelivered(tx, aside, action);
    case 'redraw':
      return redraw(tx, aside, action.document);
  }
}

/** A fresh link for the same purpose, to the address that is known and never to one typed in, while the dossier still waits for it. */
async function renewLink(tx: Tx, aside: Aside, hash: string): Promise<readonly Refusal[]> {
  const { context, command, base, version } = aside;
  const link = await linkByHash(tx, hash);
  const refusals = renewalRefusals(aside, link);
  if (link === null || refusals.length > 0) return refusals;
  const to = await partyOf(tx, aside, link);
  if (to === null) return [{ code: 'link-moot' }];
  const spec: LinkSpec = { purpose: link.purpose, until: plus(base.now, { days: 7 }), ...(link.item === null ? {} : { item: link.item }) };
  const message = { kind: 'link-renewed', to, link: spec, data: { dossier: words[command.noun].name } } as const;
  const written = { command, base, context };
  await together(tx, composedWrites(tx, written, await compose(written, [message], () => linkRenewed(message.data))));
  await append(tx, command, version, [{ type: 'link-renewed', purpose: link.purpose, ref: link.ref }], base.now);
  return [];
}

function renewalRefusals({ command, base }: Aside, link: Link | null): readonly Refusal[] {
  if (link === null || link.noun !== command.noun || link.dossier !== command.dossier) return [{ code: 'unknown-link' }];
  if (link.revoked || link.command !== null) return [{ code: 'link-moot' }];
  return base.now < link.until ? [{ code: 'link-still-valid' }] : [];
}

/** The address of today where we keep one, else the one that the expired link was mailed to. */
async function partyOf(tx: Tx, { context, base }: Aside, link: Link): Promise<Party | null> {
  const { ref, message } = link;
  const known = await knownParty(tx, base.collectivity, link);
  if (known !== null) return known === 'gone' ? null : known;
  const row = await claim(tx, message);
  if (row === null) return null;
  const { name, to } = openMail(context.keyring, row.id, row.sealed);
  return { ref, name, email: to };
}

/** somebody says how a mail that nobody could deliver was dealt with; the journal keeps it. */
async function settleUndelivered(
  tx: Tx,
  { command, base, version }: Aside,
  { message, reason }: Extract<AsideAction, { readonly type: 'settle-undelivered' }>,
): Promise<readonly Refusal[]> {
  const found = await removeFault(tx, command, 'undelivered', message);
  if (!found) return [{ code: 'unknown-task' }];
  await countFrom(tx, message, base.now);
  await append(tx, command, version, [{ type: 'undelivered-settled', message, reason }], base.now);
  return [];
}

/** The delivery of this very command draws again all that the document's own command could not, then tells what waited for it. The task goes away once it is drawn. */
async function redraw(tx: Tx, { command, base, version }: Aside, document: string): Promise<readonly Refusal[]> {
  const row = await documentOf(tx, document);
  if (row === null || !(await hasFault(tx, command, 'document-failed', document))) return [{ code: 'document-not-failed' }];
  await moveUndrawn(tx, row.command, command.id);
  await append(tx, command, version, [{ type: 'redraw-asked', document }], base.now);
  return [];
}
