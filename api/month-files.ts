import type { z } from 'zod';
import type { Closing } from '../domain/closing-state';
import { isRehearsal, type Collectivity } from '../domain/collectivity';
import { later } from '../domain/dates';
import { dossierId, isId } from '../domain/ids';
import { inForce, type MonthTotals } from '../domain/month-totals';
import type { StatementData } from '../domain/statement-document-data';
import { unseal, type Keyring } from '../runtime/sealing';
import type { Tx } from '../store/db';
import { readBytes } from '../store/documents';
import { closingTotals, documentsOfClosing, pieceFiles, sourcesOf, type IssuedDocument } from '../store/month-files';
import { stateOf } from '../store/records';
import { stored } from '../store/stored';
import { monthArchive, statementFileName, type ArchivedStatement } from '../templates/month-archive';
import { monthFileName, tableLines, type FiledStatement } from '../templates/month-files';
import { renderMonth } from '../templates/month-pdf';
import { statementDocument } from '../templates/statement-document';
import { statementJson } from '../templates/statement-json';
import { statementTable } from '../templates/statement-table';
import { statementWorkbook } from '../templates/statement-workbook';
import { read, type Call, type Reply, type Route } from './act';
import { monthTableSchema, monthTotalsSchema } from './answer-schemas';
import type { Service } from './service';

export type MonthOf = {
  readonly tx: Tx;
  readonly collectivity: string;
  readonly closing: string;
  readonly service: Pick<Service, 'documents' | 'keyring'>;
};

const mediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  zip: 'application/zip',
  pdf: 'application/pdf',
} as const;
export type MonthFile = keyof typeof mediaTypes;

type Filed = FiledStatement & Pick<IssuedDocument, 'id'>;
type Month = {
  readonly settings: Collectivity;
  readonly closing: Closing;
  readonly totals: MonthTotals;
  readonly all: readonly Filed[];
  /** what is to be paid: the others are in the archive alone */
  readonly current: readonly Filed[];
};

/** Null for another's month, and while a document is still to be drawn: a month is given whole. */
async function loaded({ tx, collectivity, closing: id, service }: MonthOf): Promise<Month | null> {
  const closing = isId(id) ? await stateOf<Closing>(tx, 'month_closings', id) : null;
  const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
  if (closing === null || settings === null) return null;
  const documents = await documentsOfClosing(tx, dossierId(id));
  const sources = await sourcesOf(
    tx,
    documents.map((each) => each.id),
  );
  const all = documents.flatMap(({ id: statement, state, file }): readonly Filed[] => {
    const source = sources.get(statement);
    const sha256 = file?.sha256 ?? null;
    return source === undefined || sha256 === null ? [] : [{ id: statement, state, sha256, data: opened(service.keyring, source) }];
  });
  if (all.length !== documents.length) return null;
  const current = new Set(inForce(all.map(({ state }) => state)).map(({ number }) => number));
  return {
    settings,
    closing,
    totals: closingTotals(closing, documents),
    all,
    current: all.filter(({ state }) => current.has(state.number)),
  };
}

/** What a document was drawn from, as its act sealed it. */
export function opened(keyring: Keyring, { id, source }: { readonly id: string; readonly source: Buffer }): StatementData {
  return stored(JSON.parse(Buffer.from(unseal(keyring, source, `document/${id}`)).toString('utf8')));
}

/** One of the forms of a month. */
export async function monthReply(kind: MonthFile, of: MonthOf): Promise<Reply | null> {
  const month = await loaded(of);
  if (month === null) return null;
  const { settings, closing } = month;
  const body = kind === 'zip' ? await archive(month, of) : kind === 'pdf' ? merged(month) : tables(month)[kind];
  const name = monthFileName(settings.siren, closing.month, kind);
  return { status: 200, body, mediaType: mediaTypes[kind], headers: { 'Content-Disposition': `attachment; filename="${name}"` } };
}

function tables({ settings, closing, totals, current }: Month): Readonly<Record<'csv' | 'xlsx' | 'json', Buffer>> {
  const lines = tableLines(current);
  return {
    csv: Buffer.from(statementTable(lines)),
    xlsx: Buffer.from(statementWorkbook({ month: closing.month, lines, totals })),
    json: Buffer.from(statementJson({ siren: settings.siren, month: closing.month, lines, totals })),
  };
}

async function archive(month: Month, { tx, service }: MonthOf): Promise<Buffer> {
  const { settings, closing, totals, all, current } = month;
  const { siren } = settings;
  const pieces = await pieceFiles(
    tx,
    all.map(({ state }) => state),
  );
  const statements = all.map(({ state, data, sha256 }): ArchivedStatement => ({
    number: state.number,
    kind: state.kind,
    net: state.net,
    issuedOn: state.issuedOn,
    thirdPartyNumber: data.creditor.thirdPartyNumber,
    isInForce: current.some((each) => each.state.number === state.number),
    replacedBy: state.replacedBy,
    bytes: readBytes(service.documents, sha256),
    pieces: state.pieces.flatMap(({ document }) => {
      const file = document === null ? null : (pieces.get(document)?.sha256 ?? null);
      return file === null ? [] : [readBytes(service.documents, file)];
    }),
  }));
  const forms = tables(month);
  const named = (['csv', 'xlsx', 'json'] as const).map((kind) => ({ name: monthFileName(siren, closing.month, kind), bytes: forms[kind] }));
  return Buffer.from(monthArchive({ siren, month: closing.month, statements, tables: named, totals }));
}

function merged({ settings, closing, totals, current }: Month): Buffer {
  const { label, address, siren, zone, statement } = settings;
  const issued = current.map(({ data }) => data.issuedAt);
  return Buffer.from(
    renderMonth({
      letterhead: { label, service: statement?.service ?? null, address, siren },
      month: closing.month,
      totals,
      documents: current.map(({ data }) => statementDocument(data)),
      generatedAt: issued.length === 0 ? (closing.publishedOn ?? closing.announcedOn) : issued.reduce(later),
      zone,
      specimen: isRehearsal(settings),
    }),
  );
}

/** The kept bytes of one document: those that the register sealed. */
export async function statementReply({ tx, collectivity, closing, service }: MonthOf, document: IssuedDocument): Promise<Reply | null> {
  const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
  const sha256 = document.file?.sha256 ?? null;
  if (settings === null || sha256 === null || document.state.closing !== closing) return null;
  const { number, kind, month } = document.state;
  return pdfReply(readBytes(service.documents, sha256), statementFileName({ siren: settings.siren, month, number, kind }));
}

export function pdfReply(body: Buffer, name: string): Reply {
  return { status: 200, body, mediaType: 'application/pdf', headers: { 'Content-Disposition': `attachment; filename="${name}"` } };
}

const readers = ['administrator', 'approver', 'accountant', 'auditor'] as const;
const monthOf = (tx: Tx, { collectivity, service, params: { id = '' } }: Call): MonthOf => ({ tx, collectivity, closing: id, service });
const file = (path: string, kind: MonthFile, title: string, answer?: z.ZodType): Route =>
  read({
    path: `/month-closings/:id/${path}`,
    roles: readers,
    title,
    tag: 'month-closing',
    mediaType: mediaTypes[kind],
    ...(answer === undefined ? {} : { answer }),
    load: (tx, call) => monthReply(kind, monthOf(tx, call)),
  });

export const monthFileRoutes: readonly Route[] = [
  file('table', 'csv', 'Tableau du mois (CSV)'),
  file('table.xlsx', 'xlsx', 'Tableau du mois (classeur XLSX), avec les totaux de contrôle'),
  file('table.json', 'json', 'Tableau du mois (JSON), avec les totaux de contrôle', monthTableSchema),
  file('archive', 'zip', 'Archive du mois\u00a0: tous les documents, pièces ajoutées après un rejet, tableaux, index'),
  file('statements.pdf', 'pdf', 'Documents en vigueur du mois réunis en un seul PDF, avec signets'),
  read({
    path: '/month-closings/:id/totals',
    roles: readers,
    title: 'Totaux de contrôle du mois\u00a0: nombre, net, par payeur, par imputation',
    tag: 'month-closing',
    answer: monthTotalsSchema,
    load: async (tx, { params: { id = '' } }) => {
      const closing = isId(id) ? await stateOf<Closing>(tx, 'month_closings', id) : null;
      return closing === null ? null : closingTotals(closing, await documentsOfClosing(tx, dossierId(id)));
    },
  }),
];
