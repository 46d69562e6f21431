import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { month, civilDate } from '../../../domain/dates';
import { cents } from '../../../domain/money';
import { monthTotals, type MonthTotals } from '../../../domain/month-totals';
import { letterText } from '../../../templates/mail';
import { monthClosingLetters } from '../../../templates/mails/month-closing';
import { statementLetters } from '../../../templates/mails/statement';
import { commonRefusals } from '../../../templates/french/common';
import { monthClosingWords } from '../../../templates/french/month-closing';
import { statementWords } from '../../../templates/french/statement';
import { typographyFaults } from '../../../templates/typography';

const root = join(__dirname, '..', '..', '..');
const source = (files: string): string =>
  files
    .split(' ')
    .map((file) => readFileSync(join(root, 'domain', file), 'utf8'))
    .join();
const codesOf = (files: string): readonly string[] => [...source(files).matchAll(/code: '([a-z-]+)'/g)].map(([, code = '']) => code);
const tasksOf = (files: string): readonly string[] =>
  [...source(files).matchAll(/'((?:closing|statements?)-[a-z]+)'/g)].map(([, what = '']) => what);
const detail = {
  month: '2026-03',
  count: 3,
  netCents: 180_00,
  number: '03-2026-EL-0001',
  reason: 'compte erroné',
  waiting: 2,
  paymentOrder: 'M-1',
  max: 5,
  until: '2026-05-03',
};
const words = { 'month-closing.ts closing-dates.ts closing-contest.ts': monthClosingWords, 'statement.ts': statementWords } as const;

test.each(Object.entries(words))(
  'every refusal and task of %s has its sentence, and every sentence is typeset',
  (file, { refusals, tasks, statuses, dues }) => {
    for (const code of codesOf(file)) expect([code, code in refusals || code in commonRefusals]).toEqual([code, true]);
    for (const task of Object.keys(tasks)) expect(tasksOf(file)).toContain(task);
    const said = [...Object.values(refusals), ...Object.values(tasks)].map((write) => write(detail));
    expect([...said, ...Object.values(statuses), ...Object.values(dues)].flatMap((text) => typographyFaults(text))).toEqual([]);
  },
);

const march = month('2026-03');
const totals = { count: 2, netCents: cents(180_00), overpaymentCents: cents(-60_00), informationCents: cents(300_00), held: 1 };
const nothing: MonthTotals = monthTotals([], []);
const month3: MonthTotals = {
  ...nothing,
  count: 2,
  netCents: cents(180_00),
  payers: [{ payer: 'collectivity', amountCents: cents(180_00) }],
  imputations: [
    {
      budgetYear: 2026,
      chapter: '65',
      account: '6574',
      budgetCommitment: 'EC-12',
      count: 2,
      netCents: cents(180_00),
      overpaymentCount: 0,
      overpaymentCents: cents(0),
    },
  ],
  elsewhere: [{ payer: 'cpam', amountCents: cents(200_00) }],
};
const paid = {
  label: 'Département de l’Allier',
  payers: [
    { payer: 'cpam', amountCents: cents(400_00) },
    { payer: 'collectivity', amountCents: cents(120_00) },
  ],
  payBy: civilDate('2026-05-03'),
  contestUntil: civilDate('2026-05-01'),
} as const;
const line = {
  date: civilDate('2026-03-10'),
  site: 'MSP de Varennes',
  label: 'Forfait national',
  payer: 'cpam',
  quantity: 2,
  unit: cents(100_00),
  amount: cents(200_00),
} as const;
const text = { number: 'EL-1', kind: 'statement', month: march, netCents: cents(180_00) } as const;
const nothingElse = { lines: [], held: [] } as const;
const letters = [
  monthClosingLetters['closing-draft-ready']({ month: march, totals, reopened: true, reminder: true, replaces: 'EL-1' }),
  monthClosingLetters['closing-draft-ready']({ month: march, totals, reopened: false, reminder: false, replaces: null }),
  monthClosingLetters['statements-published']({
    month: march,
    numbers: ['EL-1', 'EL-2'],
    totals: month3,
    replaces: null,
  }),
  monthClosingLetters['statements-published']({
    month: month('2026-04'),
    numbers: [],
    totals: nothing,
    replaces: 'EL-1',
  }),
  monthClosingLetters['statements-reminder']({ month: march, waiting: 2 }),
  monthClosingLetters['statement-copy']({
    month: march,
    documents: [{ number: 'EL-2', kind: 'statement', netCents: cents(180_00) }],
    ...nothingElse,
    ...paid,
    replaces: 'EL-1',
  }),
  monthClosingLetters['statement-copy']({
    month: month('2026-08'),
    documents: [{ number: 'TP-1', kind: 'overpayment', netCents: cents(-60_00) }],
    ...nothingElse,
    ...paid,
    replaces: null,
  }),
  monthClosingLetters['month-information']({
    month: march,
    lines: [line],
    totalCents: cents(200_00),
    held: [{ reason: 'creditor-pending', quantity: 1, amountCents: cents(60_00) }],
    ...paid,
  }),
  monthClosingLetters['statements-published']({ month: march, numbers: [], totals: nothing, replaces: null }),
  monthClosingLetters['month-contested']({ month: march, doctor: 'Dr Ana Durand', reason: 'Il manque le 12' }),
  monthClosingLetters['month-contest-answered']({ month: march, reason: 'Le 12 est attesté' }),
  statementLetters['statement-completed']({ ...text, piece: 'Décision attributive' }),
  statementLetters['statement-contest-answered']({ ...text, reason: 'Journée non attestée', granted: false }),
  statementLetters['statement-contest-answered']({ ...text, number: 'EL-2', reason: 'Le 12 manque', granted: true }),
  statementLetters['statement-contested']({ ...text, doctor: 'Dr Ana Durand', reason: 'Il manque le 12', on: civilDate('2026-04-05') }),
];

test.each(letters.map((letter) => [letter.subject, letter] as const))('a mail: %s', (_, letter) => {
  const { action: _label, greeting: _greeting, ...body } = letter;
  const said = letterText({
    ...body,
    greeting: 'Bonjour,',
    contact: { name: 'Mission santé', email: 'sante@example.org' },
    sender: 'Département de l’Allier',
    specimen: false,
  });
  expect(typographyFaults(`${letter.subject}\n${said}`)).toEqual([]);
});

test('months are elided as French does', () => {
  expect(letters.map(({ subject }) => subject)).toEqual(
    expect.arrayContaining(['Votre mois d’août 2026\u00a0: état de trop-perçu', 'Projet de mars 2026 à approuver']),
  );
});

test('D7: the monthly mail says who pays what, when, and until when it may be contested, for a month of the CPAM alone too', () => {
  const said = [
    monthClosingLetters['statement-copy']({
      month: march,
      documents: [{ number: 'EL-2', kind: 'statement', netCents: cents(120_00) }],
      ...nothingElse,
      replaces: null,
      ...paid,
    }),
    monthClosingLetters['month-information']({
      month: march,
      lines: [line],
      totalCents: cents(200_00),
      held: [],
      ...paid,
      payers: paid.payers.slice(0, 1),
    }),
  ].map(({ paragraphs, facts = [] }) =>
    [...paragraphs, ...facts.map(([label, value]) => `${label} ${value}`)].join('\n').replaceAll(/[\u00a0\u202f]/g, ' '),
  );
  expect(said[0]).toContain('Qui vous verse quoi pour mars 2026 : CPAM, 400,00 € ; Département de l’Allier, 120,00 €.');
  expect(said[0]).toContain('120,00 €, par virement du comptable public, en principe avant le 3 mai 2026');
  expect(said[1]).toContain('Qui vous verse quoi pour mars 2026 : CPAM, 400,00 €.');
  for (const text of said) expect(text).toContain('jusqu’au 1er mai 2026');
});
