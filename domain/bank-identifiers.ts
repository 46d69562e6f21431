import type { Brand } from './brand';
import { type Checked, compact } from './identifiers';
import { unprintable } from './printable';

export type Iban = Brand<string, 'Iban'>;
export type Bic = Brand<string, 'Bic'>;
export type AccountHolder = Brand<string, 'AccountHolder'>;

export type IbanFault = 'iban-malformed' | 'iban-not-sepa' | 'iban-length' | 'iban-key' | 'iban-rib-key';
export type IbanDoubt = 'iban-foreign';
export type BicFault = 'bic-malformed';
export type BicDoubt = 'bic-country';
export type HolderFault = 'holder-malformed';
export type HolderDoubt = 'holder-differs';

/** Length of an IBAN in each country of the single euro payments area (ISO 13616 registry; EPC list of 2025). */
const sepaList =
  'AD24 AL28 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 ' +
  'IT27 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19 SK24 SM27 VA22';
const sepaLengths = new Map(sepaList.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]));
/** Overseas banks have a BIC of their own country code and an IBAN that starts with FR. */
const frenchBicCountries = 'FR GP MQ GF RE YT PM BL MF NC PF WF'.split(' ');

/** modulo 97 everywhere, and for France and Monaco the RIB key inside, which mod 97 alone does not hold. */
export function iban(text: string): Checked<Iban, IbanFault, IbanDoubt> {
  const number = compact(text).toUpperCase();
  if (!isIban(number)) return { ok: false, code: 'iban-malformed' };
  const country = number.slice(0, 2);
  const length = sepaLengths.get(country);
  if (length === undefined) return { ok: false, code: 'iban-not-sepa' };
  if (number.length !== length) return { ok: false, code: 'iban-length' };
  if (remainder97(number.slice(4) + number.slice(0, 4)) !== 1) return { ok: false, code: 'iban-key' };
  if ((country === 'FR' || country === 'MC') && !hasRibKey(number.slice(4))) return { ok: false, code: 'iban-rib-key' };
  return { ok: true, value: number, warnings: country === 'FR' ? [] : ['iban-foreign'] };
}

/** screens and mails show the last four characters only. */
export function maskIban(number: Iban): string {
  return `••••\u00a0${number.slice(-4)}`;
}

/** Groups of four, as on a bank's own slip. */
export function formatIban(number: Iban): string {
  return (number.match(/.{1,4}/g) ?? []).join('\u00a0');
}

/** Optional within the euro area; when given for an IBAN, both should name one country. */
export function bic(text: string, account?: Iban): Checked<Bic, BicFault, BicDoubt> {
  const code = compact(text).toUpperCase();
  if (!isBic(code)) return { ok: false, code: 'bic-malformed' };
  const agrees = account === undefined || paymentCountry(code.slice(4, 6)) === account.slice(0, 2);
  return { ok: true, value: code, warnings: agrees ? [] : ['bic-country'] };
}

/** E-14: the account of a spouse or a company is possible, with a reason; the creditor's title and the order of the names do not matter. */
export function accountHolder(text: string, creditorName: string): Checked<AccountHolder, HolderFault, HolderDoubt> {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (!isHolder(name)) return { ok: false, code: 'holder-malformed' };
  return { ok: true, value: name, warnings: nameWords(name) === nameWords(creditorName) ? [] : ['holder-differs'] };
}

function isIban(text: string): text is Iban {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text);
}

function isBic(text: string): text is Bic {
  return /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text);
}

/** What a payment message can carry once accents are taken off: letters, digits and / - ? : ( ) . , '; and what a statement can print. */
function isHolder(text: string): text is AccountHolder {
  return /^[A-Za-z0-9 /?:().,'-]{1,70}$/.test(plain(text)) && unprintable(text) === null;
}

function paymentCountry(country: string): string {
  return frenchBicCountries.includes(country) ? 'FR' : country;
}

/** Letters count from A = 10 (ISO 7064); taken digit by digit, the whole being beyond an exact number. */
function remainder97(text: string): number {
  const figures = Array.from(text, (character) => Number.parseInt(character, 36)).join('');
  return Array.from(figures, Number).reduce((rest, digit) => (rest * 10 + digit) % 97, 0);
}

/** Bank (5), branch (5), account (11), key (2): 97 − (89 b + 15 g + 3 c) mod 97, letters counting 1 to 9 as on an old keyboard of the banks. */
function hasRibKey(account: string): boolean {
  const figures = Array.from(account, ribDigit).join('');
  if (!/^\d{10}/.test(account) || !/\d{2}$/.test(account)) return false;
  const [bank, branch, number] = [figures.slice(0, 5), figures.slice(5, 10), figures.slice(10, 21)].map(Number);
  if (bank === undefined || branch === undefined || number === undefined) return false;
  return 97 - ((89 * bank + 15 * branch + 3 * number) % 97) === Number(figures.slice(21));
}

/** A to I, J to R and S to Z: the third row starts at 2. */
function ribDigit(character: string): number {
  const value = Number.parseInt(character, 36);
  if (value < 10) return value;
  const place = value - 10;
  return place < 18 ? (place % 9) + 1 : place - 16;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’ʼ]/g, "'").replace(/œ/gi, 'oe').replace(/æ/gi, 'ae');
}

function nameWords(name: string): string {
  const titles = ['DR', 'DOCTEUR', 'M', 'MR', 'MME', 'MLLE', 'OU'];
  const words = plain(name)
    .toUpperCase()
    .split(/[^A-Z0-9]+/);
  return words
    .filter((word) => word !== '' && !titles.includes(word))
    .toSorted()
    .join(' ');
}
