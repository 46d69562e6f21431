import { AnswerField } from './accountant-field';
import type { JSX } from 'preact';
import { frenchDate, type CivilDate } from '../../domain/dates';
import { formatEuros } from '../../domain/money';
import { sumOf } from '../../domain/statement-draft';
import type { AccountantDocument } from './accountant-page';

/** What was typed for several statements at once, and what is to be corrected in it. */
export type BulkAnswer = {
  readonly fields: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly ticked: ReadonlySet<string>;
};
/** What would be recorded: shown before it is. */
export type BulkReview = { readonly statements: readonly AccountantDocument[]; readonly paymentOrder: string; readonly on: CivilDate };

/** One payment order for several statements; a sum to be recovered has its own recovery order. */
export const isPayable = ({ isOpen, state }: AccountantDocument): boolean => isOpen && state.kind === 'statement';
export const bulkForm = 'bulk';

const many = (count: number): string => `${count} état${count > 1 ? 's' : ''} liquidatif${count > 1 ? 's' : ''}`;
const sumWords = (statements: readonly AccountantDocument[]): string =>
  formatEuros(sumOf(statements.map(({ state }) => ({ amount: state.net }))));

type BulkProps = { readonly documents: readonly AccountantDocument[]; readonly answer?: BulkAnswer | undefined };

/** The boxes are in the table of documents; no choice is made in advance. */
export function BulkForm({ documents, answer }: BulkProps): JSX.Element | null {
  const payable = documents.filter(isPayable);
  if (payable.length < 2) return null;
  const fault = answer?.faults['statements'];
  return (
    <form method="post" id={bulkForm}>
      <h2>Prendre en charge plusieurs états par un seul mandat</h2>
      <p>{`Cochez les états que vous avez vérifiés dans le tableau ci-dessus, ou tous à la fois. La page suivante montre ce qui sera enregistré avant que rien ne le soit.`}</p>
      <input type="hidden" name="act" value="review" />
      <p id="bulk-statements">
        {fault !== undefined && (
          <span class="fault" id="bulk-statements-fault">
            {fault}
          </span>
        )}
        <label>
          <input type="checkbox" name="all" value="yes" checked={answer?.fields['all'] === 'yes'} />{' '}
          {`J’ai vérifié les ${many(payable.length)} à prendre en charge, ${sumWords(payable)} en tout`}
        </label>
      </p>
      <BulkText name="paymentOrder" label="Numéro du mandat" type="text" answer={answer} />
      <BulkText name="on" label="Date du mandat" type="date" answer={answer} />
      <button type="submit">Vérifier avant d’enregistrer</button>
    </form>
  );
}

type TextProps = Pick<BulkProps, 'answer'> & { readonly name: string; readonly label: string; readonly type: 'text' | 'date' };

function BulkText({ name, label, type, answer }: TextProps): JSX.Element {
  return (
    <AnswerField
      id={`bulk-${name}`}
      name={name}
      label={label}
      type={type}
      value={answer?.fields[name] ?? ''}
      fault={answer?.faults[name]}
    />
  );
}

/** The effects before the act: which statements, for how much, under which order. */
export function ReviewBlock({
  review,
  href,
  left,
}: {
  readonly review: BulkReview;
  readonly href: string;
  readonly left: number;
}): JSX.Element {
  const { statements, paymentOrder, on } = review;
  const rest = left - statements.length;
  return (
    <>
      <p>
        <strong>{`Rien n’est encore enregistré. ${many(statements.length)}, ${sumWords(statements)} en tout, ${statements.length > 1 ? 'seront pris' : 'sera pris'} en charge par le mandat n° ${paymentOrder} du ${frenchDate(on)}.`}</strong>
      </p>
      <p>
        {rest === 0
          ? 'Aucun document du mois n’attendra plus de réponse. Aucun courriel ne part.'
          : `${rest} document${rest > 1 ? 's attendront' : ' attendra'} encore votre réponse. Aucun courriel ne part.`}
      </p>
      <table class="list">
        <caption>États pris en charge</caption>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col">Médecin</th>
            <th scope="col">Net à payer</th>
          </tr>
        </thead>
        <tbody>
          {statements.map(({ doctor, state }) => (
            <tr>
              <th scope="row">{state.number}</th>
              <td class="words">{doctor}</td>
              <td>{formatEuros(state.net)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="post">
        <input type="hidden" name="act" value="acknowledge-all" />
        <input type="hidden" name="paymentOrder" value={paymentOrder} />
        <input type="hidden" name="on" value={on} />
        {statements.map(({ id }) => (
          <input type="hidden" name="statements" value={id} />
        ))}
        <button type="submit">{`Enregistrer la prise en charge de ${many(statements.length)}`}</button>
      </form>
      <p>
        <a href={href}>Revenir sans rien enregistrer</a>
      </p>
    </>
  );
}
