import type { Convention } from './convention';
import type { CivilDate, Instant } from './dates';
import type { KeptReason } from './day-reasons';
import type { FallDue, Mail, Rules } from './decision';
import { decide, dues } from './campaign-acts';
import { evolve, type CampaignStatus } from './campaign-record';
import { messages, nextActions, tells } from './campaign-messages';
import type { ConventionId, PersonId, ProgrammeId, SiteId } from './ids';
import type { Person } from './person';
import type { Cents } from './money';
import type { Payer, Programme } from './programme';
import type { Site } from './site';

/** Why a volunteer says no, coded so that a collectivity may learn from it. */
export const campaignRefusals = ['distance', 'availability', 'pay', 'health', 'information', 'other'] as const;
export type CampaignRefusal = (typeof campaignRefusals)[number];

export type VolunteerAnswer =
  | { readonly answer: 'yes'; readonly sites: readonly SiteId[] }
  | { readonly answer: 'no'; readonly reason: CampaignRefusal };

export type Campaign = {
  readonly status: CampaignStatus;
  readonly programme: ProgrammeId;
  readonly convention: ConventionId;
  readonly title: string;
  readonly sites: readonly SiteId[];
  readonly volunteers: readonly PersonId[];
  readonly answers: Readonly<Record<string, VolunteerAnswer & { readonly at: Instant }>>;
  readonly launchedOn: Instant;
  readonly until: Instant;
  /** how many times those who keep silent were reminded */
  readonly reminded: number;
  readonly closedBy: string | null;
};

export type CampaignAction =
  | {
      readonly type: 'launch';
      readonly programme: ProgrammeId;
      readonly convention: ConventionId;
      readonly title: string;
      readonly volunteers: readonly PersonId[];
      readonly sites: readonly SiteId[];
      readonly until: CivilDate | null;
    }
  | ({ readonly type: 'answer'; readonly ref: PersonId } & VolunteerAnswer)
  | { readonly type: 'close' }
  | FallDue<CampaignDue>;

export type CampaignDue = 'reminder' | 'close';

export type CampaignEvent =
  | {
      readonly type: 'launched';
      readonly programme: ProgrammeId;
      readonly convention: ConventionId;
      readonly title: string;
      readonly volunteers: readonly PersonId[];
      readonly sites: readonly SiteId[];
      readonly at: Instant;
      readonly until: Instant;
    }
  | ({ readonly type: 'answered'; readonly ref: PersonId; readonly at: Instant; readonly by: string } & (
      | Extract<VolunteerAnswer, { readonly answer: 'yes' }>
      | ({ readonly answer: 'no' } & KeptReason<CampaignRefusal>)
    ))
  | { readonly type: 'reminded'; readonly count: number }
  | { readonly type: 'closed'; readonly by: string; readonly at: Instant };

type CallText = {
  readonly title: string;
  readonly programme: string;
  readonly monthlyCap: number;
  /** what each payer gives for a half-day, on the first day on which one can be worked */
  readonly amounts: readonly { readonly payer: Payer; readonly halfDay: Cents }[];
  /** the collectivity by its own name, for what it pays itself */
  readonly collectivity: string;
  readonly sites: readonly string[];
  readonly from: CivilDate;
  readonly to: CivilDate;
};
export type CampaignMail =
  | Mail<'campaign-invitation' | 'campaign-reminder', CallText>
  /** to the doctor who answered by telephone */
  | Mail<
      'noted-by-phone',
      { readonly by: string; readonly title: string; readonly answer: 'yes' | 'no'; readonly sites: readonly string[] }
    >;

export type CampaignFacts = {
  readonly known: {
    readonly programme: Programme | null;
    readonly convention: Convention | null;
    readonly people: Readonly<Record<string, Person>>;
    readonly places: Readonly<Record<string, Site>>;
  };
  /** volunteers who already have an engagement of that programme and convention that is not over */
  readonly engaged: readonly PersonId[];
};

export type CampaignNoun = {
  readonly state: Campaign;
  readonly action: CampaignAction;
  readonly event: CampaignEvent;
  readonly due: CampaignDue;
  readonly mail: CampaignMail;
  readonly facts: CampaignFacts;
};

export const campaign: Rules<'campaign'> = {
  decide,
  evolve,
  dues,
  nextActions,
  messages,
  tells,
  closed: ({ status }) => status === 'closed',
};
