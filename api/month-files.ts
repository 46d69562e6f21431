import type { Closing } from '../domain/closing-state';
import type { Collectivity } from '../domain/collectivity';
import { dossierId, isId } from '../domain/ids';
import { digestOf } from '../store/commands';
import type { Tx } from '../store/db';
import { readBytes } from '../store/documents';
import { monthFiles, type IssuedDocument } from '../store/month-files';
import { stateOf } from '../store/records';
import { monthArchive, statementFileName } from '../templates/month-archive';
import { archiveName, monthTable, tableName } from '../templates/month-files';
import type { Reply } from './act';

export type MonthOf = { readonly tx: Tx; readonly collectivity: string; readonly closing: string; readonly folder: string };

function attached(body: string | Buffer, mediaType: string, name: string): Reply {
  return { status: 200, body, mediaType, headers: { 'Content-Disposition': `attachment; filename="${name}"` } };
}

type Loaded = {
  readonly siren: string;
  readonly month: Closing['month'];
  readonly table: string;
  readonly sealed: readonly (IssuedDocument & { readonly sha256: string })[];
};

/** Null for another's month, and while a document is still to be drawn: a month is given whole. */
async function loaded({ tx, collectivity, closing }: MonthOf): Promise<Loaded | null> {
  const state = isId(closing) ? await stateOf<Closing>(tx, 'month_closings', closing) : null;
  const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
  if (state === null || settings === null) return null;
  const { documents, names, references } = await monthFiles(tx, dossierId(closing), digestOf);
  const sealed = documents.flatMap((each) =>
    each.file === null || each.file.sha256 === null ? [] : [{ ...each, sha256: each.file.sha256 }],
  );
  if (sealed.length !== documents.length) return null;
  return { siren: settings.siren, month: state.month, table: monthTable(sealed, { ...names, references }), sealed };
}

export async function tableReply(of: MonthOf): Promise<Reply | null> {
  const found = await loaded(of);
  return found === null ? null : attached(found.table, 'text/csv', tableName(found.siren, found.month));
}

export async function archiveReply(of: MonthOf): Promise<Reply | null> {
  const found = await loaded(of);
  if (found === null) return null;
  const { siren, month, table, sealed } = found;
  const statements = sealed.map(({ state: { number, kind, net, issuedOn }, sha256 }) => ({
    number,
    kind,
    net,
    issuedOn,
    bytes: readBytes(of.folder, sha256),
  }));
  return attached(Buffer.from(monthArchive({ siren, month, statements, table })), 'application/zip', archiveName(siren, month));
}

/** The kept bytes of one document: those that the register sealed. */
export async function statementReply({ tx, collectivity, closing, folder }: MonthOf, document: IssuedDocument): Promise<Reply | null> {
  const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
  const sha256 = document.file?.sha256 ?? null;
  if (settings === null || sha256 === null || document.state.closing !== closing) return null;
  const { number, kind, month } = document.state;
  return attached(readBytes(folder, sha256), 'application/pdf', statementFileName({ siren: settings.siren, month, number, kind }));
}
