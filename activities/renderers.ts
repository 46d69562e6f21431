import type { ConventionDocumentData } from '../domain/convention-text';
import type { StatementData } from '../domain/statement-document-data';
import { conventionDocument } from '../templates/convention-document';
import type { LetterDocument } from '../domain/engagement-letter';
import type { ParticipationData } from '../domain/engagement-recap';
import { renderConvention } from '../templates/convention-pdf';
import { engagementLetterDocument } from '../templates/engagement-letter-document';
import { renderEngagementLetter } from '../templates/engagement-letter-pdf';
import { renderParticipation } from '../templates/participation-pdf';
import { statementDocument } from '../templates/statement-document';
import { renderStatement } from '../templates/statement-pdf';
import { readBytes } from '../store/documents';
import { stored } from '../store/stored';

/** The template that draws each kind of document; its data was given by the rule that called for it. */
const renderers: Readonly<Record<string, (data: never, folder: string) => Uint8Array>> = {
  statement: (data: StatementData) => renderStatement(statementDocument(data)),
  'statement-piece': ({ file }: { readonly file: string }) => Buffer.from(file, 'base64'),
  'engagement-letter': (data: LetterDocument) => renderEngagementLetter(engagementLetterDocument(data)),
  /** brought, not drawn: the bytes are already there under their SHA-256 */
  'signed-outside': ({ sha256 }: { readonly sha256: string }, folder) => readBytes(folder, sha256),
  participation: (data: ParticipationData) => renderParticipation(data),
  convention: (data: ConventionDocumentData) => renderConvention(conventionDocument(data)),
};

export function rendererOf(kind: string): (data: unknown, folder: string) => Uint8Array {
  const render = renderers[kind];
  if (render === undefined) throw new Error(`no template draws ${kind}`);
  return (data, folder) => render(stored(data), folder);
}
