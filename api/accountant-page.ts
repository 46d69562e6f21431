import type { Closing } from '../domain/closing-state';
import { isRehearsal, type Collectivity } from '../domain/collectivity';
import { isCivilDate, ofMonth } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { dossierId } from '../domain/ids';
import { rejectionKinds, type IssuedStatement } from '../domain/issued-statement';
import type { StatementAction } from '../domain/statement';
import type { Tx } from '../store/db';
import { partiesOf } from '../store/document-names';
import type { Link } from '../store/links';
import { closingTotals, documentsOfClosing, type IssuedDocument } from '../store/month-files';
import { stateOf } from '../store/records';
import { accountantPage } from '../templates/pages/accountant-page';
import { bulkActs, bulkShown, parseBulk } from './accountant-bulk';
import type { Reply } from './act';
import {
  chosen,
  form,
  missingChoice,
  textOf,
  type Answered,
  type Fields,
  type LinkForm,
  type Parsed,
  type ParsedAct,
  type PageOf,
} from './link-form';
import { linePage, pieceReply } from './line-page';
import { monthContest } from './month-contest';
import { monthReply, statementReply, type MonthFile, type MonthOf } from './month-files';
import type { Service } from './service';
import { statementCopy } from './statement-copy';

type Month = {
  readonly settings: Collectivity;
  readonly closing: Closing;
  readonly documents: readonly IssuedDocument[];
  readonly doctors: Readonly<Record<string, { readonly name: string }>>;
};

async function loadMonth(tx: Tx, { item }: Link, { collectivity }: BaseFacts): Promise<Month | null> {
  const closing = item === null ? null : await stateOf<Closing>(tx, 'month_closings', item);
  if (item === null || closing === null) return null;
  const documents = await documentsOfClosing(tx, dossierId(item));
  return {
    settings: collectivity,
    closing,
    documents,
    doctors: await partiesOf(
      tx,
      documents.map(({ state }) => state.doctor),
    ),
  };
}

/** Still to be answered: neither ordered to be paid, nor rejected, nor replaced. */
function isOpen({ status, acknowledgement }: IssuedStatement): boolean {
  return (status === 'issued' || status === 'contested') && acknowledgement === null;
}

export function monthPage({ closing, documents, doctors }: Month, { base, href, answered }: PageOf): string {
  const { label, contact } = base.collectivity;
  const statement = answered?.fields['statement']?.[0];
  const shown = documents.map(({ id, version, state, file }) => ({
    id,
    version,
    state,
    doctor: doctors[state.doctor]?.name ?? '',
    isSealed: (file?.sha256 ?? null) !== null,
    isOpen: isOpen(state),
  }));
  const isBulk = answered !== undefined && (answered.said !== undefined || chosen(answered.fields, 'act', bulkActs) !== null);
  return accountantPage({
    month: closing.month,
    totals: closingTotals(closing, documents),
    documents: shown,
    href,
    sender: label,
    contact,
    specimen: isRehearsal(base.collectivity),
    ...(answered === undefined || statement === undefined
      ? {}
      : { answered: { statement, faults: answered.faults, fields: firstOf(answered) } }),
    ...(isBulk ? bulkShown(answered, shown) : {}),
  });
}

function firstOf({ fields }: Answered): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([name, [value = '']]) => [name, value]));
}

const required = 'Ce champ est obligatoire.';
const longest = 500;

/** A document of this month and of no other: the link says which month. */
export function parseAnswer(fields: Fields, { documents }: Month): Parsed<StatementAction> {
  const several = chosen(fields, 'act', bulkActs);
  if (several !== null) return parseBulk(several, fields, documents);
  const named = documents.find(({ id }) => id === textOf(fields, 'statement', longest));
  const act = chosen(fields, 'act', ['acknowledge', 'reject']);
  if (named === undefined || act === null) return { ok: false, faults: { act: missingChoice } };
  const read = act === 'acknowledge' ? acknowledgement(fields) : rejection(fields);
  return read.ok ? { ok: true, action: read.action, target: { noun: 'statement', dossier: named.id } } : read;
}

function acknowledgement(fields: Fields): ParsedAct<StatementAction> {
  const paymentOrder = textOf(fields, 'paymentOrder', longest);
  const on = textOf(fields, 'on', longest);
  if (paymentOrder !== '' && isCivilDate(on)) return { ok: true, action: { type: 'acknowledge', paymentOrder, on } };
  return {
    ok: false,
    faults: { ...(paymentOrder === '' ? { paymentOrder: required } : {}), ...(isCivilDate(on) ? {} : { on: 'Indiquez une date.' }) },
  };
}

function rejection(fields: Fields): ParsedAct<StatementAction> {
  const kind = chosen(fields, 'kind', rejectionKinds);
  const reason = textOf(fields, 'reason', longest);
  if (kind !== null && reason !== '') return { ok: true, action: { type: 'reject', kind, reason } };
  return { ok: false, faults: { ...(kind === null ? { kind: missingChoice } : {}), ...(reason === '' ? { reason: required } : {}) } };
}

const forms: Readonly<Record<string, MonthFile>> = {
  'archive.zip': 'zip',
  'table.csv': 'csv',
  'table.xlsx': 'xlsx',
  'table.json': 'json',
  'statements.pdf': 'pdf',
};

type Behind = { readonly link: Link; readonly service: Service; readonly tx: Tx };

/** The month in each of its forms, its documents, the pieces of each line: nothing of another month. */
async function monthFile(path: string, loaded: Month, behind: Behind): Promise<Reply | null> {
  const { link, service, tx } = behind;
  const of: MonthOf = { tx, service, collectivity: link.collectivity, closing: link.item ?? '' };
  const whole = Object.hasOwn(forms, path) ? forms[path] : undefined;
  if (whole !== undefined) return monthReply(whole, of);
  const named = loaded.documents.find(({ id }) => path === `statements/${id}.pdf`);
  if (named !== undefined) return statementReply(of, named);
  const [folder = '', name = '', , rank = ''] = path.split('/');
  if (folder === 'pieces') return pieceReply(name, loaded.documents, behind);
  const statement = loaded.documents.find(({ id }) => id === name && path === `statements/${id}/lines/${rank}`);
  return statement === undefined ? null : linePage(statement, rank, loaded.settings, behind);
}

/** E-19: one page for a whole month, used as often as there are documents. */
const accountantMonth: LinkForm = form<'statement', Month>({
  load: loadMonth,
  show: ({ closing }) => ({ title: `Documents du mois ${ofMonth(closing.month)}`, paragraphs: [], fields: [], submit: null }),
  parse: parseAnswer,
  standing: { page: monthPage, file: monthFile, back: 'Revenir aux documents du mois' },
  done: ['Votre réponse est enregistrée.'],
});

export const monthClosingForms: Readonly<Record<string, LinkForm>> = {
  'accountant-month': accountantMonth,
  'statement-copy': statementCopy,
  'month-contest': monthContest,
};
export const statementForms: Readonly<Record<string, LinkForm>> = { 'accountant-month': accountantMonth };
