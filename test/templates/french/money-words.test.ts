import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { month, civilDate } from '../../../domain/dates';
import { cents } from '../../../domain/money';
import { letterText } from '../../../templates/mail';
import { monthClosingLetters } from '../../../templates/mails/month-closing';
import { statementLetters } from '../../../templates/mails/statement';
import { commonRefusals } from '../../../templates/french/common';
import { monthClosingWords } from '../../../templates/french/month-closing';
import { statementWords } from '../../../templates/french/statement';
import { typographyFaults } from '../../../templates/typography';

const root = join(__dirname, '..', '..', '..');
const codesOf = (file: string): readonly string[] =>
  [...readFileSync(join(root, 'domain', file), 'utf8').matchAll(/code: '([a-z-]+)'/g)].map(([, code = '']) => code);
const tasksOf = (file: string): readonly string[] =>
  [...readFileSync(join(root, 'domain', file), 'utf8').matchAll(/'((?:closing|statements?)-[a-z]+)'/g)].map(([, what = '']) => what);
const detail = {
  month: '2026-03',
  count: 3,
  netCents: 180_00,
  number: '03-2026-EL-0001',
  reason: 'compte erroné',
  waiting: 2,
  paymentOrder: 'M-1',
  max: 5,
};
const words = { 'month-closing.ts': monthClosingWords, 'statement.ts': statementWords } as const;

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
const letters = [
  monthClosingLetters['closing-draft-ready']({ month: march, totals, reopened: true, reminder: true, replaces: 'EL-1' }),
  monthClosingLetters['closing-draft-ready']({ month: march, totals, reopened: false, reminder: false, replaces: null }),
  monthClosingLetters['statements-published']({
    month: march,
    numbers: ['EL-1', 'EL-2'],
    netCents: cents(180_00),
    overpaymentCents: cents(0),
    replaces: null,
  }),
  monthClosingLetters['statements-published']({
    month: month('2026-04'),
    numbers: [],
    netCents: cents(0),
    overpaymentCents: cents(0),
    replaces: 'EL-1',
  }),
  monthClosingLetters['statements-reminder']({ month: march, waiting: 2 }),
  monthClosingLetters['statement-copy']({
    month: march,
    number: 'EL-2',
    kind: 'statement',
    netCents: cents(180_00),
    informationCents: cents(0),
    replaces: 'EL-1',
  }),
  monthClosingLetters['statement-copy']({
    month: month('2026-08'),
    number: 'TP-1',
    kind: 'overpayment',
    netCents: cents(-60_00),
    informationCents: cents(0),
    replaces: null,
  }),
  monthClosingLetters['month-information']({
    month: march,
    lines: [line],
    totalCents: cents(200_00),
    held: [{ reason: 'creditor-pending', quantity: 1, amountCents: cents(60_00) }],
  }),
  statementLetters['statement-completed'](text),
  statementLetters['statement-contest-answered']({ ...text, reason: 'Journée non attestée' }),
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
    expect.arrayContaining(['Votre état de trop-perçu d’août 2026', 'Projet de mars 2026 à approuver']),
  );
});
