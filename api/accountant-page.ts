import type { Closing } from '../domain/closing-state';
import { isRehearsal } from '../domain/collectivity';
import { frenchMonth, isCivilDate } from '../domain/dates';
import { dossierId } from '../domain/ids';
import { rejectionKinds, type IssuedStatement } from '../domain/issued-statement';
import { formatEuros } from '../domain/money';
import type { StatementAction } from '../domain/statement';
import { documentId, type StatementData } from '../domain/statement-document-data';
import { unseal } from '../runtime/sealing';
import type { Tx } from '../store/db';
import { partiesOf } from '../store/document-names';
import { documentOf } from '../store/documents';
import type { Link } from '../store/links';
import { documentsOfClosing, type IssuedDocument } from '../store/month-files';
import { stateOf } from '../store/records';
import { accountantPage } from '../templates/pages/accountant-page';
import { linkPage } from '../templates/pages/link-page';
import { statementDocument } from '../templates/statement-document';
import { renderStatement } from '../templates/statement-pdf';
import type { Reply } from './act';
import { chosen, form, missingChoice, type Answered, type Fields, type LinkForm, type Parsed, type PageOf } from './link-form';
import { archiveReply, statementReply, tableReply, type MonthOf } from './month-files';
import type { Service } from './service';

type Month = {
  readonly closing: Closing;
  readonly documents: readonly IssuedDocument[];
  readonly doctors: Readonly<Record<string, { readonly name: string }>>;
};

async function loadMonth(tx: Tx, { item }: Link): Promise<Month | null> {
  const closing = item === null ? null : await stateOf<Closing>(tx, 'month_closings', item);
  if (item === null || closing === null) return null;
  const documents = await documentsOfClosing(tx, dossierId(item));
  return {
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
  return accountantPage({
    month: closing.month,
    documents: documents.map(({ id, version, state, file }) => ({
      id,
      version,
      state,
      doctor: doctors[state.doctor]?.name ?? '',
      isSealed: (file?.sha256 ?? null) !== null,
      isOpen: isOpen(state),
    })),
    href,
    sender: label,
    contact,
    specimen: isRehearsal(base.collectivity),
    ...(answered === undefined || statement === undefined
      ? {}
      : { answered: { statement, faults: answered.faults, fields: firstOf(answered) } }),
  });
}

function firstOf({ fields }: Answered): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([name, [value = '']]) => [name, value]));
}

const oneText = (fields: Fields, name: string): string => (fields[name]?.[0] ?? '').trim();
const required = 'Ce champ est obligatoire.';
const longest = 500;

/** A document of this month and of no other: the link says which month. */
export function parseAnswer(fields: Fields, { documents }: Month): Parsed<StatementAction> {
  const named = documents.find(({ id }) => id === oneText(fields, 'statement'));
  const act = chosen(fields, 'act', ['acknowledge', 'reject']);
  if (named === undefined || act === null) return { ok: false, faults: { act: missingChoice } };
  const read = act === 'acknowledge' ? acknowledgement(fields) : rejection(fields);
  return read.ok ? { ok: true, action: read.action, target: { noun: 'statement', dossier: named.id } } : read;
}

function acknowledgement(fields: Fields): Parsed<StatementAction> {
  const paymentOrder = oneText(fields, 'paymentOrder').slice(0, longest);
  const on = oneText(fields, 'on');
  if (paymentOrder !== '' && isCivilDate(on)) return { ok: true, action: { type: 'acknowledge', paymentOrder, on } };
  return {
    ok: false,
    faults: { ...(paymentOrder === '' ? { paymentOrder: required } : {}), ...(isCivilDate(on) ? {} : { on: 'Indiquez une date.' }) },
  };
}

function rejection(fields: Fields): Parsed<StatementAction> {
  const kind = chosen(fields, 'kind', rejectionKinds);
  const reason = oneText(fields, 'reason').slice(0, longest);
  if (kind !== null && reason !== '') return { ok: true, action: { type: 'reject', kind, reason } };
  return { ok: false, faults: { ...(kind === null ? { kind: missingChoice } : {}), ...(reason === '' ? { reason: required } : {}) } };
}

async function monthFile(
  path: string,
  loaded: Month,
  { link, service, tx }: { readonly link: Link; readonly service: Service; readonly tx: Tx },
): Promise<Reply | null> {
  const of: MonthOf = { tx, collectivity: link.collectivity, closing: link.item ?? '', folder: service.documents };
  if (path === 'archive.zip') return archiveReply(of);
  if (path === 'table.csv') return tableReply(of);
  const named = loaded.documents.find(({ id }) => path === `statements/${id}.pdf`);
  return named === undefined ? null : statementReply(of, named);
}

/** E-19: one page for a whole month, used as often as there are documents. */
const accountantMonth: LinkForm = form<'statement', Month>({
  load: loadMonth,
  show: ({ closing }) => ({ title: `Documents du mois de ${frenchMonth(closing.month)}`, paragraphs: [], fields: [], submit: null }),
  parse: parseAnswer,
  standing: { page: monthPage, file: monthFile, back: 'Revenir aux documents du mois' },
  done: ['Votre réponse est enregistrée.'],
});

type Copy = { readonly id: string; readonly state: IssuedStatement; readonly canContest: boolean };

async function loadCopy(tx: Tx, { item }: Link): Promise<Copy | null> {
  const state = item === null ? null : await stateOf<IssuedStatement>(tx, 'statements', item);
  if (item === null || state === null) return null;
  return { id: item, state, canContest: state.contest === null && state.status !== 'replaced' && state.status !== 'rejected' };
}

export function copyPage({ state, canContest }: Copy, { base, href, answered }: PageOf): string {
  return linkPage({
    title: `${state.kind === 'statement' ? 'Votre état liquidatif' : 'Votre état de trop-perçu'} de ${frenchMonth(state.month)}`,
    paragraphs: copyParagraphs(state),
    facts: [
      ['Document', state.number],
      [state.kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(state.net)],
      ['Pour information (autres payeurs)', formatEuros(state.informationTotal)],
      ['Compte', state.bankSnapshot.maskedIban],
    ],
    downloads: [{ label: 'Copie du document (PDF), coordonnées bancaires masquées', href: `${href}/copie.pdf` }],
    ...(canContest ? { form: contestForm(answered) } : {}),
    sender: base.collectivity.label,
    contact: base.collectivity.contact,
    specimen: isRehearsal(base.collectivity),
  });
}

function copyParagraphs({ contest, replacedBy, acknowledgement }: IssuedStatement): readonly string[] {
  return [
    ...(acknowledgement === null ? [] : ['Le comptable a pris ce document en charge.']),
    ...(replacedBy.length === 0 ? [] : [`Ce document est annulé et remplacé par le n° ${replacedBy.join(', ')}.`]),
    ...(contest === null
      ? []
      : [
          contest.answer === null
            ? 'Votre contestation est enregistrée ; une réponse vous sera envoyée.'
            : `Réponse à votre contestation : ${contest.answer}`,
        ]),
  ];
}

function contestForm(answered: Answered | undefined): NonNullable<Parameters<typeof linkPage>[0]['form']> {
  return {
    fields: [
      { kind: 'text', name: 'reason', label: 'Une demi-journée ou un montant est faux ? Dites ce qui doit être corrigé', required: true },
    ],
    submit: 'Signaler une erreur',
    faults: answered?.faults ?? {},
  };
}

export function parseContest(fields: Fields, { id }: Pick<Copy, 'id'>): Parsed<StatementAction> {
  const reason = oneText(fields, 'reason').slice(0, longest);
  if (reason === '') return { ok: false, faults: { reason: required } };
  return { ok: true, action: { type: 'contest', reason }, target: { noun: 'statement', dossier: dossierId(id) } };
}

/** drawn on the fly from what the document was drawn from, under the same number, the account hidden. */
async function copyFile(
  path: string,
  { id }: Copy,
  { service, tx }: { readonly service: Service; readonly tx: Tx },
): Promise<Reply | null> {
  const row = path === 'copie.pdf' ? await documentOf(tx, documentId(dossierId(id))) : null;
  if (row === null) return null;
  const data: StatementData = JSON.parse(Buffer.from(unseal(service.keyring, row.source, `document/${row.id}`)).toString('utf8'));
  const bytes = renderStatement(statementDocument(data, { copy: true }));
  return {
    status: 200,
    mediaType: 'application/pdf',
    body: Buffer.from(bytes),
    headers: { 'Content-Disposition': `attachment; filename="copie-${data.number}.pdf"` },
  };
}

const statementCopy: LinkForm = form<'statement', Copy>({
  load: loadCopy,
  show: ({ state }) => ({ title: `Document ${state.number}`, paragraphs: [], fields: [], submit: null }),
  parse: parseContest,
  standing: { page: copyPage, file: copyFile, back: 'Revenir au document' },
  done: ['Votre signalement est enregistré ; une réponse vous sera envoyée.'],
});

export const monthClosingForms: Readonly<Record<string, LinkForm>> = {
  'accountant-month': accountantMonth,
  'statement-copy': statementCopy,
};
export const statementForms: Readonly<Record<string, LinkForm>> = { 'accountant-month': accountantMonth };
