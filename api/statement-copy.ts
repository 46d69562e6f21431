import { isRehearsal } from '../domain/collectivity';
import { frenchDate, ofMonth, type CivilDate } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { dossierId } from '../domain/ids';
import type { IssuedStatement } from '../domain/issued-statement';
import { formatEuros } from '../domain/money';
import { contestUntil, type StatementAction } from '../domain/statement';
import { documentId } from '../domain/statement-document-data';
import { payerSums } from '../domain/month-totals';
import type { Tx } from '../store/db';
import { documentOf } from '../store/documents';
import type { Link } from '../store/links';
import { stateOf, statesOf } from '../store/records';
import { payerNames } from '../templates/month-totals';
import { linkPage } from '../templates/pages/link-page';
import { statementDocument } from '../templates/statement-document';
import { renderStatement } from '../templates/statement-pdf';
import type { Reply } from './act';
import { form, textOf, type Answered, type Fields, type LinkForm, type PageOf, type Parsed } from './link-form';
import { opened, pdfReply } from './month-files';
import type { Service } from './service';

/** `late`: the last day on which the link took a contest, once it is behind. */
type Copy = {
  readonly id: string;
  readonly state: IssuedStatement;
  readonly canContest: boolean;
  readonly late: CivilDate | null;
  /** the doctor's other documents that the same mail brought */
  readonly others?: readonly Issued[];
};
type Issued = { readonly id: string; readonly state: IssuedStatement };

const contestable = ({ contest, status }: IssuedStatement): boolean =>
  (contest === null || contest.answer !== null) && status !== 'replaced' && status !== 'rejected';

async function loadCopy(tx: Tx, { item }: Link, { today }: BaseFacts): Promise<Copy | null> {
  const state = item === null ? null : await stateOf<IssuedStatement>(tx, 'statements', item);
  if (item === null || state === null) return null;
  const until = contestUntil(state.issuedOn);
  const others = await issuedTogether(tx, item, state);
  const mayStill = [{ state }, ...others].some((each) => contestable(each.state));
  const isLate = mayStill && today > until;
  return { id: item, state, canContest: mayStill && !isLate, late: isLate ? until : null, others };
}

async function issuedTogether(tx: Tx, id: string, { doctor, closing, issuedOn }: IssuedStatement): Promise<readonly Issued[]> {
  const rows = await tx
    .selectFrom('statements')
    .select('id')
    .where('doctor', '=', doctor)
    .where('closing', '=', closing)
    .where('id', '!=', id)
    .orderBy('number')
    .execute();
  const states = await statesOf<IssuedStatement>(
    tx,
    'statements',
    rows.map((row) => row.id),
  );
  return [...states].filter(([, state]) => state.issuedOn === issuedOn).map(([other, state]) => ({ id: other, state }));
}

export function copyPage(copy: Copy, { base, href, answered }: PageOf): string {
  const { state, canContest, late } = copy;
  const all = documentsOf(copy);
  const what = state.kind === 'statement' ? 'Votre état liquidatif' : 'Votre état de trop-perçu';
  return linkPage({
    title: `${all.length > 1 ? 'Vos documents' : what} ${ofMonth(state.month)}`,
    paragraphs: [...all.flatMap((each) => copyParagraphs(each.state)), ...(late === null ? [] : latePhrases(late))],
    facts: all.flatMap((each) => documentFacts(each.state, base.collectivity.label)),
    downloads: all.map((each, n) => ({
      label: `Copie du document${all.length > 1 ? ` ${each.state.number}` : ''} (PDF), coordonnées bancaires masquées`,
      href: `${href}/${fileOf(n)}`,
    })),
    ...(canContest ? { form: contestForm(answered, all) } : {}),
    sender: base.collectivity.label,
    contact: base.collectivity.contact,
    specimen: isRehearsal(base.collectivity),
  });
}

const documentsOf = ({ id, state, others = [] }: Copy): readonly Issued[] => [{ id, state }, ...others];
const fileOf = (n: number): string => (n === 0 ? 'copie.pdf' : `copie-${n + 1}.pdf`);

function documentFacts(state: IssuedStatement, label: string): readonly (readonly [string, string])[] {
  return [
    ['Document', state.number],
    [state.kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(state.net)],
    ...payerSums([...state.lines, ...state.information]).map(({ payer, amountCents }): readonly [string, string] => [
      `Payeur\u00a0: ${payer === 'collectivity' ? label : payerNames[payer]}`,
      formatEuros(amountCents),
    ]),
    ['Compte', state.bankSnapshot.maskedIban],
  ];
}

/** Said kindly: the link is closed, the service is not. */
export function latePhrases(until: CivilDate): readonly string[] {
  return [
    `Cette page permettait de signaler une erreur jusqu’au ${frenchDate(until)}.`,
    'Si quelque chose vous paraît faux aujourd’hui, appelez ou écrivez au service dont les coordonnées sont ci-dessous\u00a0: il vous répondra.',
  ];
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

function contestForm(answered: Answered | undefined, all: readonly Issued[]): NonNullable<Parameters<typeof linkPage>[0]['form']> {
  const choices = all.filter(({ state }) => contestable(state)).map(({ id, state }) => ({ value: id, label: state.number }));
  return {
    fields: [
      ...(choices.length > 1 ? [{ kind: 'select', name: 'document', label: 'Document', choices, required: true } as const] : []),
      {
        kind: 'text',
        name: 'reason',
        label: 'Une demi-journée ou un montant est faux ? Dites ce qui doit être corrigé',
        hint: 'sans information sur un patient',
        required: true,
      },
    ],
    submit: 'Signaler une erreur',
    faults: answered?.faults ?? {},
  };
}

export function parseContest(fields: Fields, copy: Copy): Parsed<StatementAction> {
  const reason = contestReason(fields);
  if (reason === '') return { ok: false, faults: { reason: 'Ce champ est obligatoire.' } };
  const open = documentsOf(copy).filter(({ state }) => contestable(state));
  const meant = open.length > 1 ? open.find(({ id }) => id === fields['document']?.[0]) : (open[0] ?? copy);
  if (meant === undefined) return { ok: false, faults: { document: 'Choisissez le document.' } };
  return { ok: true, action: { type: 'contest', reason }, target: { noun: 'statement', dossier: dossierId(meant.id) } };
}

const longest = 500;
export function contestReason(fields: Fields): string {
  return textOf(fields, 'reason', longest);
}

/** R-50: drawn on the fly from what the document was drawn from, under the same number, the account hidden. */
async function copyFile(path: string, copy: Copy, { service, tx }: { readonly service: Service; readonly tx: Tx }): Promise<Reply | null> {
  const asked = documentsOf(copy).find((_, n) => fileOf(n) === path);
  const row = asked === undefined ? null : await documentOf(tx, documentId(dossierId(asked.id)));
  if (row === null) return null;
  const data = opened(service.keyring, row);
  return pdfReply(Buffer.from(renderStatement(statementDocument(data, { copy: true }))), `copie-${data.number}.pdf`);
}

export const statementCopy: LinkForm = form<'statement', Copy>({
  load: loadCopy,
  show: ({ state }) => ({ title: `Document ${state.number}`, paragraphs: [], fields: [], submit: null }),
  parse: parseContest,
  standing: { page: copyPage, file: copyFile, back: 'Revenir au document' },
  done: ['Votre signalement est enregistré ; une réponse vous sera envoyée.'],
});
