import type { CivilDate, Instant } from './dates';
import type { ConventionId, DossierId, PersonId, ProgrammeId, SiteId } from './ids';

export const engagementStatuses = ['letter', 'gates', 'active', 'suspended', 'withdrawn', 'ended'] as const;
export type EngagementStatus = (typeof engagementStatuses)[number];

/** What a CDOM was asked and said: the one of registration once, the one of each site apart. */
export type Authorisation = {
  readonly status: 'none' | 'asked' | 'authorised' | 'opposed';
  readonly askedOn: Instant | null;
  /** proof of receipt: without it the two months never began (E-23) */
  readonly receivedOn: CivilDate | null;
  readonly answeredOn: CivilDate | null;
  readonly document: string | null;
};

export const notAsked: Authorisation = { status: 'none', askedOn: null, receivedOn: null, answeredOn: null, document: null };

export type Engagement = {
  readonly status: EngagementStatus;
  readonly doctor: PersonId;
  readonly programme: ProgrammeId;
  readonly convention: ConventionId;
  readonly campaign: DossierId | null;
  readonly round: DossierId | null;
  readonly letterSignedOn: Instant | null;
  /** bank details that are effective */
  readonly creditor: DossierId | null;
  /** sites that the doctor wished for */
  readonly sites: readonly SiteId[];
  readonly cdom: { readonly registration: Authorisation; readonly sites: Readonly<Record<string, Authorisation>> };
  readonly from: CivilDate;
  readonly to: CivilDate;
};
