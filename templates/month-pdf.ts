import { createHash } from 'node:crypto';
import { frenchMonth, ofMonth, type Instant, type Month, type TimeZone } from '../domain/dates';
import { formatEuros } from '../domain/money';
import type { MonthTotals } from '../domain/month-totals';
import { engine } from './engine';
import { totalRows } from './month-totals';
import { fileBytes } from './pdf/file';
import { bodyWidth, heading, paragraph, runningLines, space, startFlow, styles } from './pdf/flow';
import { letterhead, madeBy, stampWords, titleWithStamps } from './pdf/official';
import { append, type Bookmark } from './pdf/outline';
import { stampPages } from './pdf/stamp';
import { table, type Table } from './pdf/table';
import { taggedDocument, type Tagged } from './pdf/tagged';
import { drawStatement, titles } from './statement-pdf';
import type { Letterhead, Provenance, StatementDocument } from './statement-document';

export type MonthPdf = {
  readonly letterhead: Letterhead;
  readonly month: Month;
  readonly totals: MonthTotals;
  /** those in force, in order of their numbers */
  readonly documents: readonly StatementDocument[];
  /** of the last document, or of the publication of a month without any */
  readonly generatedAt: Instant;
  readonly zone: TimeZone;
  readonly specimen: boolean;
};

/**
 * A month in one file: a cover with the control totals, then each document as it is alone, with a bookmark « number – doctor ». Drawn again from the same data
 * rather than copied, since copied pages lose their structure (ISO 14289-1); the same facts give the same bytes.
 */
export function renderMonth(month: MonthPdf): Uint8Array {
  const parts = month.documents.map((document) => ({ document, pages: drawStatement(document) }));
  const coverLength = cover(month, parts, 0).pages.length;
  const doc = taggedDocument(infoOf(month));
  const bookmarks: Bookmark[] = [{ title: 'Récapitulatif du mois', page: append(doc, cover(month, parts, coverLength)) }];
  for (const { document, pages } of parts)
    bookmarks.push({ title: `${document.number ?? ''} – ${document.doctor.name}`, page: append(doc, pages) });
  return fileBytes(doc, bookmarks);
}

type Part = { readonly document: StatementDocument; readonly pages: Tagged };

function titleOf({ month }: MonthPdf): string {
  return `États liquidatifs – ${frenchMonth(month)}`;
}

function provenance({ documents, generatedAt, zone, specimen }: MonthPdf): Provenance {
  const hashes = documents.map(({ dataHash }) => dataHash).join('\n');
  return { generatedAt, zone, engine, specimen, draft: false, dataHash: createHash('sha256').update(hashes).digest('hex') };
}

function infoOf(month: MonthPdf): Tagged['info'] {
  return {
    title: titleWithStamps(titleOf(month), provenance(month)),
    author: month.letterhead.label,
    subject: `Documents du mois ${ofMonth(month.month)}`,
    createdAt: month.generatedAt,
    engine,
  };
}

/** What the reader checks before the documents: the sums, and where each document begins. `offset` is the cover's own length. */
function cover(month: MonthPdf, parts: readonly Part[], offset: number): Tagged {
  const doc = taggedDocument(infoOf(month));
  const flow = startFlow(doc);
  letterhead(flow, month.letterhead, { title: 'États liquidatifs', lines: [`Mois ${ofMonth(month.month)}`] });
  heading(flow, 'H2', 'Totaux de contrôle', { keepWith: 40 });
  table(flow, totalsTable(month.totals));
  space(flow, 9);
  heading(flow, 'H2', 'Documents', { keepWith: 40 });
  if (parts.length === 0) paragraph(flow, 'Néant\u00a0: aucun document n’est émis pour ce mois.');
  else table(flow, contentsTable(parts, offset));
  space(flow, 6);
  paragraph(
    flow,
    'Ce fichier réunit les documents en vigueur du mois\u00a0; les pages ci-dessus sont les siennes. Chaque document a aussi son propre fichier, scellé\u00a0; l’index de l’archive du mois en donne l’empreinte SHA-256.',
    { style: styles.note },
  );
  const own = provenance(month);
  runningLines(flow, { head: `${month.letterhead.label} – ${titleOf(month)} (suite)`, foot: madeBy(own, titleOf(month)) });
  stampPages(doc, stampWords(own));
  return doc;
}

function totalsTable(totals: MonthTotals): Table {
  const widths = { count: 60, amount: 90 };
  return {
    columns: [
      { title: 'Total', width: bodyWidth - widths.count - widths.amount, align: 'left' },
      { title: 'Nombre', width: widths.count, align: 'right' },
      { title: 'Montant', width: widths.amount, align: 'right' },
    ],
    rows: totalRows(totals).map(({ label, count, amount }) => ({
      kind: 'line',
      cells: [{ text: label }, { text: count === null ? '–' : String(count) }, { text: formatEuros(amount) }],
    })),
    foot: [],
    dense: true,
  };
}

function contentsTable(parts: readonly Part[], offset: number): Table {
  const widths = { kind: 110, doctor: 150, page: 40, amount: 80 };
  let page = offset;
  const rows = parts.map(({ document, pages }) => {
    const first = page + 1;
    page += pages.pages.length;
    const cells = [document.number ?? '', titles[document.kind.type], document.doctor.name, formatEuros(document.net), String(first)];
    return { kind: 'line', cells: cells.map((text) => ({ text })) } as const;
  });
  return {
    columns: [
      { title: 'Numéro', width: bodyWidth - widths.kind - widths.doctor - widths.amount - widths.page, align: 'left' },
      { title: 'Document', width: widths.kind, align: 'left' },
      { title: 'Médecin', width: widths.doctor, align: 'left' },
      { title: 'Net', width: widths.amount, align: 'right' },
      { title: 'Page', width: widths.page, align: 'right' },
    ],
    rows,
    foot: [],
    dense: true,
  };
}
