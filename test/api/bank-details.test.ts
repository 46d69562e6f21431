import { randomBytes } from 'node:crypto';
import { readDetails, type TypedDetails } from '../../api/bank-details';
import { dossierId } from '../../domain/ids';
import { openText, type Keyring } from '../../runtime/sealing';
import { creditorWords } from '../../templates/french/creditor';

const keyring: Keyring = { current: 'a', keys: new Map([['a', randomBytes(32)]]) };
const of = { engagement: dossierId('eng-1'), doctor: 'Claire Martin' };
const own: TypedDetails = {
  holderKind: 'person',
  holder: 'Martin Claire',
  companyName: '',
  siret: '',
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  bic: '',
};
const selarl: TypedDetails = {
  ...own,
  holderKind: 'company',
  holder: 'SELARL DR CLAIRE MARTIN',
  companyName: 'SELARL du Docteur Claire Martin',
  siret: '732 829 320 00074',
};
const read = (typed: TypedDetails) => readDetails(typed, of, keyring);

test('R-14: the account of the doctor’s own company passes like the one of the doctor', () => {
  expect(read(own)).toMatchObject({ ok: true, action: { holderKind: 'person', siret: null, companyName: null, holderMatches: true } });
  expect(read(selarl)).toMatchObject({
    ok: true,
    action: { holderKind: 'company', siret: '73282932000074', companyName: selarl.companyName, holderMatches: true },
  });
});

test('E-14: an account that is neither the doctor’s nor the company’s is a doubt', () => {
  expect(read({ ...own, holder: selarl.holder })).toMatchObject({ action: { holderMatches: false } });
  expect(read({ ...selarl, holder: 'Paul Martin' })).toMatchObject({ action: { holderMatches: false } });
  expect(read({ ...selarl, companyName: 'SELARL des Érables' })).toMatchObject({ action: { holderMatches: false } });
});

test('a number typed for a company is not kept of a doctor', () => {
  expect(read({ ...own, companyName: 'SELARL Martin', siret: '73282932000074' })).toMatchObject({
    action: { siret: null, companyName: null },
  });
});

test.each<[Partial<TypedDetails>, Record<string, string>]>([
  [{ siret: '73282932000075' }, { siret: 'siret-key' }],
  [{ siret: '' }, { siret: 'siret-missing' }],
  [{ siret: '7328' }, { siret: 'siret-malformed' }],
  [
    { holderKind: null, holder: ' ', iban: '' },
    { holderKind: 'choice-missing', holder: 'text-missing', iban: 'text-missing' },
  ],
  [
    { holder: '😀', iban: 'FR76' },
    { holder: 'holder-malformed', iban: 'iban-malformed' },
  ],
  [{ companyName: ' ' }, { companyName: 'company-name-missing' }],
  [
    { holderKind: null, holder: '', iban: 'FR7630006000011234567890188' },
    { holderKind: 'choice-missing', holder: 'text-missing', iban: 'iban-key' },
  ],
])('R-54: all faults show at once, each at its field, in words that are known: %#', (change, faults) => {
  expect(read({ ...selarl, ...change })).toEqual({ ok: false, faults });
  for (const code of Object.values(faults)) expect(creditorWords.refusals[code]?.({})).toMatch(/\.$/);
});

test('R-13: the account is sealed for its creditor, and shown by its end only', () => {
  const result = read(selarl);
  if (!result.ok) throw new Error('refused');
  expect(JSON.stringify(result.action)).not.toMatch(/3000\s?6000\s?0112/);
  expect(JSON.parse(openText(keyring, result.action.sealed, 'creditor/cre.eng-1'))).toMatchObject({ holder: selarl.holder });
});
