import { ApplicationFailure } from '@temporalio/common';
import { collectivityId, commandId, dossierId } from '../domain/ids';
import { instantAt } from '../domain/clock';
import type { Collectivity } from '../domain/collectivity';
import type { DocumentSpec } from '../domain/decision';
import { seal, unseal, type Keyring } from '../runtime/sealing';
import { documentOf, keepBytes, setSeal, type DocumentRow } from '../store/documents';
import { append } from '../store/journal';
import { addFault, removeFault } from '../store/next-actions';
import { stateOf } from '../store/records';
import type { Context } from './context';
import { wordless } from './fault';
import { rendererOf } from './renderers';

/** The data of a document holds names and bank details: sealed at rest like a mail. */
export function sealSource(keyring: Keyring, spec: DocumentSpec): Buffer {
  return Buffer.from(seal(keyring, Buffer.from(JSON.stringify(spec.data)), `document/${spec.id}`));
}

/** The same data draws the same way: a template that fails is tried again only in case a moment's want of memory was to blame. */
const renderings = 3;

function rendered(
  { keyring, log, documents }: Context,
  row: DocumentRow,
  of: { readonly collectivity: string; readonly attempt: number },
): Uint8Array {
  const { id, kind, noun, dossier, source } = row;
  try {
    const data: unknown = JSON.parse(Buffer.from(unseal(keyring, source, `document/${id}`)).toString('utf8'));
    return rendererOf(kind)(data, documents);
  } catch (error) {
    log.error('document cannot be drawn', { ...of, noun, dossier, document: id, code: kind }, wordless(error));
    throw ApplicationFailure.create({
      message: `document ${id} cannot be drawn`,
      type: 'DocumentNotDrawn',
      nonRetryable: of.attempt >= renderings,
      ...(error instanceof Error ? { cause: error } : {}),
    });
  }
}

/** Draws a document from its own data and seals it in the register. Twice gives the same bytes and one entry. */
export async function draw(context: Context, collectivity: string, id: string, attempt = 1): Promise<void> {
  const owner = collectivityId(collectivity);
  const row = await context.db.read(owner, (tx) => documentOf(tx, id));
  if (row === null || row.sha256 !== null) return;
  const { sha256, size } = keepBytes(context.documents, rendered(context, row, { collectivity, attempt }));
  await context.db.transaction(owner, async (tx) => {
    const now = await documentOf(tx, id);
    if (now === null || now.sha256 !== null) return;
    const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
    if (settings === null) throw new Error(`collectivity ${collectivity} is gone`);
    await setSeal(tx, id, sha256, size);
    await removeFault(tx, row, 'document-failed', id);
    const cause = {
      id: commandId(`seal/${id}`),
      collectivity: owner,
      noun: row.noun,
      dossier: dossierId(row.dossier),
      by: { kind: 'clock' },
    } as const;
    await append(
      tx,
      cause,
      0,
      [{ type: 'document-sealed', document: id, kind: row.kind, sha256, size }],
      instantAt(settings.clock, Date.now()),
    );
  });
}

/** The dossier's administrators read it in their tasks; the task goes away with the document, drawn again by an act or by a later start. */
export async function documentFailed(context: Context, collectivity: string, id: string): Promise<void> {
  await context.db.transaction(collectivityId(collectivity), async (tx) => {
    const row = await documentOf(tx, id);
    if (row === null || row.sha256 !== null) return;
    const { name, kind } = row;
    await addFault(tx, { ...row, collectivity }, 'document-failed', id, { document: id, name, kind });
  });
}
