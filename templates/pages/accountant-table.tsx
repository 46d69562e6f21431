import type { JSX } from 'preact';
import type { IssuedStatement } from '../../domain/issued-statement';
import { formatEuros } from '../../domain/money';
import { bulkForm, isPayable } from './accountant-bulk';
import type { AccountantDocument } from './accountant-page';

export const statusWords: Readonly<Record<IssuedStatement['status'], string>> = {
  issued: 'à prendre en charge',
  acknowledged: 'pris en charge',
  rejected: 'rejeté',
  replaced: 'remplacé',
  contested: 'contesté par le médecin',
};

type TableProps = { readonly documents: readonly AccountantDocument[]; readonly ticked: ReadonlySet<string> };

/** The month at a glance; each row leads to its document, and may be ticked where one order pays several: beside its number, which a narrow screen shows without scrolling. */
export function DocumentsTable({ documents, ticked }: TableProps): JSX.Element | null {
  if (documents.length === 0) return null;
  const canTick = documents.filter(isPayable).length > 1;
  return (
    <div class="scroll" role="region" aria-label="Documents du mois" tabIndex={0}>
      <table class="list">
        <caption>Documents du mois</caption>
        <thead>
          <tr>
            <th scope="col">Document</th>
            {canTick && <th scope="col">Vérifié</th>}
            <th scope="col">Médecin</th>
            <th scope="col">Montant</th>
            <th scope="col">Situation</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((document) => (
            <Row document={document} canTick={canTick} isTicked={ticked.has(document.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { readonly document: AccountantDocument; readonly canTick: boolean; readonly isTicked: boolean };

function Row({ document, canTick, isTicked }: RowProps): JSX.Element {
  const { id, doctor, state } = document;
  return (
    <tr>
      <th scope="row">
        <a href={`#${id}-title`}>{state.number}</a>
      </th>
      {canTick && (
        <td>
          {isPayable(document) && (
            <input
              type="checkbox"
              name="statements"
              value={id}
              form={bulkForm}
              checked={isTicked}
              aria-label={`État ${state.number} vérifié`}
            />
          )}
          <td class="words">{doctor}</td>
          <td>{formatEuros(state.net)}</td>
          <td class="words">{statusWords[state.status]}</td>
        </td>
      )}
    </tr>
  );
}
