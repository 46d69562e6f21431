import { plusDays, type CivilDate } from './dates';
import { unless, type Decision, type FactsOf, type Rules } from './decision';
import type { Cents } from './money';
import { pointer, reader, type Reader } from './reader';
import { changedFields, quiet } from './reference';

export const payers = ['cpam', 'collectivity', 'ars', 'epci'] as const;
export type Payer = (typeof payers)[number];

export const certificateKinds = ['rcp', 'locum-licence', 'employer-clearance'] as const;
export type CertificateKind = (typeof certificateKinds)[number];

/** A gate is a union member plus a function here: configuration never holds conditions. */
export const gates = ['engagement-letter', 'bank-details', 'cdom-registration', 'cdom-site', 'zone-listed', 'no-overcharge'] as const;
export type Gate = (typeof gates)[number];

/** a rate holds from one date to another and names its source. */
export type Rate = { readonly from: CivilDate; readonly to: CivilDate | null; readonly halfDay: Cents; readonly source: string };

/** payer, creditor, legal basis, rate, dates and source: without all of them a component cannot enter a statement. */
export type Component = {
  readonly key: string;
  readonly label: string;
  readonly payer: Payer;
  readonly creditor: 'doctor';
  readonly legalBasis: string;
  readonly rates: readonly Rate[];
  readonly imputation: { readonly chapter: string; readonly account: string; readonly budgetCommitment: string } | null;
};

export type Programme = {
  readonly status: 'active';
  readonly label: string;
  readonly unit: 'half-day';
  readonly components: readonly Component[];
  readonly caps: { readonly monthlySoft: number | null; readonly monthlyHard: number };
  readonly certificates: readonly CertificateKind[];
  readonly gates: readonly Gate[];
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

/** The only reader of rates: the one in force on the day worked. */
export function rateOn(component: Component, date: CivilDate): Rate | null {
  return component.rates.find((rate) => rate.from <= date && (rate.to === null || date <= rate.to)) ?? null;
}

export type SetProgramme = { readonly type: 'set'; readonly programme: Omit<Programme, 'status'> };

export type ProgrammeNoun = {
  readonly state: Programme;
  readonly action: SetProgramme;
  /** a programme names nobody: the journal may hold it whole */
  readonly event: { readonly type: 'set'; readonly fields: readonly string[]; readonly programme: Programme };
  readonly due: never;
  readonly mail: never;
  readonly facts: object;
};

/** In cents; a hundred times what is paid today. Beyond, an amount is a slip of the keyboard, and a month's would leave its document. */
const highestRate = 1_000_000;

/** payer and creditor are unions; the other four are read here. */
function readComponent(read: Reader, at: string, input: Component): Component {
  read.check(`${at}/imputation`, input.payer !== 'collectivity' || input.imputation !== null, 'imputation-missing');
  return {
    ...input,
    key: read.key(`${at}/key`, input.key),
    label: read.text(`${at}/label`, input.label),
    legalBasis: read.text(`${at}/legalBasis`, input.legalBasis, 500),
    imputation: input.imputation === null ? null : readImputation(read, `${at}/imputation`, input.imputation),
    rates: input.rates.map((rate, n) => {
      read.check(`${at}/rates/${n}/halfDay`, rate.halfDay > 0, 'rate-not-positive');
      read.check(`${at}/rates/${n}/halfDay`, rate.halfDay <= highestRate, 'rate-too-high', { max: highestRate });
      read.check(`${at}/rates/${n}/to`, rate.to === null || rate.from <= rate.to, 'dates-reversed');
      return { ...rate, source: read.text(`${at}/rates/${n}/source`, rate.source, 500) };
    }),
  };
}

function readImputation(read: Reader, at: string, input: NonNullable<Component['imputation']>): NonNullable<Component['imputation']> {
  return {
    chapter: read.text(`${at}/chapter`, input.chapter, 50),
    account: read.text(`${at}/account`, input.account, 50),
    budgetCommitment: read.text(`${at}/budgetCommitment`, input.budgetCommitment, 50),
  };
}

type Placed = Rate & { readonly n: number };

/** on every day of the programme each component has one rate, and one only. */
function checkRates(read: Reader, at: string, rates: readonly Rate[], { from, to }: Pick<Programme, 'from' | 'to'>): void {
  const ordered = rates.map((rate, n): Placed => ({ ...rate, n })).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const [first] = ordered;
  const last = ordered.at(-1);
  if (first === undefined || last === undefined) return read.fault(`${at}/rates`, 'rates-missing');
  for (const [place, rate] of ordered.entries()) checkSequel(read, at, rate, ordered[place + 1]);
  read.check(`${at}/rates/${first.n}/from`, first.from <= from, 'rates-hole', { date: from });
  const short = last.to !== null && (to === null || last.to < to);
  if (short) read.fault(`${at}/rates/${last.n}/to`, 'rates-hole', { detail: { date: plusDays(last.to, 1) } });
}

function checkSequel(read: Reader, at: string, rate: Placed, next: Placed | undefined): void {
  if (next === undefined) return;
  const name = `${at}/rates/${next.n}/from`;
  if (rate.to === null || next.from <= rate.to) return read.fault(name, 'rates-overlap', { detail: { date: next.from } });
  const due = plusDays(rate.to, 1);
  read.check(name, next.from === due, 'rates-hole', { date: due });
}

/** No month holds more. */
export const halfDaysOfMonth = 62;

/** over the soft cap a warning, over the hard one a refusal; so the soft one comes first. */
function checkCaps(read: Reader, { monthlySoft: soft, monthlyHard: hard }: Programme['caps']): void {
  read.check('caps/monthlyHard', Number.isSafeInteger(hard) && hard > 0, 'cap-not-positive');
  read.check('caps/monthlyHard', hard <= halfDaysOfMonth, 'cap-over-month', { max: halfDaysOfMonth });
  if (soft === null) return;
  read.check('caps/monthlySoft', Number.isSafeInteger(soft) && soft > 0, 'cap-not-positive');
  read.check('caps/monthlySoft', soft <= hard, 'cap-soft-over-hard', { hard });
}

function readProgramme(input: SetProgramme['programme']): { readonly programme: Programme; readonly read: Reader } {
  const read = reader(pointer('/programme'));
  const label = read.text('label', input.label);
  read.check('to', input.to === null || input.from <= input.to, 'dates-reversed');
  read.check('components', input.components.length > 0, 'components-missing');
  const components = input.components.map((component, n) => {
    const at = `components/${n}`;
    read.check(`${at}/key`, input.components.findIndex(({ key }) => key === component.key) === n, 'key-duplicate');
    checkRates(read, at, component.rates, input);
    return readComponent(read, at, component);
  });
  checkCaps(read, input.caps);
  read.check('certificates', new Set(input.certificates).size === input.certificates.length, 'duplicate-item');
  read.check('gates', new Set(input.gates).size === input.gates.length, 'duplicate-item');
  return { programme: { ...input, status: 'active', label, components }, read };
}

function decide(state: Programme | null, action: SetProgramme, facts: FactsOf<'programme'>): Decision<ProgrammeNoun['event']> {
  const { programme: next, read } = readProgramme(action.programme);
  const fields = changedFields(state, next);
  return unless(facts, read.refusals, () => (fields.length === 0 ? [] : [{ type: 'set', fields, programme: next }]));
}

export const programme: Rules<'programme'> = { ...quiet, decide, evolve: (_, event) => event.programme, tells: () => [] };
