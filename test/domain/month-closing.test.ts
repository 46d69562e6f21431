import { civilDate, instant, month } from '../../domain/dates';
import type { Actor } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import { monthClosingWords } from '../../templates/french/month-closing';
import { administrator, aCollectivity, aHalf, anInput, approver, clock, doctor, march, someTerms } from './money-builders';

import { issueStatement, issuedLines } from '../../domain/issued-statement';
import { liquidate } from '../../domain/liquidation';
import { type LiquidationInput, informationKeys } from '../../domain/liquidation-facts';
import { everyDoctor, issueBatch, isWithin } from '../../domain/closing-batches';
import type { Closing } from '../../domain/closing-state';
import { type ClosingAction, monthClosing } from '../../domain/month-closing';
import {
  type Facts,
  id,
  drAna,
  facts,
  act,
  mails,
  rowsOf,
  heard,
  announced,
  drafted,
  seen,
  approved,
  issuing,
  issued,
  numberOne,
  first,
  withCopies,
  publishing,
  published,
  settled,
  every,
} from './closing-builders';

describe('a month from its announcement to its last payment order', () => {
  test('goes announced, draft, approved, issued, published, settled', () => {
    expect(every.map(({ status }) => status)).toEqual(['announced', 'draft', 'approved', 'issued', 'published', 'settled']);
    expect(monthClosing.closed(settled)).toBe(true);
    expect(settled).toMatchObject({ statements: 1, acknowledged: 1, issued: { count: 1, netCents: 180_00, informationCents: 300_00 } });
  });

  test('one closing per collectivity and month: announcing it again changes nothing', () => {
    expect(id).toBe('allier.closing.2026-03');
    for (const state of every) expect(act(state, { type: 'announce', month: march })).toMatchObject({ events: [], codes: [] });
  });

  test.each([
    ['2026-05', 'month-future'],
    ['2026-04', 'month-not-over'],
  ])('%s cannot be closed on 3 April 2026: %s', (m, code) => {
    expect(monthClosing.decide(null, { type: 'announce', month: month(m) }, facts())).toMatchObject({
      ok: false,
      refusals: [{ code, field: '/month' }],
    });
  });

  test.each([
    ['2025-01', '2025-02-01', ['month-unopened']],
    ['2025-01', '2025-01-31', []],
    ['2025-01', null, ['month-unopened']],
    ['2026-04', null, ['month-unopened', 'month-not-over']],
  ])('%s, of a collectivity whose first programme opened on %s: %j', (m, opened, codes) => {
    const known = facts({ opened: opened === null ? null : civilDate(opened) });
    const decision = monthClosing.decide(null, { type: 'announce', month: month(m) }, known);
    expect(decision.ok ? [] : decision.refusals.map(({ code }) => code)).toEqual(codes);
    expect(monthClosingWords.refusals['month-unopened']?.({})).toBe('Aucun dispositif n’était ouvert ce mois-là.');
  });

  test('an administrator may close a month that is not over, with a reason', () => {
    const by = facts({ by: administrator, overrides: [{ code: 'month-not-over', reason: 'Clôture de l’exercice' }] });
    expect(monthClosing.decide(null, { type: 'announce', month: month('2026-04') }, by)).toMatchObject({ ok: true });
  });

  test('nothing else begins a closing', () => {
    expect(monthClosing.decide(null, { type: 'freeze' }, facts())).toMatchObject({ refusals: [{ code: 'unknown-dossier' }] });
  });

  test('R-12: a second freeze, issue or publication changes nothing', () => {
    expect(act(drafted, { type: 'freeze' }).events).toEqual([]);
    expect(act(drafted, { type: 'project' }).events).toEqual([]);
    expect(act(issued, { type: 'issue' }).events).toEqual([]);
    expect(act(published, { type: 'issue' }).events).toEqual([]);
    expect(act(published, { type: 'publish' }).events).toEqual([]);
  });

  test.each<[ClosingAction, readonly string[]]>([
    [{ type: 'project' }, ['draft']],
    [{ type: 'approve', totals: drafted.draft?.totals ?? drafted.issued, digest: drafted.draft?.digest ?? '' }, ['draft']],
    [{ type: 'issue' }, ['approved', 'issued', 'published']],
    [{ type: 'publish' }, ['issued', 'published', 'settled']],
    [{ type: 'replace-statement', statement: first, reason: 'Compte erroné' }, ['published']],
  ])('an action has its statuses, and is refused in any other: %#', (action, allowed) => {
    const with_ = facts({ by: approver, target: { statement: first, number: numberOne, status: 'rejected', paid: false } });
    expect(every.filter((state) => !act(state, action, with_).codes.includes('wrong-status')).map(({ status }) => status)).toEqual(allowed);
  });
});

describe('the PROJET', () => {
  test('R-58: is neither stored nor numbered: figures and a digest', () => {
    expect(drafted.draft?.totals).toEqual({ count: 1, netCents: 180_00, overpaymentCents: 0, informationCents: 300_00, held: 0 });
    expect(drafted).toMatchObject({ statements: 0, unpublished: [] });
    expect(mails(act(announced, { type: 'freeze' }))).toMatchObject([
      { kind: 'closing-draft-ready', page: '/console', data: { month: march, reopened: false, totals: { netCents: 180_00 } } },
    ]);
  });

  test('goes to each named approver; without any, to the collectivity’s contact, never to who signs', () => {
    const { collectivity } = facts();
    const party = (ref: string) => ({ ref, name: `Nom ${ref}`, email: `${ref}@example.org` });
    const signatories = [{ ...party('presidence'), capacity: 'Présidente' }];
    const told = (approvers: object): readonly string[] =>
      mails(act(announced, { type: 'freeze' }), facts({ collectivity: { ...collectivity, signatories, ...approvers } })).map(
        ({ to }) => to.email,
      );
    expect(told({ approvers: [party('directrice'), party('adjoint')] })).toEqual(['directrice@example.org', 'adjoint@example.org']);
    for (const none of [{}, { approvers: [] }]) expect(told(none)).toEqual(['sante@example.org']);
  });

  test('follows the facts while it is one', () => {
    const liquidation = liquidate(anInput([aHalf('2026-03-10')]));
    expect(act(drafted, { type: 'project' }, facts({ liquidation })).state.draft?.totals.netCents).toBe(60_00);
  });

  test.each<[string, Actor, readonly string[]]>([
    ['an administrator', administrator, ['approver-only']],
    ['a link', { kind: 'link', ref: 'dr-a' }, ['approver-only']],
    ['a date', clock, ['approver-only']],
    ['an approver who attested', { kind: 'user', user: 'admin-1', role: 'approver' }, ['self-approval']],
    ['an approver who handled bank details', { kind: 'user', user: 'admin-2', role: 'approver' }, ['self-approval']],
    ['an approver who did neither', approver, []],
  ])('R-15: approved by %s', (_, by, codes) => {
    expect(act(drafted, seen(drafted), facts({ by })).codes).toEqual(codes);
  });

  test.each([
    ['another digest', { digest: 'x' }],
    ['other totals', { totals: { ...drafted.issued, count: 9 } }],
  ])('what was seen must be what stands: %s is refused', (_, over) => {
    expect(act(drafted, { ...seen(drafted), ...over }, facts({ by: approver })).codes).toEqual(['draft-changed']);
  });
});

describe('the issue', () => {
  test('R-09: numbers what was approved, in the series of the kind and of the year of issue', () => {
    const numbering = { prefix: '03', last: { statement: 41, overpayment: 7 } };
    const rows = rowsOf(act(approved, { type: 'issue' }, facts({ numbering })));
    expect(rows).toMatchObject([
      {
        number: '03-2026-EL-0042',
        seq: 42,
        statement: 'allier.statement.03-2026-EL-0042',
        bankSnapshot: { sealed: 'sealed-iban' },
        replaces: null,
      },
    ]);
    expect(rows[0]?.dataHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('R-11: a trop-perçu has its own series', () => {
    const old = rowsOf(issuing).flatMap((row) => issuedLines(issueStatement(row, id, civilDate('2026-04-03'))));
    const aprilHalves = anInput([aHalf('2026-04-02')], { month: month('2026-04'), issued: old });
    const with_ = facts({
      liquidation: liquidate(aprilHalves),
      numbering: { prefix: '03', last: { statement: 1, overpayment: 0 } },
      by: approver,
    });
    const draft = act(announced, { type: 'freeze' }, with_).state;
    const rows = rowsOf(act(act(draft, seen(draft), with_).state, { type: 'issue' }, with_));
    expect(rows.map(({ number, draft: { net } }) => [number, net])).toEqual([
      ['03-2026-EL-0002', 60_00],
      ['03-2026-TP-0001', -180_00],
    ]);
    expect(draft.draft?.totals).toMatchObject({ count: 2, netCents: 60_00, overpaymentCents: -180_00 });
  });

  test('E-40: a rehearsal numbers in its own series', () => {
    const collectivity = aCollectivity({
      clock: { kind: 'rehearsal', origin: instant('2026-01-01T00:00:00.000Z'), anchor: 0, speed: 86_400 },
    });
    expect(rowsOf(act(approved, { type: 'issue' }, facts({ collectivity })))[0]?.number).toBe('SPECIMEN-03-2026-EL-0001');
  });

  test('a difference since the approval reopens the PROJET, takes no number and is mailed', () => {
    const step = act(approved, { type: 'issue' }, facts({ liquidation: liquidate(anInput([aHalf('2026-03-10')])) }));
    expect(step.events.map(({ type }) => type)).toEqual(['reopened']);
    expect(step.state).toMatchObject({ status: 'draft', approval: null, statements: 0 });
    expect(mails(step)).toMatchObject([{ kind: 'closing-draft-ready', data: { reopened: true } }]);
  });

  test('R-09: beyond a hundred documents it goes on in batches, without a hole, and still checks what was approved', () => {
    const keys = Array.from({ length: issueBatch + 30 }, (_, n) => `e${n}`);
    const big: LiquidationInput = anInput(
      keys.map((key) =>
        aHalf('2026-03-10', 'morning', { engagement: dossierId(key), doctor: dossierId(`dr-${key}`), day: dossierId(`day-${key}`) }),
      ),
      { terms: Object.fromEntries(keys.map((key) => [key, someTerms()])) },
    );
    const whole = facts({ liquidation: liquidate(big), by: approver });
    const draft = act(announced, { type: 'freeze' }, whole).state;
    const ready = act(draft, seen(draft), whole).state;
    /** what the store reads for the next batch: its doctors alone */
    const of = ({ expected }: Closing, all: LiquidationInput): Partial<Facts> => ({
      liquidation: liquidate({ ...all, attested: all.attested.filter((half) => isWithin(expected ?? everyDoctor, half.doctor)) }),
    });
    const batch1 = act(ready, { type: 'issue' }, facts(of(ready, big)));
    expect(batch1.state).toMatchObject({ status: 'approved', statements: 100 });
    const rows = rowsOf(batch1);
    const rest = {
      ...big,
      issued: rows.flatMap((row) => issuedLines(issueStatement(row, id, civilDate('2026-04-03')))),
      informed: rows.flatMap((row) => informationKeys(row.draft.information)),
    };
    const next = facts({ ...of(batch1.state, big), numbering: { prefix: '03', last: { statement: 100, overpayment: 0 } } });
    const due = monthClosing.dues(batch1.state, next);
    expect(due).toMatchObject([{ what: 'issue', item: '2' }]);
    const batch2 = act(batch1.state, { type: 'fall-due', due: 'issue', item: '2' }, next);
    expect(batch2.state).toMatchObject({
      status: 'issued',
      statements: 130,
      issued: { count: 130, netCents: 130 * 60_00, informationCents: 130 * 100_00 },
    });
    expect([...rows, ...rowsOf(batch2)].map(({ seq }) => seq)).toEqual(keys.map((_, n) => n + 1));
    const changed = { ...rest, attested: rest.attested.filter((half) => half.doctor !== 'dr-e99') };
    expect(act(batch1.state, { type: 'issue' }, facts({ liquidation: liquidate(changed) }))).toMatchObject({
      state: { status: 'draft', draft: { totals: { count: 29 } } },
      events: [{ type: 'reopened' }],
    });
  });
});

describe('the publication', () => {
  test('waits for every sealed document', () => {
    expect(act(issued, { type: 'publish' }, facts({ unsealed: 2 })).codes).toEqual(['documents-missing']);
  });

  test('tells many doctors batch after batch, and the accountant with the last', () => {
    const telling = { after: null, through: doctor };
    const step = act(issued, { type: 'publish' }, { ...withCopies, telling });
    expect(step.state).toMatchObject({ status: 'issued', publishedOn: null, telling: { through: doctor, batch: 2 } });
    expect(mails(step, { ...withCopies, telling })).toMatchObject([{ kind: 'statement-copy', to: drAna }]);
    const rest = { ...withCopies, statements: [], telling: { after: doctor, through: null } };
    const [due, ...others] = monthClosing.dues(step.state, facts());
    expect([due, others]).toMatchObject([{ what: 'publish', item: '2' }, []]);
    const last = act(step.state, { type: 'fall-due', due: 'publish', item: '2' }, rest);
    expect(last.state).toMatchObject({ status: 'published', telling: null, unpublished: [] });
    expect(mails(last, rest)).toMatchObject([{ kind: 'statements-published', data: { numbers: [numberOne] } }]);
  });

  test('mails the accountant the month and each doctor a copy, once', () => {
    const paidByEach = [{ amountCents: 300_00 }, { payer: 'collectivity', amountCents: 180_00 }];
    expect(mails(publishing, withCopies)).toMatchObject([
      {
        kind: 'statements-published',
        to: { ref: 'accountant' },
        data: { numbers: [numberOne], totals: { count: 1, netCents: 180_00, overpaymentCents: 0 }, replaces: null },
        link: { purpose: 'accountant-month', item: id },
      },
      {
        kind: 'statement-copy',
        to: drAna,
        data: { documents: [{ number: numberOne, netCents: 180_00 }], payers: paidByEach, payBy: '2026-05-03', contestUntil: '2026-05-03' },
        link: { purpose: 'statement-copy', item: first },
      },
    ]);
    expect(monthClosing.nextActions(published, facts())).toMatchObject([
      { what: 'statements-acknowledge', owner: { role: 'accountant' }, detail: { waiting: 1 } },
    ]);
  });
});

describe('what statements tell', () => {
  test('only a statement speaks for itself', () => {
    expect(act(published, { type: 'acknowledged', statement: first }, facts({ by: administrator })).codes).toEqual(['statement-only']);
    expect(act(published, { type: 'acknowledged', statement: first }, heard('allier.statement.other')).codes).toEqual(['statement-only']);
  });

  test('E-19: a rejection keeps the month open, a completion gives it back to the accountant', () => {
    const rejected = act(published, { type: 'rejected', statement: first }, heard(first)).state;
    expect(rejected).toMatchObject({ status: 'published', rejected: 1 });
    expect(monthClosing.nextActions(rejected, facts())).toEqual([]);
    const completed = act(rejected, { type: 'completed', statement: first }, heard(first)).state;
    expect(completed.rejected).toBe(0);
    expect(monthClosing.nextActions(completed, facts())).toMatchObject([{ detail: { waiting: 1 } }]);
  });
});
