import { AnswerField } from './accountant-field';
import type { JSX } from 'preact';
import { ofMonth, frenchDate, type Month } from '../../domain/dates';
import type { IssuedStatement } from '../../domain/issued-statement';
import { formatEuros } from '../../domain/money';
import type { MonthTotals } from '../../domain/month-totals';
import { BulkForm, ReviewBlock, type BulkAnswer, type BulkReview } from './accountant-bulk';
import { DocumentLines, MonthForms, MonthTotalsTable } from './accountant-month';
import { DocumentsTable, statusWords } from './accountant-table';
import { FactList, shell, type Contact } from './shell';
import { faultNamed } from './fault-names';

export type AccountantDocument = {
  readonly id: string;
  readonly version: number;
  readonly doctor: string;
  readonly state: Pick<
    IssuedStatement,
    | 'number'
    | 'kind'
    | 'net'
    | 'status'
    | 'lines'
    | 'information'
    | 'pieces'
    | 'acknowledgement'
    | 'rejection'
    | 'replacedBy'
    | 'replaces'
    | 'issuedOn'
  >;
  readonly isSealed: boolean;
  readonly isOpen: boolean;
};

export type AccountantPage = {
  readonly month: Month;
  readonly documents: readonly AccountantDocument[];
  readonly totals: MonthTotals;
  /** where the files are, under the link's own address */
  readonly href: string;
  readonly sender: string;
  readonly contact: Contact;
  readonly specimen: boolean;
  /** the form that was sent and could not be read */
  readonly answered?: {
    readonly statement: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly faults: Readonly<Record<string, string>>;
  };
  /** the form of several statements, when it could not be read */
  readonly bulk?: BulkAnswer;
  /** several statements, before they are taken in charge */
  readonly review?: BulkReview;
  /** what became of each of them */
  readonly said?: readonly string[];
};

/** What each field is called in the list of what is to be corrected. */
const fieldNames: ReadonlyMap<string, string> = new Map([
  ['paymentOrder', 'Numéro'],
  ['on', 'Date'],
  ['reason', 'Motif'],
  ['kind', 'Nature du rejet'],
]);

/** One page for the month and for several acts: it serves until its date, and each answer changes one document (E-19). */
export function accountantPage(page: AccountantPage): string {
  const { month, documents, totals, href, sender, contact, specimen, answered, bulk, review, said = [] } = page;
  const own = Object.entries(answered?.faults ?? {}).map(([name, text]) => ({
    id: `${answered?.statement ?? ''}-${name}`,
    text: faultNamed(fieldNames.get(name) ?? '', text),
  }));
  const faults = [
    ...own,
    ...Object.entries(bulk?.faults ?? {}).map(([name, text]) => ({
      id: `bulk-${name}`,
      text: faultNamed(fieldNames.get(name) ?? '', text),
    })),
  ];
  const left = documents.filter(({ isOpen }) => isOpen).length;
  const frame = { sender, contact, specimen, faults };
  if (review !== undefined)
    return shell(
      { ...frame, title: `Vérifier avant d’enregistrer, mois ${ofMonth(month)}` },
      <ReviewBlock review={review} href={href} left={left} />,
    );
  return shell(
    { ...frame, title: `Documents du mois ${ofMonth(month)}` },
    <>
      <Said said={said} />
      <p>
        {left === 0
          ? 'Aucun document n’attend de réponse.'
          : `${left} document${left > 1 ? 's attendent' : ' attend'} votre prise en charge ou votre rejet.`}
      </p>
      <DocumentsTable documents={documents} ticked={bulk?.ticked ?? new Set()} />
      <BulkForm documents={documents} answer={bulk} />
      <MonthTotalsTable totals={totals} />
      <MonthForms href={href} />
      {documents.map((document) => (
        <DocumentSection document={document} page={page} />
      ))}
    </>,
  );
}

function Said({ said }: { readonly said: readonly string[] }): JSX.Element | null {
  if (said.length === 0) return null;
  return (
    <ul role="status">
      {said.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  );
}

function DocumentSection({ document, page }: { readonly document: AccountantDocument; readonly page: AccountantPage }): JSX.Element {
  const { id, doctor, isSealed, isOpen, state } = document;
  const { number, kind, net, status, acknowledgement, rejection, replacedBy, replaces, issuedOn } = state;
  const facts: readonly (readonly [string, string])[] = [
    ['Médecin', doctor],
    [kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(net)],
    ['Émis le', frenchDate(issuedOn)],
    ['Situation', statusWords[status]],
    ...(replaces === null ? [] : [['Annule et remplace', replaces] as const]),
    ...(replacedBy.length === 0 ? [] : [['Remplacé par', replacedBy.join(', ')] as const]),
    ...(acknowledgement === null
      ? []
      : [[kind === 'statement' ? 'Mandat' : 'Titre', `${acknowledgement.paymentOrder}, le ${frenchDate(acknowledgement.on)}`] as const]),
    ...(rejection === null ? [] : [['Motif du rejet', rejection.reason] as const]),
  ];
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{`${kind === 'statement' ? 'État liquidatif' : 'État de trop-perçu'} n° ${number}`}</h2>
      <FactList facts={facts} />
      {isSealed && (
        <p>
          <a href={`${page.href}/statements/${id}.pdf`}>{`Télécharger le document ${number} (PDF)`}</a>
        </p>
      )}
      <DocumentLines href={page.href} document={document} />
      {isOpen && (
        <details open={isFaulty(document, page, 'acknowledge')}>
          <summary>{`Prendre en charge ${number}`}</summary>
          <AcknowledgeForm document={document} page={page} />
        </details>
      )}
      {isOpen && (
        <details open={isFaulty(document, page, 'reject')}>
          <summary>{`Rejeter ${number}`}</summary>
          <RejectForm document={document} page={page} />
        </details>
      )}
    </section>
  );
}

type FormProps = { readonly document: AccountantDocument; readonly page: AccountantPage };

function Hidden({ document: { id, version }, act }: { readonly document: AccountantDocument; readonly act: string }): JSX.Element {
  return (
    <>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="statement" value={id} />
      <input type="hidden" name="version" value={String(version)} />
    </>
  );
}

function AcknowledgeForm({ document, page }: FormProps): JSX.Element {
  const order = document.state.kind === 'statement' ? 'mandat' : 'titre de recettes';
  return (
    <form method="post">
      <Hidden document={document} act="acknowledge" />
      <Text document={document} page={page} name="paymentOrder" label={`Numéro du ${order}`} />
      <Text document={document} page={page} name="on" label={`Date du ${order}`} type="date" />
      <button type="submit">{`Prendre en charge ${document.state.number}`}</button>
    </form>
  );
}

function RejectForm({ document, page }: FormProps): JSX.Element {
  const fault = faultOf(document, page, 'kind');
  return (
    <form method="post">
      <Hidden document={document} act="reject" />
      <fieldset id={`${document.id}-kind`}>
        <legend>Nature du rejet</legend>
        {fault !== undefined && <p class="fault">{fault}</p>}
        <p>
          <label>
            <input type="radio" name="kind" value="missing-piece" /> Une pièce manque
            <span class="hint"> – le document garde son numéro</span>
          </label>
        </p>
        <p>
          <label>
            <input type="radio" name="kind" value="wrong-content" /> Le contenu est erroné
            <span class="hint"> – il sera remplacé par un nouveau numéro</span>
          </label>
        </p>
      </fieldset>
      <Text document={document} page={page} name="reason" label="Motif (sans information sur un patient)" />
      <button type="submit">{`Rejeter ${document.state.number}`}</button>
    </form>
  );
}

/** What is to be corrected is not left folded. */
function isFaulty({ id }: AccountantDocument, { answered }: AccountantPage, act: string): boolean {
  return answered?.statement === id && answered.fields['act'] === act;
}

function faultOf({ id }: AccountantDocument, { answered }: AccountantPage, name: string): string | undefined {
  return answered?.statement === id ? answered.faults[name] : undefined;
}

function Text({
  document,
  page,
  name,
  label,
  type = 'text',
}: FormProps & { readonly name: string; readonly label: string; readonly type?: 'text' | 'date' }): JSX.Element {
  const value = page.answered?.statement === document.id ? (page.answered.fields[name] ?? '') : '';
  return (
    <AnswerField id={`${document.id}-${name}`} name={name} label={label} type={type} value={value} fault={faultOf(document, page, name)} />
  );
}
