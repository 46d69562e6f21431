import type { Brand } from './brand';

/** Euro cents: the unit of money is an integer, never a float. */
export type Cents = Brand<number, 'Cents'>;
export type Spelling = 'traditional' | 'reformed';

const narrowSpace = '\u202f';
const noBreakSpace = '\u00a0';
/** One short of a milliard, a word that no statement of a département will need. */
const largestInWords = 999_999_999;

export function isCents(n: number): n is Cents {
  return Number.isSafeInteger(n) && !Object.is(n, -0);
}

export function cents(n: number): Cents {
  if (!isCents(n)) throw new RangeError(`not an amount in cents: ${n}`);
  return n;
}

export const zero: Cents = cents(0);

export function add(...amounts: readonly Cents[]): Cents {
  return sum(amounts);
}

/** Of any number of them: a year of a convention has more than a call may have arguments. */
export function sum(amounts: readonly Cents[]): Cents {
  return cents(amounts.reduce((total: number, amount) => total + amount, 0));
}

export function subtract(from: Cents, amount: Cents): Cents {
  return cents(from - amount);
}

/** a quantity is a whole number of half-days, possibly negative in a correction. */
export function times(unit: Cents, quantity: number): Cents {
  if (!Number.isSafeInteger(quantity)) throw new RangeError(`not a quantity: ${quantity}`);
  return cents(unit * quantity + 0);
}

/** Half a cent goes up, away from zero; done once, at the level of the line. */
export function divideRoundHalfUp(amount: Cents, divisor: number): Cents {
  if (!Number.isSafeInteger(divisor) || divisor <= 0) throw new RangeError(`not a divisor: ${divisor}`);
  const size = Math.abs(amount);
  const rest = size % divisor;
  const quotient = (size - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
  return cents(amount < 0 && quotient > 0 ? -quotient : quotient);
}

/** « 1 234,56 € »: narrow no-break space between groups, no-break space before the sign. */
export function formatEuros(amount: Cents): string {
  const { sign, euros, hundredths } = digits(amount);
  return `${sign}${euros.replace(/\B(?=(\d{3})+$)/g, narrowSpace)},${hundredths}${noBreakSpace}€`;
}

/** « 1234,56 », for tables that a French spreadsheet reads as a number. */
export function formatAmount(amount: Cents): string {
  const { sign, euros, hundredths } = digits(amount);
  return `${sign}${euros},${hundredths}`;
}

/** the amount in words of a statement. Traditional spelling unless asked; the 1990 one puts hyphens everywhere. */
export function euroWords(amount: Cents, spelling: Spelling = 'traditional'): string {
  if (amount < 0) throw new RangeError('a negative amount is never written in words');
  const hundredths = amount % 100;
  const euros = (amount - hundredths) / 100;
  const eurosPart = euros === 0 && hundredths > 0 ? [] : [`${numberWords(euros, spelling)} ${euroUnit(euros)}`];
  const centsPart = hundredths === 0 ? [] : [`${numberWords(hundredths, spelling)} ${hundredths === 1 ? 'centime' : 'centimes'}`];
  return [...eurosPart, ...centsPart].join(' et ');
}

/** A whole number in French words, from 0 to 999 999 999. */
export function numberWords(n: number, spelling: Spelling = 'traditional'): string {
  if (!Number.isSafeInteger(n) || n < 0 || n > largestInWords) throw new RangeError(`cannot be said in words: ${n}`);
  const words = wholeWords(n);
  return spelling === 'traditional' ? words : words.replaceAll(' ', '-');
}

function digits(amount: Cents): { readonly sign: string; readonly euros: string; readonly hundredths: string } {
  const padded = String(Math.abs(amount)).padStart(3, '0');
  return { sign: amount < 0 ? '-' : '', euros: padded.slice(0, -2), hundredths: padded.slice(-2) };
}

/** After a round million the unit takes « d’ ». */
function euroUnit(euros: number): string {
  const unit = euros < 2 ? 'euro' : 'euros';
  return euros > 0 && euros % 1_000_000 === 0 ? `d’${unit}` : unit;
}

const small = (
  'zéro un deux trois quatre cinq six sept huit neuf dix ' + 'onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'
).split(' ');
/** From twenty on; seventy and ninety go on counting from sixty and eighty. */
const tens = 'vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt'.split(' ');

function wholeWords(n: number): string {
  const millions = Math.floor(n / 1_000_000);
  const thousands = Math.floor((n % 1_000_000) / 1000);
  const units = n % 1000;
  const parts = [
    millions === 0 ? '' : `${underThousand(millions, true)} ${millions === 1 ? 'million' : 'millions'}`,
    thousands === 0 ? '' : thousands === 1 ? 'mille' : `${underThousand(thousands, false)} mille`,
    units === 0 && n > 0 ? '' : underThousand(units, true),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** « mille » is invariable and takes the s from « vingt » and « cent »; « million » is a noun and leaves it. */
function underThousand(n: number, pluralWhenLast: boolean): string {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  if (hundreds === 0) return underHundred(rest, pluralWhenLast);
  const head = hundreds === 1 ? 'cent' : `${small[hundreds]} cent`;
  if (rest > 0) return `${head} ${underHundred(rest, pluralWhenLast)}`;
  return hundreds > 1 && pluralWhenLast ? `${head}s` : head;
}

function underHundred(n: number, pluralWhenLast: boolean): string {
  if (n < 20) return small[n] ?? '';
  const ten = Math.floor(n / 10);
  const unit = ten === 7 || ten === 9 ? (n % 10) + 10 : n % 10;
  const head = tens[ten - 2] ?? '';
  if (unit === 0) return ten === 8 && pluralWhenLast ? `${head}s` : head;
  if ((unit === 1 || unit === 11) && ten < 8) return `${head} et ${small[unit]}`;
  return `${head}-${small[unit]}`;
}
