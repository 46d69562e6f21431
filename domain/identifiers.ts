import type { Brand } from './brand';

/** A fault refuses the input; a doubt lets it in and asks a person to look. */
export type Checked<Value, Fault extends string, Doubt extends string = never> =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly Doubt[] }
  | { readonly ok: false; readonly code: Fault };

export type Rpps = Brand<string, 'Rpps'>;
export type Siren = Brand<string, 'Siren'>;
export type Siret = Brand<string, 'Siret'>;
export type EpciSiren = Brand<string, 'EpciSiren'>;
export type Finess = Brand<string, 'Finess'>;
/** Five characters, never a number: 01004, 2A004, 97411. */
export type CommuneCode = Brand<string, 'CommuneCode'>;

export type RppsFault = 'rpps-malformed' | 'rpps-adeli' | 'rpps-card-number';
export type RppsDoubt = 'rpps-key' | 'rpps-fictional';
export type SirenFault = 'siren-malformed' | 'siren-key';
export type SiretFault = 'siret-malformed' | 'siret-key';
export type EpciDoubt = 'epci-unusual-siren';
export type FinessFault = 'finess-malformed';
export type FinessDoubt = 'finess-key';
export type CommuneFault = 'commune-malformed';

/**
 * Numbers in service start with 1 and the Agence du numérique en santé's test cards with 997, as far as we know; 99999 is ours.
 * The key is valid so that everything else behaves as for a real doctor.
 */
const fictionalPrefix = '99999';
const laPoste = '356000000';

/** R-54: eleven digits, the last one a Luhn key that some old numbers are said to break: hence a doubt, not a fault. */
export function rpps(text: string): Checked<Rpps, RppsFault, RppsDoubt> {
  const number = compact(text);
  if (isRpps(number)) {
    const key: RppsDoubt[] = luhn(number) ? [] : ['rpps-key'];
    return { ok: true, value: number, warnings: isFictionalRpps(number) ? [...key, 'rpps-fictional'] : key };
  }
  if (/^[0-9][0-9AB][0-9]{7}$/.test(number)) return { ok: false, code: 'rpps-adeli' };
  return { ok: false, code: /^8\d{11}$/.test(number) ? 'rpps-card-number' : 'rpps-malformed' };
}

/** For rehearsals: the nth number that no doctor holds. */
export function fictionalRpps(n: number): Rpps {
  if (!Number.isSafeInteger(n) || n < 0 || n > 99_999) throw new RangeError(`not a rank of a fictional RPPS: ${n}`);
  const body = `${fictionalPrefix}${String(n).padStart(5, '0')}`;
  const number = `${body}${(10 - (luhnSum(`${body}0`) % 10)) % 10}`;
  if (!isRpps(number)) throw new RangeError(`not an RPPS: ${number}`);
  return number;
}

export function isFictionalRpps(number: Rpps): boolean {
  return number.startsWith(fictionalPrefix);
}

export function siren(text: string): Checked<Siren, SirenFault> {
  const number = compact(text);
  if (!isSiren(number)) return { ok: false, code: 'siren-malformed' };
  return luhn(number) ? { ok: true, value: number, warnings: [] } : { ok: false, code: 'siren-key' };
}

/** La Poste numbers most of its establishments by a rule of its own: the sum of the digits is a multiple of five. */
export function siret(text: string): Checked<Siret, SiretFault> {
  const number = compact(text);
  if (!isSiret(number)) return { ok: false, code: 'siret-malformed' };
  const byLaPoste = number.startsWith(laPoste) && digitSum(number) % 5 === 0;
  const valid = luhn(number.slice(0, 9)) && (luhn(number) || byLaPoste);
  return valid ? { ok: true, value: number, warnings: [] } : { ok: false, code: 'siret-key' };
}

export function sirenOf(number: Siret): Siren {
  const holder = number.slice(0, 9);
  if (!isSiren(holder)) throw new RangeError(`not a SIREN: ${holder}`);
  return holder;
}

/** The loaded list of the year decides whether the EPCI exists (E-28); this only tells a slip of the keyboard. */
export function epciSiren(text: string): Checked<EpciSiren, SirenFault, EpciDoubt> {
  const number = compact(text);
  if (!isEpci(number)) return { ok: false, code: 'siren-malformed' };
  if (!luhn(number)) return { ok: false, code: 'siren-key' };
  return { ok: true, value: number, warnings: /^(200|24)/.test(number) ? [] : ['epci-unusual-siren'] };
}

/** The key of Corsican numbers (2A, 2B) is not checked: no published rule was found. */
export function finess(text: string): Checked<Finess, FinessFault, FinessDoubt> {
  const number = compact(text).toUpperCase();
  if (!isFiness(number)) return { ok: false, code: 'finess-malformed' };
  return { ok: true, value: number, warnings: /[AB]/.test(number) || luhn(number) ? [] : ['finess-key'] };
}

export function communeCode(text: string): Checked<CommuneCode, CommuneFault> {
  const code = compact(text).toUpperCase();
  return isCommune(code) ? { ok: true, value: code, warnings: [] } : { ok: false, code: 'commune-malformed' };
}

/** « 35 », « 2A », « 974 » */
export function departementOf(code: CommuneCode): string {
  return code.slice(0, /^9[78]/.test(code) ? 3 : 2);
}

/** Without any blank, the no-break ones that office software inserts included. */
export function compact(text: string): string {
  return text.replace(/\s/g, '');
}

function isRpps(text: string): text is Rpps {
  return /^\d{11}$/.test(text);
}

function isSiren(text: string): text is Siren {
  return /^\d{9}$/.test(text);
}

function isSiret(text: string): text is Siret {
  return /^\d{14}$/.test(text);
}

function isEpci(text: string): text is EpciSiren {
  return /^\d{9}$/.test(text);
}

function isFiness(text: string): text is Finess {
  return /^(\d{2}|2[AB])\d{7}$/.test(text);
}

/** Corsican codes have been 2A and 2B since 1976, so 20 is no longer a département. */
function isCommune(text: string): text is CommuneCode {
  return /^((0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])\d{3}|9[78]\d{3})$/.test(text) && !text.endsWith('000');
}

function luhn(number: string): boolean {
  return luhnSum(number) % 10 === 0;
}

function luhnSum(number: string): number {
  return Array.from(number, Number)
    .toReversed()
    .map((digit, place) => (place % 2 === 0 ? digit : digitSum(String(digit * 2))))
    .reduce((sum, digit) => sum + digit, 0);
}

function digitSum(number: string): number {
  return Array.from(number, Number).reduce((sum, digit) => sum + digit, 0);
}
