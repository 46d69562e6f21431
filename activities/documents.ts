import { ApplicationFailure } from '@temporalio/common';
import { collectivityId, commandId, dossierId } from '../domain/ids';
import { instantAt } from '../domain/clock';
import type { Collectivity } from '../domain/collectivity';
import type { DocumentSpec } from '../domain/decision';
import { seal, unseal, type Keyring } from '../runtime/sealing';
import { documentOf, setSeals, undrawn, type DocumentRow } from '../store/documents';
import { appendEach } from '../store/journal';
import { addFault, removeFaults } from '../store/next-actions';
import { stateOf } from '../store/records';
import type { Context } from './context';
import { drawn, drawingAtOnce, manyDocuments, type Drawn, type Job, type Kept } from './drawing';
import { wordless } from './fault';
import { manyAtOnce } from './many-at-once';

/** The data of a document holds names and bank details: sealed at rest like a mail. */
export function sealSource(keyring: Keyring, spec: DocumentSpec): Buffer {
  return Buffer.from(seal(keyring, Buffer.from(JSON.stringify(spec.data)), `document/${spec.id}`));
}

/** The same data draws the same way: a template that fails is tried again only in case a moment's want of memory was to blame. */
const renderings = 3;
/** Few enough that other writers, whom the head of the journal's chain holds up, wait for milliseconds. */
const sealedAtOnce = 25;
/** While one part is drawn, another is read or sealed. */
const partsAtOnce = drawingAtOnce + 1;
/** A part may wait longer for the database than a worker may stay silent. */
const beatMs = 1_000;

export type Drawing = {
  /** of the activity, from 1 */
  readonly attempt?: number;
  /** called after each part, and each second, with how many of the list are dealt with */
  readonly beat?: (done: number) => void;
  /** where an earlier attempt was */
  readonly from?: number;
  /** lists of at least so many are drawn off the main thread */
  readonly many?: number;
  /** of a worker that stops: what is left is the next attempt's */
  readonly signal?: AbortSignal;
};

/** Draws documents from their own data and seals them in the register. Twice gives the same bytes and one entry. Answers those that no template can draw: they are tasks now. */
export async function draw(
  context: Context,
  collectivity: string,
  ids: readonly string[],
  drawing: Drawing = {},
): Promise<readonly string[]> {
  const { attempt = 1, beat, from = 0, many = manyDocuments, signal } = drawing;
  const failed: string[] = [];
  let next = Math.min(from, ids.length);
  let good = from; // what failed is looked at again by the next attempt
  const begun = new Set<number>();
  const drawNext = async (): Promise<void> => {
    const first = next;
    begun.add(first);
    next = Math.min(first + sealedAtOnce, ids.length);
    failed.push(...(await drawPart(context, collectivity, ids.slice(first, next), { attempt, signal, aside: ids.length >= many })));
    begun.delete(first);
    if (failed.length === 0) good = Math.min(next, ...begun);
    beat?.(good);
  };
  const beating = setInterval(() => beat?.(good), beatMs);
  try {
    await manyAtOnce(partsAtOnce, () => {
      if (next === ids.length) return null;
      signal?.throwIfAborted();
      return drawNext();
    });
    if (failed.length > 0 && attempt < renderings)
      throw ApplicationFailure.retryable(`${failed.length} documents cannot be drawn, ${failed[0]} first`, 'DocumentNotDrawn');
    for (const id of failed) await documentFailed(context, collectivity, id);
  } finally {
    clearInterval(beating);
  }
  return failed;
}

async function drawPart(
  context: Context,
  collectivity: string,
  ids: readonly string[],
  { attempt, signal, aside }: { readonly attempt: number; readonly signal: AbortSignal | undefined; readonly aside: boolean },
): Promise<readonly string[]> {
  const rows = await context.db.read(collectivityId(collectivity), (tx) => undrawn(tx, ids));
  if (rows.length === 0) return [];
  signal?.throwIfAborted();
  const opened = rows.map((row) => jobOf(context, row));
  const closed = opened.filter((each) => 'undrawable' in each);
  const found: readonly Drawn[] = [
    ...closed,
    ...(await drawn(
      opened.filter((each) => 'data' in each),
      aside,
    )),
  ];
  const kept = found.filter((each): each is Kept => 'sha256' in each);
  await sealDrawn(context, collectivity, rows, kept);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap((each) => {
    if (!('undrawable' in each)) return [];
    const { noun, dossier, kind: code } = byId.get(each.id) ?? { noun: '', dossier: '', kind: '' };
    context.log.error(
      'document cannot be drawn',
      { collectivity, attempt, noun, dossier, document: each.id, code },
      wordless(each.undrawable),
    );
    return [each.id];
  });
}

function jobOf(
  { keyring, documents: folder }: Context,
  { id, kind, source }: DocumentRow,
): Job | { readonly id: string; readonly undrawable: unknown } {
  try {
    return { id, kind, folder, data: Buffer.from(unseal(keyring, source, `document/${id}`)).toString('utf8') };
  } catch (error) {
    return { id, undrawable: error };
  }
}

/** The register and the journal say the same, in one transaction. */
async function sealDrawn(context: Context, collectivity: string, rows: readonly DocumentRow[], kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  const owner = collectivityId(collectivity);
  const digests = new Map(kept.map((each) => [each.id, each]));
  await context.db.transaction(owner, async (tx) => {
    const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
    if (settings === null) throw new Error(`collectivity ${collectivity} is gone`);
    const first = await setSeals(tx, kept);
    const sealed = rows.filter(({ id }) => first.has(id));
    await removeFaults(tx, sealed, 'document-failed');
    const entries = sealed.map(({ id, noun, dossier, kind }) => {
      const { sha256, size } = digests.get(id) ?? { sha256: '', size: 0 };
      const cause = { id: commandId(`seal/${id}`), collectivity: owner, noun, dossier: dossierId(dossier), by: { kind: 'clock' } } as const;
      return { cause, version: 0, event: { type: 'document-sealed', document: id, kind, sha256, size } };
    });
    await appendEach(tx, entries, instantAt(settings.clock, Date.now()));
  });
}

/** The dossier's administrators read it in their tasks; the task goes away with the document, drawn again by an act or by a later start. */
async function documentFailed(context: Context, collectivity: string, id: string): Promise<void> {
  await context.db.transaction(collectivityId(collectivity), async (tx) => {
    const row = await documentOf(tx, id);
    if (row === null || row.sha256 !== null) return;
    const { name, kind } = row;
    await addFault(tx, { ...row, collectivity }, 'document-failed', id, { document: id, name, kind });
  });
}
