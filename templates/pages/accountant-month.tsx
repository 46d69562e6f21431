import type { JSX } from 'preact';
import { frenchDate } from '../../domain/dates';
import type { IssuedStatement } from '../../domain/issued-statement';
import { formatEuros } from '../../domain/money';
import type { MonthTotals } from '../../domain/month-totals';
import { totalRows } from '../month-totals';
import { lineKindNames } from '../statement-table';

/** The month in each of its forms, under the link's own address. */
const forms: readonly (readonly [path: string, label: string])[] = [
  ['statements.pdf', 'Tous les documents en vigueur en un seul PDF, avec signets'],
  ['archive.zip', 'Archive du mois (ZIP)\u00a0: tous les documents, pièces ajoutées après un rejet, tableaux et index'],
  ['table.csv', 'Tableau du mois (CSV)'],
  ['table.xlsx', 'Tableau du mois (classeur XLSX)'],
  ['table.json', 'Tableau du mois (JSON)'],
];

export function MonthForms({ href }: { readonly href: string }): JSX.Element {
  return (
    <ul>
      {forms.map(([path, label]) => (
        <li>
          <a href={`${href}/${path}`}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

export function MonthTotalsTable({ totals }: { readonly totals: MonthTotals }): JSX.Element {
  return (
    <table>
      <caption>Totaux de contrôle</caption>
      <thead>
        <tr>
          <th scope="col">Total</th>
          <th scope="col">Nombre</th>
          <th scope="col">Montant</th>
        </tr>
      </thead>
      <tbody>
        {totalRows(totals).map(({ label, count, amount }) => (
          <tr>
            <th scope="row">{label}</th>
            <td>{count ?? ''}</td>
            <td>{formatEuros(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Lined = { readonly id: string; readonly state: Pick<IssuedStatement, 'number' | 'lines' | 'information' | 'pieces'> };

/** one click opens the lines, a second one what a line rests on. */
export function DocumentLines({ href, document: { id, state } }: { readonly href: string; readonly document: Lined }): JSX.Element {
  const lines = [
    ...state.lines.map((line) => ({ ...line, kind: lineKindNames[line.kind] })),
    ...state.information.map((line) => ({ ...line, kind: lineKindNames.information })),
  ];
  return (
    <details>
      <summary>{`Lignes et pièces du document ${state.number}`}</summary>
      <ol>
        {lines.map(({ date, kind, amount }, n) => (
          <li>
            <a
              href={`${href}/statements/${id}/lines/${n + 1}`}
            >{`${frenchDate(date)}, ${kind}, ${formatEuros(amount)}\u00a0: pièces de la ligne`}</a>
          </li>
        ))}
      </ol>
      {state.pieces.length > 0 && (
        <ul>
          {state.pieces.map(({ label, document }) => (
            <li>
              {document === null ? (
                `Pièce ajoutée\u00a0: ${label}`
              ) : (
                <a href={`${href}/pieces/${document}`}>{`Pièce ajoutée\u00a0: ${label} (PDF)`}</a>
              )}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
