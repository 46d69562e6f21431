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
import { stateOf } from '../store/records';
import { payerNames } from '../templates/month-totals';
import { linkPage } from '../templates/pages/link-page';
import { statementDocument } from '../templates/statement-document';
import { renderStatement } from '../templates/statement-pdf';
import type { Reply } from './act';
import { form, type Answered, type Fields, type LinkForm, type PageOf, type Parsed } from './link-form';
import { opened, pdfReply } from './month-files';
import type { Service } from './service';

/** `late`: the last day on which the link took a contest, once it is behind. */
type Copy = { readonly id: string; readonly state: IssuedStatement; readonly canContest: boolean; readonly late: CivilDate | null };

async function loadCopy(tx: Tx, { item }: Link, { today }: BaseFacts): Promise<Copy | null> {
  const state = item === null ? null : await stateOf<IssuedStatement>(tx, 'statements', item);
  if (item === null || state === null) return null;
  const until = contestUntil(state.issuedOn);
  const mayStill = (state.contest === null || state.contest.answer !== null) && state.status !== 'replaced' && state.status !== 'rejected';
  const isLate = mayStill && today > until;
  return { id: item, state, canContest: mayStill && !isLate, late: isLate ? until : null };
}

export function copyPage({ state, canContest, late }: Copy, { base, href, answered }: PageOf): string {
  return linkPage({
    title: `${state.kind === 'statement' ? 'Votre état liquidatif' : 'Votre état de trop-perçu'} ${ofMonth(state.month)}`,
    paragraphs: [...copyParagraphs(state), ...(late === null ? [] : latePhrases(late))],
    facts: [
      ['Document', state.number],
      [state.kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(state.net)],
      ...payerSums([...state.lines, ...state.information]).map(({ payer, amountCents }): readonly [string, string] => [
        `Payeur\u00a0: ${payer === 'collectivity' ? base.collectivity.label : payerNames[payer]}`,
        formatEuros(amountCents),
      ]),
      ['Compte', state.bankSnapshot.maskedIban],
    ],
    downloads: [{ label: 'Copie du document (PDF), coordonnées bancaires masquées', href: `${href}/copie.pdf` }],
    ...(canContest ? { form: contestForm(answered) } : {}),
    sender: base.collectivity.label,
    contact: base.collectivity.contact,
    specimen: isRehearsal(base.collectivity),
  });
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
  const reason = contestReason(fields);
  if (reason === '') return { ok: false, faults: { reason: 'Ce champ est obligatoire.' } };
  return { ok: true, action: { type: 'contest', reason }, target: { noun: 'statement', dossier: dossierId(id) } };
}

const longest = 500;
export function contestReason(fields: Fields): string {
  return (fields['reason']?.[0] ?? '').trim().slice(0, longest);
}

/** drawn on the fly from what the document was drawn from, under the same number, the account hidden. */
async function copyFile(
  path: string,
  { id }: Copy,
  { service, tx }: { readonly service: Service; readonly tx: Tx },
): Promise<Reply | null> {
  const row = path === 'copie.pdf' ? await documentOf(tx, documentId(dossierId(id))) : null;
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
