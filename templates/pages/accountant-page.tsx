import type { JSX } from 'preact';
import { ofMonth, shortDate, type Month } from '../../domain/dates';
import type { IssuedStatement } from '../../domain/issued-statement';
import { formatEuros } from '../../domain/money';
import type { MonthTotals } from '../../domain/month-totals';
import { DocumentLines, MonthForms, MonthTotalsTable } from './accountant-month';
import { FactList, shell, type Contact } from './shell';

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
};

const statuses: Readonly<Record<IssuedStatement['status'], string>> = {
  issued: 'à prendre en charge',
  acknowledged: 'pris en charge',
  rejected: 'rejeté',
  replaced: 'remplacé',
  contested: 'contesté par le médecin',
};

/** One page for the month and for several acts: it serves until its date, and each answer changes one document (E-19). */
export function accountantPage(page: AccountantPage): string {
  const { month, documents, totals, href, sender, contact, specimen, answered } = page;
  const faults = Object.entries(answered?.faults ?? {}).map(([name, text]) => ({ id: `${answered?.statement ?? ''}-${name}`, text }));
  const left = documents.filter(({ isOpen }) => isOpen).length;
  return shell(
    { title: `Documents du mois ${ofMonth(month)}`, sender, contact, specimen, faults },
    <>
      <p>
        {left === 0
          ? 'Aucun document n’attend de réponse.'
          : `${left} document${left > 1 ? 's attendent' : ' attend'} votre prise en charge ou votre rejet.`}
      </p>
      <MonthTotalsTable totals={totals} />
      <MonthForms href={href} />
      {documents.map((document) => (
        <DocumentSection document={document} page={page} />
      ))}
    </>,
  );
}

function DocumentSection({ document, page }: { readonly document: AccountantDocument; readonly page: AccountantPage }): JSX.Element {
  const { id, doctor, isSealed, isOpen, state } = document;
  const { number, kind, net, status, acknowledgement, rejection, replacedBy, replaces, issuedOn } = state;
  const facts: readonly (readonly [string, string])[] = [
    ['Médecin', doctor],
    [kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(net)],
    ['Émis le', shortDate(issuedOn)],
    ['Situation', statuses[status]],
    ...(replaces === null ? [] : [['Annule et remplace', replaces] as const]),
    ...(replacedBy.length === 0 ? [] : [['Remplacé par', replacedBy.join(', ')] as const]),
    ...(acknowledgement === null
      ? []
      : [[kind === 'statement' ? 'Mandat' : 'Titre', `${acknowledgement.paymentOrder}, le ${shortDate(acknowledgement.on)}`] as const]),
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
      {isOpen && <AcknowledgeForm document={document} page={page} />}
      {isOpen && <RejectForm document={document} page={page} />}
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
      <h3>Prendre en charge</h3>
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
      <h3>Rejeter</h3>
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
      <Text document={document} page={page} name="reason" label="Motif" />
      <button type="submit">{`Rejeter ${document.state.number}`}</button>
    </form>
  );
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
  const id = `${document.id}-${name}`;
  const fault = faultOf(document, page, name);
  const value = page.answered?.statement === document.id ? (page.answered.fields[name] ?? '') : '';
  const described = fault === undefined ? {} : { 'aria-describedby': `${id}-fault`, 'aria-invalid': true };
  return (
    <p>
      <label for={id}>{label}</label>
      {fault !== undefined && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
      <input id={id} name={name} type={type} value={value} required autoComplete="off" {...described} />
    </p>
  );
}
