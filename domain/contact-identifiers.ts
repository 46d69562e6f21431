import type { Brand } from './brand';
import { type Checked, compact } from './identifiers';
import { isPlain } from './plain-text';

export type EmailAddress = Brand<string, 'EmailAddress'>;
/** E.164: +33612345678, +262262123456. */
export type Phone = Brand<string, 'Phone'>;
/** Composed (NFC), without any character that a document cannot show. */
export type CleanText = Brand<string, 'CleanText'>;

export type EmailFault = 'email-malformed' | 'email-mssante';
export type PhoneFault = 'phone-malformed' | 'phone-not-french';
export type TextFault = 'text-empty' | 'text-too-long' | 'text-control-character' | 'text-broken-character';

const addressForm = /^[A-Za-z0-9_'+&=~-]+(\.[A-Za-z0-9_'+&=~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])$/;

/**
 * One plain ASCII local@domain: quoted local parts, commas and groups have redirected mails elsewhere.
 * MSSanté is a closed network that only its own operators reach, so it can receive nothing from us.
 */
export function email(text: string): Checked<EmailAddress, EmailFault> {
  const trimmed = text.trim();
  const split = trimmed.lastIndexOf('@');
  const address = trimmed.slice(0, split) + trimmed.slice(split).toLowerCase();
  if (!isEmail(address)) return { ok: false, code: 'email-malformed' };
  if (/[@.]mssante\.fr$/.test(address)) return { ok: false, code: 'email-mssante' };
  return { ok: true, value: address, warnings: [] };
}

/** Overseas numbers keep ten digits at home and take their own country code from elsewhere (national numbering plan, Arcep). */
const overseasCodes: readonly (readonly [country: string, start: RegExp])[] = [
  ['262', /^(26[239]|639|69[23])/],
  ['590', /^(590|69[01])/],
  ['594', /^(594|694)/],
  ['596', /^(596|69[67])/],
  ['508', /^(508|708)/],
];

/** Ten digits, or +33 and the overseas codes; blanks, dots, hyphens and the « (0) » of letterheads are read over. */
export function phone(text: string): Checked<Phone, PhoneFault> {
  const dialled = compact(text)
    .replace(/[.\-/]/g, '')
    .replace(/^00/, '+')
    .replace('(0)', '');
  const [, country = '33', national] =
    /^\+(33|262|590|594|596|508)0?([1-9]\d{8})$/.exec(dialled) ?? /^()0([1-9]\d{8})$/.exec(dialled) ?? [];
  if (national === undefined) return { ok: false, code: isForeign(dialled) ? 'phone-not-french' : 'phone-malformed' };
  const home = overseasCodes.find(([, start]) => start.test(national))?.[0] ?? '33';
  const number = `+${home}${national}`;
  const agrees = country === '' || country === '33' || country === home;
  return agrees && isPhone(number) ? { ok: true, value: number, warnings: [] } : { ok: false, code: 'phone-malformed' };
}

/** « 06 12 34 56 78 », as dialled in France */
export function formatPhone(number: Phone): string {
  const national = `0${number.slice(-9)}`;
  return (national.match(/../g) ?? []).join('\u00a0');
}

/**
 * What a person types and a document will print. Lengths count characters after composition, not UTF-16 units.
 * Direction marks are refused with the control characters: they can make a name or an amount read otherwise than it is stored.
 */
export function cleanText(text: string, max: number, lines: 'one' | 'several' = 'one'): Checked<CleanText, TextFault> {
  if (/\p{Surrogate}|\p{Noncharacter_Code_Point}/u.test(text)) return { ok: false, code: 'text-broken-character' };
  const clean = text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (clean === '') return { ok: false, code: 'text-empty' };
  if (!isCleanText(clean) || (lines === 'one' && clean.includes('\n'))) return { ok: false, code: 'text-control-character' };
  return Array.from(clean).length > max ? { ok: false, code: 'text-too-long' } : { ok: true, value: clean, warnings: [] };
}

function isEmail(text: string): text is EmailAddress {
  const local = text.slice(0, text.lastIndexOf('@'));
  const labels = text.slice(local.length + 1).split('.');
  return addressForm.test(text) && text.length <= 254 && local.length <= 64 && labels.every((label) => label.length <= 63);
}

function isPhone(text: string): text is Phone {
  return /^\+(33|262|590|594|596|508)[1-9]\d{8}$/.test(text);
}

function isForeign(dialled: string): boolean {
  return /^\+\d{8,15}$/.test(dialled) && !/^\+(33|262|590|594|596|508)/.test(dialled);
}

function isCleanText(text: string): text is CleanText {
  return isPlain(text) && !text.includes('\t');
}
