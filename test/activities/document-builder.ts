import { statementDocuments, type StatementData } from '../../domain/statement-document-data';
import { sealSource } from '../../activities/documents';
import type { Keyring } from '../../runtime/sealing';
import { approved, act, facts } from '../domain/closing-builders';
import { doctor } from '../domain/money-builders';
import type { Tx } from '../../store/db';

/** The data of a statement, about a doctor of this name. */
function statementAbout(name: string): StatementData {
  const known = facts({ names: { doctors: { [doctor]: { name, rpps: '10003456789' } }, sites: {}, attesters: {} } });
  const step = act(approved, { type: 'issue' }, known);
  const [spec] = step.events.flatMap((event) => statementDocuments(event, step.state, known));
  if (spec === undefined) throw new Error('a document was expected');
  return spec.data as StatementData;
}

/** Sealed as a command keeps it. « Дмитрий » is in no glyph of ours: such a name, kept before it was refused, is what no template can draw. */
export function sealedStatement(keyring: Keyring, id: string, name: string): Buffer {
  return sealSource(keyring, { id, kind: 'statement', name: 'x', mediaType: 'application/pdf', data: statementAbout(name) } as Parameters<
    typeof sealSource
  >[1]);
}

export type Undrawn = {
  readonly collectivity: string;
  readonly noun: string;
  readonly dossier: string;
  readonly command: string;
  readonly id: string;
  readonly source: Buffer;
};

/** The row of a document that is still to be drawn. */
export async function undrawnDocument(tx: Tx, { id, ...row }: Undrawn): Promise<void> {
  await tx
    .insertInto('documents')
    .values({
      ...row,
      id,
      kind: 'statement',
      name: `${id}.pdf`,
      media_type: 'application/pdf',
      sha256: null,
      size: null,
      created_at: 'now',
    })
    .execute();
}
