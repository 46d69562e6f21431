import { civilDate, instant, month, timeZone } from '../../../domain/dates';
import { noTotals } from '../../../domain/statement-draft';
import { creditorLetters } from '../../../templates/mails/creditor';
import { monthClosingLetters } from '../../../templates/mails/month-closing';
import { conventionLetters } from '../../../templates/mails/convention';
import type { LetterBody } from '../../../templates/mails/letters';
import { signatureRoundLetters } from '../../../templates/mails/signature-round';
import { signBefore } from '../../../templates/signing';
import { typographyFaults } from '../../../templates/typography';

const common = { title: 'Convention des Combrailles', subject: 'convention', digest: 'ab12'.repeat(16), level: 'simple' } as const;
const asked = {
  ...common,
  capacity: 'Présidente, Organisme A',
  until: instant('2026-10-01T08:00:00.000Z'),
  now: instant('2026-09-11T08:00:00.000Z'),
  zone: timeZone('Europe/Paris'),
};
const signatures = [{ name: 'Agnès Châtelain', capacity: 'présidente', at: instant('2026-09-20T22:30:00.000Z') }];
const complete = { ...common, zone: timeZone('Europe/Paris'), signatures };
const inForce = {
  title: common.title,
  organisations: ['CDOM', 'ARS'],
  effectiveOn: civilDate('2026-10-01'),
  to: civilDate('2027-12-31'),
  epci: 49,
  outside: null,
};

const letters: readonly (readonly [string, LetterBody])[] = [
  ['signature-asked', signatureRoundLetters['signature-asked'](asked)],
  ['signature-asked of an engagement', signatureRoundLetters['signature-asked']({ ...asked, subject: 'engagement' })],
  ['signature-reminder', signatureRoundLetters['signature-reminder'](asked)],
  ['signature-complete', signatureRoundLetters['signature-complete'](complete)],
  ['convention-in-force', conventionLetters['convention-in-force'](inForce)],
  ['convention-in-force in one EPCI', conventionLetters['convention-in-force']({ ...inForce, epci: 1 })],
];
const printed = ({ subject, paragraphs, facts = [], action = '' }: LetterBody): readonly string[] => [
  subject,
  ...paragraphs,
  ...facts.flat(),
  action,
];

test.each(letters)('%s is worded as French is printed', (_, letter) => {
  expect(printed(letter).flatMap(typographyFaults)).toEqual([]);
  expect(printed(letter).join(' ')).not.toContain('undefined');
});

test('who is asked reads the capacity, the level and the digest in groups of four', () => {
  expect(signatureRoundLetters['signature-asked'](asked).facts).toEqual([
    ['Document', 'Convention des Combrailles'],
    ['Vous signez en qualité de', 'Présidente, Organisme A'],
    ['Niveau de signature', 'signature simple'],
    ['Empreinte SHA-256', Array.from({ length: 16 }, () => 'ab12').join(' ')],
  ]);
});

test('the day alone is the deadline, alike on the page; the hour is given on that very day', () => {
  const { limit } = signatureRoundLetters['signature-asked'](asked);
  expect(limit).toEqual({ words: 'À signer avant le jeudi 1er octobre 2026.' });
  expect(signBefore(asked.until, instant('2026-10-01T06:00:00.000Z'), asked.zone)).toBe('jeudi 1er octobre 2026 à 10\u00a0h');
});

test('what awaits somebody who signs in opens the console', () => {
  const { action } = creditorLetters['bank-details-waiting']({ doctor: 'Dr Odile Roux', maskedIban: '•••• 0189', until: asked.until });
  const totals = noTotals;
  const draft = monthClosingLetters['closing-draft-ready']({
    month: month('2026-08'),
    totals,
    reopened: false,
    reminder: false,
    replaces: null,
  });
  expect([action, draft.action]).toEqual(['Ouvrir la console', 'Ouvrir la console']);
});

test('at the end all read who signed, in what capacity and when, in the collectivity’s time', () => {
  const [, first] = signatureRoundLetters['signature-complete'](complete).facts ?? [];
  expect(first).toEqual(['Agnès Châtelain, présidente', expect.stringMatching(/^signature simple, le lundi 21 septembre 2026 à 0\sh\s30/)]);
});
