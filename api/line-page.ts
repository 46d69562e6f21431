import { isRehearsal, type Collectivity } from '../domain/collectivity';
import { isId } from '../domain/ids';
import { digestOf } from '../store/commands';
import type { Tx } from '../store/db';
import { documentOf, documentsOf, readBytes } from '../store/documents';
import { evidenceOf } from '../store/line-evidence';
import type { Link } from '../store/links';
import type { IssuedDocument } from '../store/month-files';
import { lineEvidenceLines } from '../templates/line-evidence';
import { linkPage } from '../templates/pages/link-page';
import type { Reply } from './act';
import { rankPattern } from './line-evidence';
import { pdfReply } from './month-files';
import type { Service } from './service';

type Behind = { readonly link: Link; readonly service: Service; readonly tx: Tx };

/** « Pièces de la ligne », under the link of the month: the paths are relative to the line's own. */
export async function linePage({ id, state }: IssuedDocument, rank: string, settings: Collectivity, { tx }: Behind): Promise<Reply | null> {
  const evidence = rankPattern.test(rank) ? await evidenceOf(tx, { id, state }, Number(rank), digestOf) : null;
  if (evidence === null) return null;
  const pieces = (await documentsOf(tx, 'convention', evidence.convention.id)).filter(({ sha256 }) => sha256 !== null);
  const up = '../../..';
  const { title, paragraphs, facts } = lineEvidenceLines(evidence, settings.zone);
  return {
    status: 200,
    mediaType: 'text/html',
    body: linkPage({
      title,
      paragraphs,
      facts,
      downloads: [
        { label: `Document ${state.number} (PDF)`, href: `${up}/statements/${id}.pdf` },
        ...pieces.map((piece) => ({ label: `Convention\u00a0: ${piece.name} (PDF)`, href: `${up}/pieces/${piece.id}` })),
        { label: 'Revenir aux documents du mois', href: `${up}/` },
      ],
      sender: settings.label,
      contact: settings.contact,
      specimen: isRehearsal(settings),
    }),
  };
}

/** A piece that was added to a document of this month, or a document of its convention: no other. */
export async function pieceReply(id: string, documents: readonly IssuedDocument[], { tx, service }: Behind): Promise<Reply | null> {
  const row = isId(id) ? await documentOf(tx, id) : null;
  if (row === null || row.sha256 === null) return null;
  const isAdded = documents.some(({ state }) => state.pieces.some(({ document }) => document === id));
  const isOfConvention = row.noun === 'convention' && documents.some(({ state }) => state.convention.id === row.dossier);
  return isAdded || isOfConvention ? pdfReply(readBytes(service.documents, row.sha256), row.name) : null;
}
