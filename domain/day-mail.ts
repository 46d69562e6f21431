import type { Asker, CancelReason, Day, RefusalReason, Side, SuspensionReason } from './consultation-day';
import type { CivilDate, Half } from './dates';
import type { Mail } from './decision';

export type DayText = {
  readonly doctor: string;
  readonly site: string;
  readonly address: string;
  readonly zone: string;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  readonly hours: readonly { readonly start: string; readonly end: string }[];
  readonly tentative: boolean;
};
/** The values before a change, to say what changes. */
export type DayBefore = Pick<DayText, 'site' | 'date' | 'halves' | 'tentative'> & { readonly start: string; readonly end: string };
type SheetContact = { readonly name: string; readonly phone: string };
type Said = DayText & { readonly side: Side };
export type DayMail =
  | Mail<'day-proposed' | 'day-answer-reminder', Said>
  | Mail<'day-move-asked' | 'day-move-noted', Said & { readonly asker: Asker; readonly reason: CancelReason; readonly before: DayBefore }>
  | Mail<'day-declined', Said & { readonly refusedBy: Side; readonly reason: RefusalReason; readonly invited: boolean }>
  | Mail<'day-lapsed' | 'day-moved-away', Said & { readonly invited: boolean }>
  | Mail<'day-confirmed', Said>
  | Mail<'day-updated', Said & { readonly before: DayBefore }>
  | Mail<
      'day-cancelled',
      Said & {
        readonly by: Asker | 'engagement';
        readonly reason: CancelReason | SuspensionReason;
        readonly cover: boolean;
        readonly invited: boolean;
      }
    >
  | Mail<'day-reminder', Said & { readonly days: number }>
  | Mail<'day-sheet', Said & { readonly contacts: readonly SheetContact[]; readonly assistant: Day['assistant']['status'] }>
  | Mail<'assistant-asked', Said>
  | Mail<'presence-asked' | 'presence-reminder', Said>
  | Mail<'presence-disputed', Said & { readonly said: Readonly<Record<Side, readonly Half[]>> }>
  | Mail<'presence-result', Said & { readonly held: readonly Half[]; readonly ruled: { readonly reason: string } | null }>;
