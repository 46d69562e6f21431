import { civilDate } from '../../domain/dates';
import type { Actor, FactsOf } from '../../domain/decision';
import { childId, dossierId } from '../../domain/ids';
import { cents } from '../../domain/money';
import { type IssuedStatement, type StatementStatus, issueStatement, issuedLines, statementStatuses } from '../../domain/issued-statement';
import { liquidate } from '../../domain/liquidation';
import { type StatementAction, type StatementEvent, statement } from '../../domain/statement';
import { accountant, administrator, aHalf, aSnapshot, allier, anInput, baseFacts, march } from './money-builders';

const closing = childId(allier, 'closing', march);
const id = dossierId('allier.statement.03-2026-EL-0001');
const [draft] = liquidate(anInput([aHalf('2026-03-10'), aHalf('2026-03-10', 'afternoon')])).drafts;
if (draft === undefined) throw new Error('a draft was expected');
const numberedOne = { draft, number: '03-2026-EL-0001', seq: 1, bankSnapshot: aSnapshot, dataHash: 'abc', replaces: null };
const born = issueStatement(numberedOne, closing, civilDate('2026-04-03'));

const facts = (by: Actor = accountant, over: Partial<FactsOf<'statement'>> = {}): FactsOf<'statement'> => ({
  ...baseFacts({ by, dossier: id }),
  doctor: { ref: 'dr-a', name: 'Dr Ana Durand', email: 'ana@example.org' },
  replacedBy: [],
  ...over,
});
const fold = (events: readonly StatementEvent[], from: IssuedStatement = born): IssuedStatement =>
  events.reduce<IssuedStatement>(statement.evolve, from);
function act(
  state: IssuedStatement,
  action: StatementAction,
  with_ = facts(),
): { readonly state: IssuedStatement; readonly events: readonly StatementEvent[]; readonly codes: readonly string[] } {
  const decision = statement.decide(state, action, with_);
  return decision.ok
    ? { state: fold(decision.events, state), events: decision.events, codes: [] }
    : { state, events: [], codes: decision.refusals.map(({ code }) => code) };
}

const acknowledge: StatementAction = { type: 'acknowledge', paymentOrder: 'M-2026-118', on: civilDate('2026-04-03') };
const reject = (kind: 'missing-piece' | 'wrong-content'): StatementAction => ({ type: 'reject', reason: 'Compte erroné', kind });
const addPiece: StatementAction = { type: 'add-piece', piece: 'Décision attributive', file: null };
const contest: StatementAction = { type: 'contest', reason: 'Il manque le 12 mars' };
const replace: StatementAction = { type: 'replace', by: ['03-2026-EL-0002'] };
const byClosing = facts({ kind: 'dossier', noun: 'month-closing', dossier: closing });

const at: Record<StatementStatus, IssuedStatement> = {
  issued: born,
  acknowledged: act(born, acknowledge).state,
  rejected: act(born, reject('missing-piece')).state,
  contested: act(born, contest).state,
  replaced: act(born, replace, byClosing).state,
};

describe('the life of a statement', () => {
  test.each(statementStatuses)('the builders reach %s', (status) => {
    expect(at[status].status).toBe(status);
  });

  test.each<[StatementAction['type'], StatementAction, FactsOf<'statement'>, readonly StatementStatus[]]>([
    ['acknowledge', acknowledge, facts(), ['issued', 'contested']],
    ['reject', reject('wrong-content'), facts(), ['issued', 'contested']],
    ['add-piece', addPiece, facts(administrator), ['rejected']],
    ['replace', replace, byClosing, ['issued', 'rejected', 'contested', 'replaced']],
    ['contest', contest, facts(), ['issued', 'acknowledged']],
    ['uphold', { type: 'uphold', reason: 'Journée non attestée' }, facts(administrator), ['contested']],
    ['grant', { type: 'grant', reason: 'La journée du 12 manque' }, facts(administrator), ['contested']],
  ])('R-09: %s is accepted from its statuses and from no other', (_, action, with_, allowed) => {
    expect(statementStatuses.filter((status) => act(at[status], action, with_).codes.length === 0)).toEqual(
      statementStatuses.filter((status) => allowed.includes(status)),
    );
  });

  test('a statement is born of its closing only', () => {
    expect(statement.decide(null, acknowledge, facts())).toEqual({ ok: false, refusals: [{ code: 'unknown-dossier' }] });
    expect(act(born, replace, facts(administrator)).codes).toEqual(['closing-only']);
  });

  test('R-20: a document that does not add up cannot be issued', () => {
    expect(() => issueStatement({ ...numberedOne, draft: { ...draft, net: cents(1) } }, closing, civilDate('2026-04-03'))).toThrow(
      'does not add up: net, subtotals, words',
    );
  });

  test('R-09: no event but a birth touches number, lines, sums, hash or bank snapshot', () => {
    const kept = ({ number, lines, net, dataHash, bankSnapshot }: IssuedStatement): unknown => ({
      number,
      lines,
      net,
      dataHash,
      bankSnapshot,
    });
    expect(statementStatuses.map((status) => kept(at[status]))).toEqual(statementStatuses.map(() => kept(born)));
  });

  test.each<[string, StatementAction, readonly string[]]>([
    ['an order number', { type: 'acknowledge', paymentOrder: ' ', on: civilDate('2026-04-03') }, ['text-missing']],
    ['a date that has come', { type: 'acknowledge', paymentOrder: 'M1', on: civilDate('2026-04-04') }, ['date-future']],
    ['a date after the issue', { type: 'acknowledge', paymentOrder: 'M1', on: civilDate('2026-04-02') }, ['date-before-issue']],
    ['a reason', { type: 'reject', reason: '', kind: 'missing-piece' }, ['text-missing']],
  ])('the accountant gives %s', (_, action, codes) => {
    expect(act(born, action).codes).toEqual(codes);
  });

  test('an acknowledged document is not acknowledged twice, and the first payment order is named', () => {
    expect(statement.decide(at.acknowledged, acknowledge, facts())).toEqual({
      ok: false,
      refusals: [{ code: 'already-acknowledged', detail: { paymentOrder: 'M-2026-118' } }],
    });
  });

  test('once a successor is issued the old number takes no answer any more', () => {
    expect(act(born, acknowledge, facts(accountant, { replacedBy: ['03-2026-EL-0002'] })).codes).toEqual(['statement-replaced']);
  });
});

describe('E-19: a rejection', () => {
  test('for a missing piece comes back under the same number, and tells the accountant', () => {
    const { state, events } = act(at.rejected, addPiece, facts(administrator));
    expect(state).toMatchObject({ status: 'issued', number: born.number, pieces: [{ label: 'Décision attributive', document: null }] });
    expect(events.flatMap((event) => statement.messages(event, state, facts(administrator)))).toMatchObject([
      { kind: 'statement-completed', to: { ref: 'accountant' }, link: { purpose: 'accountant-month', item: closing } },
    ]);
  });

  test('a piece that is a file is kept under the document’s own number, and its bytes stay out of the journal’s event', () => {
    const file = Buffer.from('%PDF-1.7 pièce').toString('base64');
    const { state, events } = act(at.rejected, { type: 'add-piece', piece: 'RIB certifié', file }, facts(administrator));
    expect(state.pieces).toEqual([{ label: 'RIB certifié', document: `${id}.piece.1` }]);
    expect(events.flatMap((event) => statement.documents?.(event, state, facts()) ?? [])).toEqual([
      { id: `${id}.piece.1`, kind: 'statement-piece', name: '03-2026-EL-0001-piece-1.pdf', mediaType: 'application/pdf', data: { file } },
    ]);
    expect(JSON.stringify(events.map((event) => ({ ...event, state: undefined })))).not.toContain(file);
    expect(act(at.rejected, { type: 'add-piece', piece: 'RIB', file: 'AAAA' }, facts(administrator)).codes).toEqual(['piece-not-pdf']);
  });

  test('for wrong content cannot be completed', () => {
    expect(act(act(born, reject('wrong-content')).state, addPiece).codes).toEqual(['content-wrong']);
  });

  test.each([
    ['missing-piece', 'statement-complete'],
    ['wrong-content', 'statement-replace'],
  ] as const)('for %s is a task of the administrators until it is answered', (kind, what) => {
    const rejected = act(born, reject(kind)).state;
    expect(statement.nextActions(rejected, facts())).toMatchObject([
      { what, owner: { role: 'administrator' }, detail: { number: born.number, reason: 'Compte erroné' } },
    ]);
    expect(statement.nextActions(act(rejected, replace, byClosing).state, facts())).toEqual([]);
  });
});

describe('a contest', () => {
  test('is a task, changes no money, and its answer is mailed to the doctor', () => {
    expect(statement.nextActions(at.contested, facts())).toMatchObject([{ what: 'statement-contested' }]);
    expect(issuedLines(at.contested).every(({ state }) => state === 'issued')).toBe(true);
    const with_ = facts(administrator);
    const { state, events } = act(at.contested, { type: 'uphold', reason: 'Journée non attestée' }, with_);
    expect(state.status).toBe('issued');
    expect(events.flatMap((event) => statement.messages(event, state, with_))).toMatchObject([
      { kind: 'statement-contest-answered', data: { reason: 'Journée non attestée', netCents: 120_00 }, to: { ref: 'dr-a' } },
    ]);
  });

  test('is mailed to the service that answers it', () => {
    const { state, events } = act(born, contest, facts({ kind: 'link', ref: 'dr-a' }));
    expect(events.flatMap((event) => statement.messages(event, state, facts()))).toMatchObject([
      {
        kind: 'statement-contested',
        to: { email: 'sante@example.org' },
        data: { doctor: 'Dr Ana Durand', reason: 'Il manque le 12 mars' },
      },
    ]);
  });

  test.each([
    ['2026-05-03', 'link', []],
    ['2026-05-04', 'link', ['contest-late']],
    ['2026-05-04', 'user', []],
  ] as const)('on %s, thirty days after the issue or one more, by %s', (today, by, codes) => {
    const actor: Actor = by === 'link' ? { kind: 'link', ref: 'dr-a' } : administrator;
    expect(act(born, contest, facts(actor, { today: civilDate(today) })).codes).toEqual(codes);
  });

  test('that is granted says so to the doctor, and may be followed by another one', () => {
    const { state, events } = act(at.contested, { type: 'grant', reason: 'Le 12 mars est attesté' }, facts(administrator));
    expect(state).toMatchObject({ status: 'issued', contest: { answer: 'Le 12 mars est attesté', granted: true } });
    expect(events.flatMap((event) => statement.messages(event, state, facts(administrator)))).toMatchObject([
      { kind: 'statement-contest-answered', data: { granted: true }, to: { ref: 'dr-a' } },
    ]);
    expect(act(state, contest).codes).toEqual([]);
  });

  test('R-10: after an acknowledgement leaves the sum acknowledged', () => {
    const contested = act(at.acknowledged, contest).state;
    expect(issuedLines(contested).every(({ state }) => state === 'acknowledged')).toBe(true);
    expect(act(contested, { type: 'uphold', reason: 'Vu' }, facts(administrator)).state.status).toBe('acknowledged');
    expect(act(contested, replace, byClosing).codes).toEqual(['already-acknowledged']);
  });
});

test('the closing hears what changes its counts, and nothing else', () => {
  const heard: readonly StatementEvent[] = [
    ...act(born, acknowledge).events,
    ...act(born, reject('wrong-content')).events,
    ...act(at.rejected, addPiece).events,
    ...act(at.rejected, replace, byClosing).events,
    ...act(born, contest).events,
  ];
  expect(heard.flatMap((event) => statement.tells(event, born, facts()))).toEqual([
    { noun: 'month-closing', dossier: closing, action: { type: 'acknowledged', statement: id } },
    { noun: 'month-closing', dossier: closing, action: { type: 'rejected', statement: id } },
    { noun: 'month-closing', dossier: closing, action: { type: 'completed', statement: id } },
    { noun: 'month-closing', dossier: closing, action: { type: 'replaced', statement: id, from: 'rejected' } },
  ]);
});

test('D8: each half-day of a statement is read back by the next subtraction', () => {
  expect(issuedLines(born).map(({ number, evidence, quantity, line }) => [number, evidence.half, quantity, line.unit])).toEqual([
    [born.number, 'morning', 1, 60_00],
    [born.number, 'afternoon', 1, 60_00],
  ]);
});

test('a statement waits for nobody once acknowledged or replaced', () => {
  expect(statementStatuses.filter((status) => statement.closed(at[status]))).toEqual(['acknowledged', 'replaced']);
  expect(statement.dues(born, facts())).toEqual([]);
});
