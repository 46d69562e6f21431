import type {
  Asker,
  Attestation,
  CancelReason,
  DayDue,
  Entry,
  HostOutcome,
  PracticeOutcome,
  RefusalReason,
  Side,
  Slot,
  SuspensionReason,
} from './consultation-day';
import type { Half, Instant } from './dates';
import type { KeptReason } from './day-reasons';
import type { DossierId, EngagementId, PersonId, SiteId } from './ids';

type Confirmation = {
  readonly at: Instant;
  readonly invited: readonly string[];
  readonly entry: Entry;
  readonly before: Entry | null;
  readonly practice: 'none-needed' | 'asked';
};
type Ending = {
  readonly by: string;
  readonly at: Instant;
  readonly noticeDays: number;
  /** refs whose calendars lose the entry */ readonly cancelled: readonly string[];
};
export type DayEvent =
  | ({
      readonly type: 'proposed';
      readonly engagement: EngagementId;
      readonly doctor: PersonId;
      readonly site: SiteId;
      readonly room: number;
      readonly tentative: boolean;
      readonly at: Instant;
      readonly answerBy: Instant;
    } & Slot)
  | ({
      readonly type: 'opened-covered';
      readonly engagement: EngagementId;
      readonly doctor: PersonId;
      readonly site: SiteId;
      readonly room: number;
      readonly tentative: boolean;
      readonly at: Instant;
      readonly from: DossierId;
    } & Slot)
  | { readonly type: 'announced'; readonly at: Instant; readonly answerBy: Instant }
  | { readonly type: 'answered'; readonly side: Side; readonly by: string }
  | ({ readonly type: 'confirmed' } & Confirmation)
  | ({
      readonly type: 'moved';
      readonly side: Asker;
      readonly by: string;
      readonly site: SiteId;
      readonly room: number;
      readonly tentative: boolean;
      readonly at: Instant;
      readonly answerBy: Instant;
      readonly before: { readonly site: SiteId } & Slot;
      readonly withdraws: boolean;
      /** refs of a site that it leaves */ readonly cancelled: readonly string[];
    } & Slot &
      KeptReason<CancelReason>)
  | {
      readonly type: 'reviewed';
      readonly tentative: boolean;
      readonly entry: Entry | null;
      readonly before: Entry | null;
      readonly invited: readonly string[];
    }
  | ({ readonly type: 'declined'; readonly side: Side } & Ending & KeptReason<RefusalReason>)
  | ({ readonly type: 'lapsed' } & Ending)
  | ({
      readonly type: 'cancelled';
      readonly side: Asker | 'engagement';
      readonly cover: DossierId | null;
      readonly withdraws: boolean;
    } & Ending &
      KeptReason<CancelReason | SuspensionReason>)
  | { readonly type: 'assistant-settled'; readonly answer: 'confirmed' | 'waived'; readonly by: string }
  | { readonly type: 'cover-settled'; readonly track: 'practice'; readonly outcome: PracticeOutcome }
  | { readonly type: 'cover-settled'; readonly track: 'host'; readonly outcome: HostOutcome }
  | {
      readonly type: 'reminded';
      readonly due: Exclude<DayDue, 'answer-lapse'>;
      readonly item?: string;
      /** all that had fallen: after a long stop one mail goes out, the last one's */ readonly keys: readonly string[];
    }
  | { readonly type: 'declared'; readonly side: Side; readonly halves: readonly Half[]; readonly by: string }
  | { readonly type: 'disputed'; readonly at: Instant }
  | { readonly type: 'attested'; readonly attestations: readonly Attestation[]; readonly at: Instant }
  /** the reason is free text: the record keeps it, the journal does not */
  | {
      readonly type: 'ruled';
      readonly by: string;
      readonly at: Instant;
      readonly halves: readonly Half[];
      readonly attestations: readonly Attestation[];
      readonly state: { readonly reason: string };
    };
