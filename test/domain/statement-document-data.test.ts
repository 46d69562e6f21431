import { statementData } from '../../domain/statement-document-data';
import { approved, facts, issuing, rowsOf } from './closing-builders';

const [row] = rowsOf(issuing);
const collectivity = facts().collectivity;
const party = (ref: string, name: string): { readonly ref: string; readonly name: string; readonly email: string } => ({
  ref,
  name,
  email: `${ref}@departement.example`,
});
const approvedBy = (by: string, more: Partial<typeof collectivity> = {}): unknown => {
  if (row === undefined || approved.approval === null) throw new Error('nothing was issued');
  const closing = { ...approved, approval: { ...approved.approval, by } };
  return statementData(row, closing, facts({ collectivity: { ...collectivity, ...more } })).approval;
};

describe('R-15: the statement names who approved it, and nobody else', () => {
  it.each([
    ['an approver of the settings', 'user:louise', { approvers: [party('louise', 'Louise Petit')] }, 'Louise Petit', null],
    [
      'a signatory, with the capacity',
      'user:presidence',
      { signatories: [{ ...party('presidence', 'Jean Roche'), capacity: 'Président' }] },
      'Jean Roche',
      'Président',
    ],
    [
      'a user whom the settings do not name, by the word of the key',
      'user:louise',
      { signatories: [{ ...party('presidence', 'Jean Roche'), capacity: 'Président' }] },
      'louise',
      null,
    ],
  ])('%s', (_, by, more, name, capacity) => expect(approvedBy(by, more)).toMatchObject({ name, capacity }));
});
