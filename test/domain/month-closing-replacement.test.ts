import { civilDate } from '../../domain/dates';
import { childId } from '../../domain/ids';
import { administrator, allier, approver, iban } from './money-builders';

import { issueStatement, issuedLines } from '../../domain/issued-statement';
import { liquidate, replacementOf } from '../../domain/liquidation';
import { monthClosing } from '../../domain/month-closing';
import { id, input, facts, act, mails, rowsOf, heard, seen, issuing, numberOne, first, copyOf, published } from './closing-builders';

describe('E-19, R-09: wrong content is replaced by a new number', () => {
  const rejected = act(published, { type: 'rejected', statement: first }, heard(first)).state;
  const target = { statement: first, number: numberOne, status: 'rejected', paid: false } as const;
  const old = rowsOf(issuing).flatMap((row) => issuedLines({ ...issueStatement(row, id, civilDate('2026-04-03')), status: 'rejected' }));
  const liquidation = replacementOf({ ...input, issued: old }, numberOne);
  const replacing = facts({ target, liquidation, by: administrator, numbering: { prefix: '03', last: { statement: 1, overpayment: 0 } } });
  const asked = act(rejected, { type: 'replace-statement', statement: first, reason: 'Compte erroné' }, replacing);
  const renewed = act(act(asked.state, seen(asked.state), { ...replacing, by: approver }).state, { type: 'issue' }, replacing);

  test('by the same way: a PROJET of that statement, an approval, a number', () => {
    expect(asked.state).toMatchObject({
      status: 'draft',
      replacing: { number: numberOne },
      draft: { totals: { count: 1, netCents: 180_00 } },
    });
    expect(mails(asked)).toMatchObject([{ kind: 'closing-draft-ready', data: { replaces: numberOne } }]);
    expect(act(asked.state, seen(asked.state), replacing).codes).toEqual(['approver-only']);
    expect(rowsOf(renewed)).toMatchObject([{ number: '03-2026-EL-0002', replaces: numberOne }]);
  });

  test('the old document hears the new number, the month ends when the new one is paid', () => {
    const told = renewed.events.flatMap((event) => monthClosing.tells(event, renewed.state, replacing));
    expect(told).toEqual([
      { noun: 'statement', dossier: first, action: { type: 'replace', by: ['03-2026-EL-0002'] } },
      { noun: 'month-closing', dossier: id, action: { type: 'publish' } },
    ]);
    const second = childId(allier, 'statement', '03-2026-EL-0002');
    const again = act(renewed.state, { type: 'publish' }, facts({ statements: [copyOf(second, '03-2026-EL-0002')] }));
    expect(again.state).toMatchObject({ status: 'published', statements: 2, unpublished: [], replacing: null });
    expect(again.events).toMatchObject([{ type: 'published', replaces: numberOne, first: false, statements: [second] }]);
    const replaced = act(again.state, { type: 'replaced', statement: first, from: 'rejected' }, heard(first)).state;
    expect(replaced).toMatchObject({ status: 'published', rejected: 0, replaced: 1 });
    expect(act(replaced, { type: 'acknowledged', statement: second }, heard(second)).state.status).toBe('settled');
  });

  test.each([
    [{ target: null }, ['unknown-statement']],
    [{ target: { ...target, paid: true } }, ['already-acknowledged']],
    [{ target: { ...target, status: 'replaced' as const } }, ['statement-replaced']],
    [{ liquidation: { drafts: [], information: [], held: liquidate({ ...input, blocked: [iban] }).held } }, ['replacement-held']],
  ])('is refused when it cannot be: %#', (over, codes) => {
    expect(
      act(rejected, { type: 'replace-statement', statement: first, reason: 'Compte erroné' }, { ...replacing, ...over }).codes,
    ).toEqual(codes);
  });

  test('is dropped when the old document was paid meanwhile', () => {
    const ok = act(asked.state, seen(asked.state), { ...replacing, by: approver }).state;
    expect(act(ok, { type: 'issue' }, { ...replacing, target: { ...target, paid: true } }).state).toMatchObject({
      status: 'published',
      replacing: null,
      statements: 1,
    });
  });

  test('which was the last one open: the month is settled', () => {
    const ok = act(asked.state, seen(asked.state), { ...replacing, by: approver }).state;
    const completed = act(ok, { type: 'completed', statement: first }, heard(first)).state;
    const paid = act(completed, { type: 'acknowledged', statement: first }, heard(first)).state;
    expect(paid.status).toBe('approved');
    const dropped = act(paid, { type: 'issue' }, { ...replacing, target: { ...target, status: 'acknowledged', paid: true } });
    expect([dropped.state.status, monthClosing.closed(dropped.state)]).toEqual(['settled', true]);
  });

  test('while it waits for its approval, the accountant still has the other documents among the tasks', () => {
    const ofTwo = { ...asked.state, statements: 2 };
    expect(monthClosing.nextActions(ofTwo, facts())).toMatchObject([
      { what: 'closing-approve' },
      { what: 'statements-acknowledge', detail: { waiting: 1 } },
    ]);
    const approved = act(ofTwo, seen(ofTwo), { ...replacing, by: approver }).state;
    expect(monthClosing.nextActions(approved, facts()).map(({ what }) => what)).toEqual(['statements-acknowledge']);
  });
});
