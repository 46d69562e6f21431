import { phoneWords } from '../typography';
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { frenchMonth, shortDate, type Month } from '../../domain/dates';
import type { IssuedStatement } from '../../domain/issued-statement';
import { formatEuros } from '../../domain/money';
import { css } from './link-page';

export type AccountantDocument = {
  readonly id: string;
  readonly version: number;
  readonly doctor: string;
  readonly state: Pick<
    IssuedStatement,
    'number' | 'kind' | 'net' | 'status' | 'acknowledgement' | 'rejection' | 'replacedBy' | 'replaces' | 'issuedOn'
  >;
  readonly isSealed: boolean;
  readonly isOpen: boolean;
};

export type AccountantPage = {
  readonly month: Month;
  readonly documents: readonly AccountantDocument[];
  /** where the files are, under the link's own address */
  readonly href: string;
  readonly sender: string;
  readonly contact: { readonly name: string; readonly phone: string; readonly email: string };
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
  return `<!doctype html>${renderToString(<Page {...page} />)}`;
}

function Page(page: AccountantPage): JSX.Element {
  const { month, documents, href, sender, contact, specimen, answered } = page;
  const title = `Documents du mois de ${frenchMonth(month)}`;
  const faults = Object.entries(answered?.faults ?? {});
  const left = documents.filter(({ isOpen }) => isOpen).length;
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${faults.length > 0 ? 'Erreur : ' : ''}${title} – ${sender}`}</title>
        <style dangerouslySetInnerHTML={{ __html: `${css}${ownCss}` }} />
      </head>
      <body>
        <header>
          <p class="sender">{sender}</p>
          {specimen && <p class="specimen">SPÉCIMEN – répétition, données fictives</p>}
        </header>
        <main>
          <h1>{title}</h1>
          {faults.length > 0 && (
            <div class="faults" role="alert">
              <ul>
                {faults.map(([name, text]) => (
                  <li>
                    <a href={`#${answered?.statement ?? ''}-${name}`}>{text}</a>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <p>
            {left === 0
              ? 'Aucun document n’attend de réponse.'
              : `${left} document${left > 1 ? 's attendent' : ' attend'} votre prise en charge ou votre rejet.`}
          </p>
          <ul>
            <li>
              <a href={`${href}/archive.zip`}>Tous les documents du mois (ZIP)</a>
            </li>
            <li>
              <a href={`${href}/table.csv`}>Tableau du mois (CSV)</a>
            </li>
          </ul>
          {documents.map((document) => (
            <DocumentSection document={document} page={page} />
          ))}
        </main>
        <footer>
          <p>
            {`Une question ? ${contact.name}, ${phoneWords(contact.phone)}, `}
            <a href={`mailto:${contact.email}`}>{contact.email}</a>
          </p>
        </footer>
      </body>
    </html>
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
      <dl>
        {facts.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isSealed && (
        <p>
          <a href={`${page.href}/statements/${id}.pdf`}>{`Télécharger le document ${number} (PDF)`}</a>
        </p>
      )}
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

const ownCss = `
section{border-top:2px solid;margin-top:1.5rem}h2{font-size:1.25rem}h3{font-size:1.0625rem;margin-bottom:.25rem}
form{margin-bottom:1rem}input[type=date]{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem;margin-top:.25rem}.fault{display:block}`;
