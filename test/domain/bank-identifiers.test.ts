import { accountHolder, bic, formatIban, iban, maskIban } from '../../domain/bank-identifiers';
import { outcome } from './outcome';

describe('R-54: IBAN', () => {
  test.each([
    ['FR7630006000011234567890189', 'FR7630006000011234567890189'],
    ['fr76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
    ['FR1420041010050500013M02606', 'FR1420041010050500013M02606'],
    ['MC5811222000010123456789030', 'MC5811222000010123456789030 iban-foreign'],
    ['DE89370400440532013000', 'DE89370400440532013000 iban-foreign'],
    ['BE68539007547034', 'BE68539007547034 iban-foreign'],
    ['FR7730006000011234567890189', 'iban-key'],
    ['FR7630006000011234567890188', 'iban-key'],
    ['FR763000600001123456789018', 'iban-length'],
    ['DE8937040044053201300', 'iban-length'],
    ['SA0380000000608010167519', 'iban-not-sepa'],
    ['30006000011234567890189', 'iban-malformed'],
    ['FR76-3000', 'iban-malformed'],
    ['', 'iban-malformed'],
  ])('%s gives %s', (text, expected) => expect(outcome(iban(text))).toBe(expected));

  test('a French IBAN whose own key is good and whose inner RIB key is not is refused', () => {
    const keyed = (account: string): string => {
      const rest = Array.from(`${account}152700`, Number).reduce((sum, digit) => (sum * 10 + digit) % 97, 0);
      return `FR${String(98 - rest).padStart(2, '0')}${account}`;
    };
    expect(outcome(iban(keyed('30006000011234567890189')))).toBe('FR7630006000011234567890189');
    expect(outcome(iban(keyed('30006000011234567890188')))).toBe('iban-rib-key');
  });

  test('R-50: a masked IBAN keeps the last four characters and nothing else', () => {
    const checked = iban('FR7630006000011234567890189');
    expect(checked.ok && maskIban(checked.value)).toBe('••••\u00a00189');
    expect(checked.ok && formatIban(checked.value)).toBe('FR76 3000 6000 0112 3456 7890 189'.replaceAll(' ', '\u00a0'));
  });
});

describe('R-54: BIC and account holder', () => {
  const french = iban('FR7630006000011234567890189');

  test.each([
    ['BNPAFRPP', 'BNPAFRPP'],
    ['bnpafrppxxx', 'BNPAFRPPXXX'],
    ['BNPARERX', 'BNPARERX'],
    ['DEUTDEFF', 'DEUTDEFF bic-country'],
    ['BNPAFRP', 'bic-malformed'],
    ['BNPAFRPPXX', 'bic-malformed'],
    ['1NPAFRPP', 'bic-malformed'],
  ])('BIC %s beside a French IBAN gives %s', (text, expected) => {
    expect(french.ok && outcome(bic(text, french.value))).toBe(expected);
  });

  test('a BIC alone is checked alone', () => expect(outcome(bic('DEUTDEFF'))).toBe('DEUTDEFF'));

  test.each([
    ['Hélène Lefèvre', 'Hélène Lefèvre', 'Hélène Lefèvre'],
    ['M. LEFEVRE  HELENE', 'Dr Hélène Lefèvre', 'M. LEFEVRE HELENE'],
    ['DUPONT-CŒUR Anne', 'Anne Dupont-Coeur', 'DUPONT-CŒUR Anne'],
    ['SELARL Lefèvre', 'Hélène Lefèvre', 'SELARL Lefèvre holder-differs'],
    ['Hélène <Lefèvre>', 'Hélène Lefèvre', 'holder-malformed'],
    ['', 'Hélène Lefèvre', 'holder-malformed'],
    ['He\u0301le\u0300ne Lefe\u0300vre', 'Hélène Lefèvre', 'Hélène Lefèvre'],
    // q́ is no letter of the documents that will print the holder
    ['Q\u0301uentin', 'Quentin', 'holder-malformed'],
  ])('E-14, E-29: the holder « %s » for the creditor « %s » gives « %s »', (holder, creditor, expected) => {
    expect(outcome(accountHolder(holder, creditor))).toBe(expected);
  });
});
