import type { AnswerDelay } from './parameters';

/** Règles de gestion du projet, in days. Nothing that a person is given is shorter than one day. */
export const bankDetailsAnswer: AnswerDelay = { reminderDays: [5, 12], closedAfterDays: 30 };
/** The CDOM has two months by law; it is only reminded, and an administrator calls. */
export const cdomReminderDays: readonly number[] = [15, 45];
/** What the letter lets the doctor give as notice. */
export const withdrawalNoticeDays = 15;
/** the wording of the undertaking that the letter holds; a new wording takes a new name. */
export const undertakingVersion = '2026-01';
/** Before working hours, and outside the hours at which clocks change. */
export const morning = '06:00';
