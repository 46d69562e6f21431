import type { Asker, CancelReason, Day, RefusalReason, Side, SuspensionReason } from './consultation-day';
import type { CivilDate, Half } from './dates';
import type { Mail } from './decision';
import type { CertificateKind } from './programme';
import type { ReadinessItem, SiteAccess } from './site';

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
/** How to get in and whom to call there: for the doctor alone, the site knows. */
export type DoorText = { readonly contacts: readonly SheetContact[]; readonly access: SiteAccess };
/** the reason of an act as its reader may know it; null when it is the doctor's own affair. */
type Told<Reason> = Reason | null;
/** Whether the reader did it, somebody else of the reader's side, or another side. */
export type ActedBy = 'reader' | 'own-side' | 'other';
/** What a week before the day is still to be done, the first thing only; null when all is ready. */
export type StillMissing =
  | { readonly what: 'practice' | 'practice-unfound' }
  | { readonly what: 'certificate'; readonly certificate: CertificateKind; readonly to: CivilDate | null }
  | { readonly what: 'readiness'; readonly items: readonly ReadinessItem[] };

type Said = DayText & { readonly side: Side };
/** the day from which an administrator decides on what was not declared; null once it is past. */
type Asked = Said & { readonly decidedOn: CivilDate | null };
export type DayMail =
  | Mail<'day-proposed' | 'day-answer-reminder', Said>
  | Mail<
      'day-move-asked' | 'day-move-noted',
      Said & { readonly asker: Asker; readonly reason: Told<CancelReason>; readonly before: DayBefore }
    >
  | Mail<
      'day-declined',
      Said & { readonly refusedBy: Side; readonly actedBy: ActedBy; readonly reason: Told<RefusalReason>; readonly invited: boolean }
    >
  /** to the doctor whose answer was given by telephone, and who can read here what was understood */
  | Mail<'noted-by-phone', Said & { readonly by: string; readonly answer: 'accepted' | 'declined'; readonly invited: boolean }>
  | Mail<'day-lapsed' | 'day-moved-away', Said & { readonly invited: boolean }>
  | Mail<'day-confirmed', Said & DoorText & { /** the doctor takes over from one who left */ readonly substitute: boolean }>
  | Mail<'day-updated', Said & DoorText & { readonly before: DayBefore }>
  | Mail<
      'day-cancelled',
      Said & {
        readonly by: Asker | 'engagement';
        readonly actedBy: ActedBy;
        readonly reason: Told<CancelReason | SuspensionReason>;
        readonly cover: boolean;
        readonly invited: boolean;
      }
    >
  | Mail<'day-reminder', Said & { readonly days: number; readonly missing: StillMissing | null }>
  | Mail<
      'day-sheet',
      Said &
        DoorText & {
          readonly assistant: Day['assistant']['status'];
          /** the doctor's own practice meanwhile; not the site's business */ readonly practice: Day['practice'] | null;
        }
    >
  | Mail<'assistant-asked', Said>
  | Mail<'presence-asked' | 'presence-reminder', Asked>
  | Mail<'presence-disputed', Said & { readonly said: Readonly<Record<Side, readonly Half[]>> }>
  | Mail<'presence-result', Said & { readonly held: readonly Half[]; readonly ruled: { readonly reason: string } | null }>;
