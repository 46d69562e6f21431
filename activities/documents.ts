import { collectivityId, commandId, dossierId } from '../domain/ids';
import { instantAt } from '../domain/clock';
import type { Collectivity } from '../domain/collectivity';
import type { DocumentSpec } from '../domain/decision';
import { seal, unseal, type Keyring } from '../runtime/sealing';
import { documentOf, keepBytes, setSeal } from '../store/documents';
import { append } from '../store/journal';
import { stateOf } from '../store/records';
import type { Context } from './context';
import { rendererOf } from './renderers';

/** The data of a document holds names and bank details: sealed at rest like a mail. */
export function sealSource(keyring: Keyring, spec: DocumentSpec): Buffer {
  return Buffer.from(seal(keyring, Buffer.from(JSON.stringify(spec.data)), `document/${spec.id}`));
}

/** Draws a document from its own data and seals it in the register. Twice gives the same bytes and one entry. */
export async function draw(context: Context, collectivity: string, id: string): Promise<void> {
  const owner = collectivityId(collectivity);
  const row = await context.db.read(owner, (tx) => documentOf(tx, id));
  if (row === null || row.sha256 !== null) return;
  const data: unknown = JSON.parse(Buffer.from(unseal(context.keyring, row.source, `document/${id}`)).toString('utf8'));
  const { sha256, size } = keepBytes(context.documents, rendererOf(row.kind)(data));
  await context.db.transaction(owner, async (tx) => {
    const now = await documentOf(tx, id);
    if (now === null || now.sha256 !== null) return;
    const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
    if (settings === null) throw new Error(`collectivity ${collectivity} is gone`);
    await setSeal(tx, id, sha256, size);
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
