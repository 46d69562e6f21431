import type { CivilDate, Instant } from './dates';
import type { KeptReason } from './day-reasons';
import type { FactsOf, FallDue, Mail, Rules } from './decision';
import { decide } from './engagement-acts';
import { dues, nextActions } from './engagement-dates';
import type { EngagementLetter } from './engagement-letter';
import { documents, messages, tells } from './engagement-messages';
import { yearsToRecall, type YearRecap } from './engagement-recap';
import { evolve, isOver, type EngagementStatus, type Scope } from './engagement-record';
import type { Convention } from './convention';
import type { ConventionId, CreditorId, DayId, DossierId, PersonId, ProgrammeId, SiteId } from './ids';
import type { Person } from './person';
import type { CertificateKind, Programme } from './programme';
import type { RoundOutcome, SignatureRefusal } from './signature-round';
import type { Site } from './site';

/** Who leaves says why, from a closed list. */
export const withdrawalReasons = ['workload', 'distance', 'health', 'family', 'pay', 'retirement', 'other'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

export const cdomAnswers = ['authorise', 'oppose'] as const;
export type CdomAnswer = (typeof cdomAnswers)[number];

/** What art. R.4127-85 CSP lets a council oppose: the care and the rules, never a person; a disciplinary matter is not ours to keep. */
export const oppositionReasons = ['care-quality', 'continuity', 'rules', 'file-incomplete', 'other'] as const;
export type OppositionReason = (typeof oppositionReasons)[number];

export const cdomDocuments = ['insurance', 'employer-clearance', 'contract', 'site-description', 'practice-continuity', 'other'] as const;
export type CdomDocument = (typeof cdomDocuments)[number];

/** The council needs to read something before it answers; its two months run on meanwhile. */
export type DocumentRequest = {
  readonly document: CdomDocument;
  readonly text: string;
  readonly askedOn: Instant;
  readonly sent: { readonly title: string; readonly note: string; readonly by: string; readonly at: Instant } | null;
};

/** What a CDOM was asked and said: the one of registration once, the one of each site apart. */
export type Authorisation = {
  readonly status: 'none' | 'asked' | 'authorised' | 'opposed';
  readonly askedOn: Instant | null;
  /** proof of receipt: without it the two months never began (E-23) */
  readonly receivedOn: CivilDate | null;
  readonly answeredOn: CivilDate | null;
  readonly document: string | null;
  /** for those who decide what follows; its text is left out of the journal and of every mail */
  readonly opposition?: { readonly reason: OppositionReason; readonly text: string } | null;
  readonly request?: DocumentRequest | null;
};

export type Engagement = {
  readonly status: EngagementStatus;
  readonly doctor: PersonId;
  readonly programme: ProgrammeId;
  readonly convention: ConventionId;
  readonly campaign: DossierId | null;
  readonly round: DossierId | null;
  readonly rounds: number;
  /** the terms to sign, as they stood when the signature was asked */
  readonly letter: EngagementLetter | null;
  readonly letterSignedOn: Instant | null;
  /** how the signed letter reached the CDOM of registration */
  readonly contract: { readonly on: CivilDate; readonly by: string; readonly proof: string } | null;
  readonly letterRefusal: SignatureRefusal | 'silence' | null;
  /** bank details that are effective */
  readonly creditor: CreditorId | null;
  readonly bank: { readonly askedOn: Instant | null; readonly declared: boolean };
  /** sites that the doctor wished for, and those declared since */
  readonly sites: readonly SiteId[];
  readonly cdom: { readonly registration: Authorisation; readonly sites: Readonly<Record<string, Authorisation>> };
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** dates behind, as « due/item » */
  readonly reminded: readonly string[];
  readonly ending: { readonly by: string; readonly reason: WithdrawalReason; readonly at: Instant } | null;
};

type EngagementReminder =
  | 'bank-reminder'
  | 'bank-silence'
  | 'cdom-reminder'
  | 'cdom-silence'
  | 'certificate-notice'
  | 'contract-reminder'
  | 'yearly-recap';
export type EngagementDue = EngagementReminder | 'certificate-expired' | 'end';

/** Told by the person's file: what it says now is read there. */
export type DoctorNews = 'certificates-changed' | 'struck-off' | 'reinstated';

export type EngagementAction =
  | {
      readonly type: 'open';
      readonly doctor: PersonId;
      readonly programme: ProgrammeId;
      readonly convention: ConventionId;
      readonly campaign: DossierId | null;
      readonly sites: readonly SiteId[];
    }
  /** after a refusal or a silence: a new letter, with the terms of today */
  | { readonly type: 'send-letter' }
  | RoundOutcome
  /** a link again: the first one was lost or is over, or the account changes */
  | { readonly type: 'ask-bank-details' }
  | { readonly type: 'creditor-declared' | 'creditor-refused' | 'creditor-ready'; readonly creditor: CreditorId }
  | { readonly type: 'declare-site'; readonly site: SiteId }
  | { readonly type: 'cdom-answer'; readonly scope: Scope; readonly answer: 'authorise' }
  | {
      readonly type: 'cdom-answer';
      readonly scope: Scope;
      readonly answer: 'oppose';
      readonly reason: OppositionReason;
      readonly text: string;
    }
  | { readonly type: 'cdom-ask-document'; readonly scope: Scope; readonly document: CdomDocument; readonly text: string }
  | { readonly type: 'send-cdom-document'; readonly scope: Scope; readonly title: string; readonly note: string }
  | {
      readonly type: 'record-cdom';
      readonly scope: Scope;
      readonly answer: CdomAnswer | null;
      readonly receivedOn: CivilDate | null;
      /** of the answer, or of the record when there is none */
      readonly on: CivilDate;
      readonly document: string;
    }
  | { readonly type: DoctorNews }
  /** what shows that the CDOM has it, a receipt or a registered letter's number */
  | { readonly type: 'record-contract-transmission'; readonly on: CivilDate; readonly proof: string }
  /** the council says by its link who received the letter */
  | { readonly type: 'acknowledge-contract'; readonly name: string }
  | { readonly type: 'withdraw'; readonly reason: WithdrawalReason }
  | { readonly type: 'end' }
  | { readonly type: 'send-recap'; readonly year: number }
  | FallDue<EngagementDue>;

export type EngagementEvent =
  | {
      readonly type: 'opened';
      readonly doctor: PersonId;
      readonly programme: ProgrammeId;
      readonly convention: ConventionId;
      readonly campaign: DossierId | null;
      readonly sites: readonly SiteId[];
      readonly from: CivilDate;
      readonly to: CivilDate;
    }
  | { readonly type: 'letter-sent'; readonly round: DossierId; readonly letter: EngagementLetter }
  | { readonly type: 'letter-signed'; readonly on: Instant; readonly signatures: readonly { readonly ref: string; readonly at: Instant }[] }
  | { readonly type: 'letter-refused'; readonly reason: SignatureRefusal | 'silence' }
  | { readonly type: 'bank-details-asked'; readonly at: Instant }
  | { readonly type: 'bank-details-declared' | 'bank-details-effective'; readonly creditor: CreditorId }
  | { readonly type: 'bank-details-refused'; readonly creditor: CreditorId; readonly at: Instant }
  | { readonly type: 'site-declared'; readonly site: SiteId }
  | { readonly type: 'cdom-asked'; readonly scope: Scope; readonly at: Instant }
  | {
      readonly type: 'cdom-recorded';
      readonly scope: Scope;
      readonly answer: CdomAnswer | null;
      readonly receivedOn: CivilDate | null;
      readonly on: CivilDate;
      readonly by: string;
      readonly reason?: OppositionReason;
      /** typed by hand: kept in the record, left out of the journal */
      readonly state: { readonly document: string | null; readonly text?: string };
    }
  | {
      readonly type: 'cdom-document-asked';
      readonly scope: Scope;
      readonly document: CdomDocument;
      readonly at: Instant;
      readonly state: { readonly text: string };
    }
  | {
      readonly type: 'cdom-document-sent';
      readonly scope: Scope;
      readonly by: string;
      readonly at: Instant;
      readonly state: { readonly title: string; readonly note: string };
    }
  /** `items`: all that a stopped machine missed; one mail goes out */
  | { readonly type: 'reminded'; readonly due: EngagementReminder; readonly items: readonly string[] }
  | { readonly type: 'certificate-expired'; readonly certificate: CertificateKind; readonly on: CivilDate; readonly at: Instant }
  | { readonly type: 'doctor-changed'; readonly news: DoctorNews; readonly at: Instant }
  | {
      readonly type: 'contract-transmitted';
      readonly on: CivilDate;
      readonly by: string;
      readonly state: { readonly proof: string };
    }
  | { readonly type: 'activated'; readonly at: Instant }
  | { readonly type: 'suspended'; readonly at: Instant }
  | { readonly type: 'resumed'; readonly at: Instant }
  | ({ readonly type: 'withdrawn'; readonly by: string; readonly at: Instant } & KeptReason<WithdrawalReason>)
  | { readonly type: 'ended'; readonly at: Instant }
  | { readonly type: 'recap-sent'; readonly year: number; readonly document: DossierId; readonly at: Instant };

type CdomText = {
  readonly doctor: string;
  readonly rpps: string;
  readonly programme: string;
  readonly scope: 'registration' | 'site';
  /** name and address of the site; of all the sites wished for, to the CDOM of registration */
  readonly sites: readonly string[];
  readonly from: CivilDate;
  readonly to: CivilDate;
};
type CertificateText = { readonly programme: string; readonly certificate: CertificateKind; readonly on: CivilDate };
type OverText = { readonly programme: string; readonly days: number };
export type EngagementMail =
  | Mail<'bank-details-asked' | 'bank-details-reminder', { readonly programme: string; readonly change: boolean }>
  | Mail<'cdom-asked' | 'cdom-reminder', CdomText>
  | Mail<'cdom-acknowledged', CdomText & { readonly answer: CdomAnswer }>
  | Mail<'cdom-document-asked', CdomText & { readonly document: CdomDocument; readonly departement: string }>
  | Mail<'cdom-request-acknowledged', CdomText & { readonly document: CdomDocument }>
  | Mail<'cdom-document-sent', CdomText & { readonly title: string; readonly note: string }>
  | Mail<
      'contract-transmission',
      { readonly doctor: string; readonly rpps: string; readonly number: string; readonly concluded: CivilDate }
    >
  | Mail<'site-opposed', { readonly programme: string; readonly site: string }>
  | Mail<
      'engagement-active',
      {
        readonly programme: string;
        readonly sites: readonly string[];
        readonly from: CivilDate;
        readonly to: CivilDate;
        readonly monthlyCap: number;
      }
    >
  | Mail<'certificate-ending', CertificateText>
  | Mail<'certificate-expired', CertificateText & { readonly days: number }>
  | Mail<'contract-reminder', { readonly doctor: string; readonly number: string; readonly departement: string; readonly until: CivilDate }>
  | Mail<'engagement-suspended', OverText & { readonly cause: 'opposition' | 'standing' }>
  | Mail<'engagement-withdrawn' | 'engagement-ended', OverText>
  | Mail<
      'yearly-recap',
      Pick<YearRecap, 'year' | 'sites' | 'payers'> & { readonly programme: string; readonly halfDays: number; readonly label: string }
    >
  /** to the doctor who left by telephone */
  | Mail<'noted-by-phone', OverText & { readonly by: string }>;

export type EngagementFacts = {
  readonly doctor: Person | null;
  readonly programme: Programme | null;
  readonly convention: Convention | null;
  /** the sites that the engagement or the action names */
  readonly places: Readonly<Record<string, Site>>;
  /** its days that are not closed, of today and to come */
  readonly days: readonly { readonly id: DayId; readonly site: SiteId; readonly date: CivilDate }[];
  /** the year that is asked for */
  readonly recap?: YearRecap | null;
};

export type EngagementNoun = {
  readonly state: Engagement;
  readonly action: EngagementAction;
  readonly event: EngagementEvent;
  readonly due: EngagementDue;
  readonly mail: EngagementMail;
  readonly facts: EngagementFacts;
};
export type EngagementKnown = FactsOf<'engagement'>;

export const engagement: Rules<'engagement'> = {
  decide,
  evolve,
  dues,
  nextActions,
  messages,
  tells,
  documents,
  revokes: (event) => {
    if (event.type === 'bank-details-asked' || event.type === 'bank-details-declared') return ['bank-details'];
    if (event.type === 'contract-transmitted') return ['contract-receipt'];
    if (event.type === 'withdrawn' || event.type === 'ended') return ['bank-details', 'cdom-answer', 'contract-receipt', 'withdraw'];
    return event.type === 'suspended' ? ['withdraw'] : [];
  },
  outlives: ['recap'],
  closed: (state) => isOver(state) && yearsToRecall(state).length === 0,
};
