import { type CivilDate, civilDate, yearOf } from './dates';
import { type Cents, cents } from './money';

/** A value in force from one date to another, both included, with the text it comes from and the day somebody last read that text. */
export type Entry<T> = {
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly value: T;
  readonly source: string;
  readonly checked: CivilDate;
};
/** oldest first, without overlap. A new text closes the last entry and adds one; it never edits one. */
export type Parameter<T> = readonly [Entry<T>, ...Entry<T>[]];

/** A question is asked, reminded after so many days, and closed by silence after so many. */
export type AnswerDelay = { readonly reminderDays: readonly number[]; readonly closedAfterDays: number };

export function entryOn<T>(parameter: Parameter<T>, date: CivilDate): Entry<T> | null {
  return parameter.find(({ from, to }) => from <= date && (to === null || date <= to)) ?? null;
}

/** Outside every entry nothing is in force, and asking is a fault of the caller: `entryOn` tells beforehand. */
export function valueOn<T>(parameter: Parameter<T>, date: CivilDate): T {
  const entry = entryOn(parameter, date);
  if (entry === null) throw new RangeError(`no value in force on ${date}; the first one starts on ${parameter[0].from}`);
  return entry.value;
}

/** Of a date that somebody typed and that a text is looked up by: what refuses one that is older than every text known here. */
export function olderThanKnown<T>(
  [{ from }]: Parameter<T>,
  date: CivilDate,
): { readonly code: 'date-too-old'; readonly detail: { readonly date: CivilDate } } | null {
  return date < from ? { code: 'date-too-old', detail: { date: from } } : null;
}

/** What a form begins with, before anybody has said for which dates. */
export function latestValue<T>(parameter: Parameter<T>): T {
  return (parameter.at(-1) ?? parameter[0]).value;
}

const checked = civilDate('2026-11-21');
/** Rules older than this are not vouched for: no dossier of the missions, launched on 1 September 2025, can need them. */
export const vouchedFrom = civilDate('2020-01-01');

function law<T>(from: string, value: T, source: string): Parameter<T> {
  return [{ from: civilDate(from), to: null, value, source, checked }];
}

function ours<T>(value: T, rule?: string): Parameter<T> {
  const source = rule === undefined ? 'Règle de gestion du projet' : `Règle de gestion du projet (${rule})`;
  return law(vouchedFrom, value, source);
}

/** No deadline that a person is given is shorter than one day: a rehearsal that plays a day in a second cannot hold less. */
export const parameters = {
  /** 200 € a day, 100 € a half-day, on top of the fees; a département never owes it. */
  nationalRate: law<{ readonly halfDay: Cents; readonly payer: 'cpam' }>(
    '2025-09-01',
    { halfDay: cents(100_00), payer: 'cpam' },
    'Mission de solidarité territoriale\u00a0: 200\u00a0€ par jour, 100\u00a0€ par demi-journée, versés par la CPAM (ARS Hauts-de-France et Grand Est, appels aux volontaires de 2025)',
  ),
  /** hard, per person within a collectivity, proposals counted. A new programme begins with it; each one then holds its own. */
  monthlyHalfDayCap: ours(4, 'd’après «\u00a0jusqu’à deux jours par mois\u00a0», ministère chargé de la santé, 1er septembre 2025'),

  /** The CDOM of the site may oppose; silence counts from the proof of receipt. */
  cdomOppositionMonths: law('2019-05-26', 2, 'Code de la santé publique, art. R.4127-85 (décret n° 2019-511 du 23 mai 2019)'),
  contractTransmissionMonths: law(vouchedFrom, 1, 'Code de la santé publique, art. L.4113-9'),
  contractReminderDay: ours(20, 'R-27'),
  /** Month and day on which the licence of a locum who is still a student ends. */
  locumLicenceLastDay: law(
    vouchedFrom,
    '11-15',
    'Code de la santé publique, art. L.4131-2\u00a0: licence de remplacement valable jusqu’au 15 novembre',
  ),
  /** An aim, not a right: the 30 days of the code de la commande publique bind a price, not an aid. */
  paymentTargetDays: ours(30, 'objectif interne, sans intérêts moratoires'),

  dayProposal: ours<AnswerDelay>({ reminderDays: [3], closedAfterDays: 5 }),
  dayReminderDaysBefore: ours([7, 1]),
  /** working days after the evening of the day; then an administrator decides. */
  presenceReminderWorkingDays: ours([2, 5], 'R-45'),
  presenceEscalationWorkingDays: ours(6, 'R-45'),

  /** A practice or a day that nobody covers by then goes to the named person. */
  coverResolvedByDaysBefore: ours(10),
  coverTierAnswerDays: ours(2),
  /** The same for a day confirmed, or a doctor lost, once that date is behind: days from then. */
  lateCoverEscalationDays: ours(1),

  /** One mail carries a doctor's proposals of the day; a proposal this near is urgent. */
  doctorDigestHour: ours('18:00'),
  doctorMailsPerWeek: ours(4),
  urgentProposalDays: ours(10),
  /** After the last hour of consultation. */
  siteDigestMinutes: ours(30),
  deskDigestHour: ours('07:30'),

  campaignAnswer: ours<AnswerDelay>({ reminderDays: [7], closedAfterDays: 14 }),
  signature: ours<AnswerDelay>({ reminderDays: [5, 10], closedAfterDays: 30 }),
  bankDetailsAnswer: ours<AnswerDelay>({ reminderDays: [5, 12], closedAfterDays: 30 }),
  bankDetailsConfirmation: ours<AnswerDelay>({ reminderDays: [2, 5], closedAfterDays: 15 }),
  /** a change of bank details is told to the addresses that were the doctor’s in so many days before. */
  formerAddressDays: ours(30, 'R-13'),
  /** The CDOM has two months by law; it is only reminded, and an administrator calls. */
  cdomReminderDays: ours([15, 45], 'R-23'),
  /** What the letter lets the doctor give as notice. */
  withdrawalNoticeDays: ours(15),
  /** The wording of the undertaking that the letter holds; a new wording takes a new name. */
  undertakingVersion: ours('2026-01', 'R-30'),
  /** The time that doctors and sites have left for the presences of the month. */
  closingFreezeDays: ours(1),
  closingApprovalReminderDays: ours([2, 4]),
  statementAcknowledgementReminderDays: ours([10, 20]),
  /** The link to a statement's copy takes a doctor's contest so long; appeals at law keep their own delays. */
  statementContestDays: ours(30),
  certificateExpiryNoticeDays: ours([60, 30, 7], 'R-28'),
  /** Before the last day on which notice may still be given. */
  renewalReminderMonths: ours(3, 'R-34'),
} as const;

/** R-26, E-24: the last day covered by a locum's licence that is valid on this date. */
export function locumLicenceEnd(validOn: CivilDate): CivilDate {
  const lastDay = valueOn(parameters.locumLicenceLastDay, validOn);
  const year = yearOf(validOn);
  const thisYear = civilDate(`${year}-${lastDay}`);
  return validOn <= thisYear ? thisYear : civilDate(`${year + 1}-${lastDay}`);
}
