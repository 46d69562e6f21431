import { monthClosingForms, monthPage, parseAnswer, statementForms } from '../../api/accountant-page';
import { showTold } from '../../api/month-contest';
import { copyPage, parseContest } from '../../api/statement-copy';
import { civilDate, type CivilDate } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { issueStatement } from '../../domain/issued-statement';
import { typographyFaults } from '../../templates/typography';
import { aCollectivity, baseFacts, doctor } from '../domain/money-builders';
import { id as closing, issued, issuing, rowsOf } from '../domain/closing-builders';

const [row] = rowsOf(issuing);
if (row === undefined) throw new Error('a statement was expected');
const state = issueStatement(row, closing, civilDate('2026-04-03'));
const month = (over = {}) => ({
  settings: aCollectivity(),
  closing: issued,
  documents: [{ id: row.statement, version: 3, state: { ...state, ...over }, file: { name: 'x.pdf', sha256: 'ab' } }],
  doctors: { [doctor]: { name: 'Dr Ana Durand' } },
});
const fields = (values: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
const parse = (values: Readonly<Record<string, string>>) => parseAnswer(fields(values), month());
const shown = (over = {}, answered = {}): string =>
  monthPage(month(over), { base: baseFacts(), href: 'http://127.0.0.1/l/token', ...answered });
const words = (html: string): string => html.replaceAll(/<style>.*?<\/style>/gs, '').replaceAll(/<[^>]+>/g, '\n');

test('the mail of a completed statement leads to the same page as the month’s', () => {
  expect(statementForms['accountant-month']).toBe(monthClosingForms['accountant-month']);
  expect(Object.values(monthClosingForms).map(({ back }) => back)).toEqual(['Revenir aux documents du mois', 'Revenir au document', null]);
});

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['nothing', {}, ['act']],
  ['a document of another month', { act: 'acknowledge', statement: 'allier.statement.x', paymentOrder: 'M-1', on: '2026-04-03' }, ['act']],
  ['no payment order', { act: 'acknowledge', statement: row.statement, paymentOrder: ' ', on: '2026-04-03' }, ['paymentOrder']],
  ['no date', { act: 'acknowledge', statement: row.statement, paymentOrder: 'M-1', on: '3/4/26' }, ['on']],
  ['a rejection without a word', { act: 'reject', statement: row.statement }, ['kind', 'reason']],
])('an answer that says %s is given back with its fault', (_, values, faults) => {
  const parsed = parse(values);
  expect(parsed.ok ? [] : Object.keys(parsed.faults)).toEqual(faults);
});

test('E-19: an answer is an act of its statement', () => {
  const target = { noun: 'statement', dossier: row.statement };
  expect(parse({ act: 'acknowledge', statement: row.statement, paymentOrder: ' M-1 ', on: '2026-04-03' })).toEqual({
    ok: true,
    target,
    action: { type: 'acknowledge', paymentOrder: 'M-1', on: '2026-04-03' },
  });
  expect(parse({ act: 'reject', statement: row.statement, kind: 'missing-piece', reason: 'Pièce absente' })).toEqual({
    ok: true,
    target,
    action: { type: 'reject', kind: 'missing-piece', reason: 'Pièce absente' },
  });
});

describe('several statements under one payment order', () => {
  const second = { ...state, number: '03-2026-EL-0009' };
  const other = dossierId('allier.statement.9');
  const both = () => ({
    ...month(),
    documents: [...month().documents, { id: other, version: 1, state: second, file: { name: 'y.pdf', sha256: 'cd' } }],
  });
  const page = (answered = {}): string => monthPage(both(), { base: baseFacts(), href: 'http://127.0.0.1/l/token', ...answered });
  const order = { paymentOrder: 'M-7', on: '2026-04-09' };
  const answeredBy = (values: Readonly<Record<string, string>>) => {
    const parsed = parseAnswer(fields(values), both());
    return page({ answered: { fields: fields(values), faults: parsed.ok ? {} : parsed.faults } });
  };

  test('the table comes first, nothing is ticked, and the forms of each document are folded', () => {
    const html = page();
    expect(html.indexOf('Documents du mois</caption>')).toBeLessThan(html.indexOf('Totaux de contrôle'));
    expect(html).not.toContain('checked');
    expect(html.match(/<details><summary>Rejeter/g)).toHaveLength(2);
    expect(html).toContain('J’ai vérifié les 2 états liquidatifs');
    expect(typographyFaults(words(html))).toEqual([]);
    expect(shown()).not.toContain('plusieurs états'); // one alone has its own form
  });

  test('what is sent first is shown, with its sum, and records nothing', () => {
    expect(parseAnswer(fields({ act: 'review', all: 'yes', ...order }), both())).toEqual({ ok: false, faults: {} });
    const html = answeredBy({ act: 'review', all: 'yes', ...order });
    expect(html).toContain('Rien n’est encore enregistré. 2 états liquidatifs');
    expect(html).toContain('mandat n° M-7 du 9 avril 2026');
    expect(html.match(/name="statements" value="/g)).toHaveLength(2);
    expect(html).toContain('value="acknowledge-all"');
    expect(typographyFaults(words(html))).toEqual([]);
    expect(answeredBy({ act: 'review', statements: other, ...order })).toContain('1 document attendra encore votre réponse');
  });

  test('what is missing is asked for, and what was typed is kept', () => {
    const html = answeredBy({ act: 'review', paymentOrder: 'M-7' });
    for (const id of ['bulk-statements', 'bulk-on']) expect(html).toContain(`href="#${id}"`);
    expect(html).toContain('value="M-7"');
    expect(parseAnswer(fields({ act: 'acknowledge-all', ...order }), both())).toMatchObject({
      ok: false,
      faults: { statements: expect.any(String) },
    });
  });

  test('E-19: what is confirmed is one act for each statement, and of this month only', () => {
    const sent = { ...fields({ act: 'acknowledge-all', ...order }), statements: [row.statement, other, 'allier.statement.elsewhere'] };
    expect(parseAnswer(sent, both())).toMatchObject({
      ok: true,
      lines: [row.statement, other].map((dossier) => ({ noun: 'statement', dossier, action: { type: 'acknowledge', ...order } })),
    });
    expect(page({ answered: { fields: {}, faults: {}, said: { a: 'État 1. C’est enregistré.' } } })).toContain(
      '<li>État 1. C’est enregistré.</li>',
    );
  });
});

test('no choice is made in advance, the form carries the version that was seen, and French is well set', () => {
  const html = shown();
  expect(html).not.toContain('checked');
  expect(html).toContain('name="version" value="3"');
  expect(html).toContain('1 document attend votre prise en charge');
  expect(typographyFaults(words(html))).toEqual([]);
});

test.each([
  [
    'acknowledged',
    { status: 'acknowledged', acknowledgement: { paymentOrder: 'M-118', on: '2026-04-09', by: 'payeur' } },
    'M-118, le 9 avril 2026',
  ],
  [
    'rejected',
    { status: 'rejected', rejection: { reason: 'Compte erroné', kind: 'wrong-content', by: 'payeur', at: '2026-04-09T08:00:00.000Z' } },
    'Compte erroné',
  ],
  ['replaced', { status: 'replaced', replacedBy: ['03-2026-EL-0002'] }, '03-2026-EL-0002'],
])('a document that is %s asks nothing more and says why', (_, over, said) => {
  expect(shown(over)).not.toContain('<form');
  expect(shown(over)).toContain(said);
});

test('what was typed is kept beside its fault', () => {
  const answered = {
    fields: fields({ act: 'acknowledge', statement: row.statement, paymentOrder: 'M-118', on: '' }),
    faults: { on: 'Indiquez une date.' },
  };
  const html = shown({}, { answered });
  expect(html).toContain('value="M-118"');
  expect(html).toContain(`href="#${row.statement}-on"`);
});

test('the doctor’s page says the sums and the masked account, and takes a contest once', () => {
  const show = (over = {}, canContest = true, late: CivilDate | null = null): string =>
    copyPage(
      { id: row.statement, state: { ...state, ...over }, canContest, late },
      { base: baseFacts(), href: 'http://127.0.0.1/l/token' },
    );
  expect(show()).toContain('180,00');
  expect(show()).toContain('••••');
  expect(typographyFaults(words(show()))).toEqual([]);
  const answered = show(
    { contest: { reason: 'x', by: 'dr-a', at: '2026-04-09T08:00:00.000Z', answer: 'Journée non attestée', granted: false } },
    false,
  );
  expect(answered).toContain('Journée non attestée');
  expect(answered).not.toContain('<form');
  const late = show({}, false, civilDate('2026-05-03'));
  expect(late).toContain('jusqu’au 3 mai 2026');
  expect(late).not.toContain('<form');
  expect(typographyFaults(words(late))).toEqual([]);
  const copied = { id: row.statement, state, canContest: true, late: null };
  expect(parseContest(fields({ reason: '' }), copied)).toMatchObject({ ok: false });
  expect(parseContest(fields({ reason: 'Il manque le 12' }), copied)).toMatchObject({
    ok: true,
    action: { type: 'contest' },
    target: { noun: 'statement', dossier: row.statement },
  });
});

test('documents that one mail brought share a page: each has its copy, and a contest says which one it is about', () => {
  const other = { id: 'allier.statement.2', state: { ...state, number: 'EL-2' } };
  const both = { id: row.statement, state, canContest: true, late: null, others: [other] };
  const html = copyPage(both, { base: baseFacts(), href: 'http://127.0.0.1/l/token' });
  for (const said of ['/l/token/copie.pdf', '/l/token/copie-2.pdf', state.number, 'EL-2', 'name="document"']) expect(html).toContain(said);
  expect(typographyFaults(words(html))).toEqual([]);
  expect(parseContest(fields({ reason: 'Il manque le 12' }), both)).toEqual({ ok: false, faults: { document: 'Choisissez le document.' } });
  expect(parseContest(fields({ reason: 'Il manque le 12', document: other.id }), both)).toMatchObject({
    ok: true,
    target: { dossier: other.id },
  });
  const answered = { ...other, state: { ...other.state, status: 'rejected' as const } };
  expect(parseContest(fields({ reason: 'x' }), { ...both, others: [answered] })).toMatchObject({ target: { dossier: row.statement } });
});

test('E-19: added pieces are on the page, and each line has its address', () => {
  const html = shown({
    pieces: [
      { label: 'Décision attributive', document: 'allier.st.piece.1' },
      { label: 'RIB', document: null },
    ],
  });
  expect(html).toContain('href="http://127.0.0.1/l/token/pieces/allier.st.piece.1"');
  expect(html).toContain(`href="http://127.0.0.1/l/token/statements/${row.statement}/lines/1"`);
  expect(html).toContain('Pièce ajoutée\u00a0: RIB</li>');
  expect(typographyFaults(words(html))).toEqual([]);
});

test('D7: a month without a document shows its half-days and who pays, takes a contest, and after the delay says kindly whom to call', () => {
  const lines = state.information;
  const closing = { ...issued, information: [{ doctor, lines, total: state.informationTotal }] };
  const open = showTold({ closing, doctor, late: null });
  expect(open).toMatchObject({
    submit: 'Signaler une erreur',
    facts: [
      ['mardi 10 mars 2026', 'journée entière, 200,00\u00a0€'],
      ['vendredi 20 mars 2026', 'matin, 100,00\u00a0€'],
      ['Payeur\u00a0: CPAM', '300,00\u00a0€'],
    ],
  });
  const late = showTold({ closing, doctor, late: civilDate('2026-05-03') });
  expect(late.submit).toBeNull();
  expect(late.paragraphs.join(' ')).toContain('jusqu’au 3 mai 2026');
  const contested = { ...closing, contests: [{ doctor, reason: 'x', at: issued.announcedOn, answer: null }] };
  expect(showTold({ closing: contested, doctor, late: null })).toMatchObject({ submit: null });
});
