import type { ConsultationDay } from './consultation-day';
import type { CampaignNoun } from './campaign';
import type { Cover } from './cover';
import type { DigestNoun } from './digest';
import type { Creditor } from './creditor';
import type { EngagementNoun } from './engagement';
import type { MonthClosing } from './month-closing';
import type { Statement } from './statement';
import type { CollectivityNoun } from './collectivity';
import type { ConventionNoun } from './convention';
import type { DataImport } from './data-import';
import type { PersonNoun } from './person';
import type { ProgrammeNoun } from './programme';
import type { SignatureRound } from './signature-round';
import type { SiteNoun } from './site';
import type { ZoneNoun } from './zone';
import type { WallTime } from './dates';
import type { Actor, Override, Refusal } from './decision';
import type { CollectivityId, CommandId, DossierId } from './ids';

/** Each noun's file declares its own shape: state, action, event, due, mail, facts. */
export type Nouns = {
  readonly collectivity: CollectivityNoun;
  readonly programme: ProgrammeNoun;
  readonly zone: ZoneNoun;
  readonly site: SiteNoun;
  readonly person: PersonNoun;
  readonly 'data-import': DataImport;
  readonly convention: ConventionNoun;
  readonly 'signature-round': SignatureRound;
  readonly 'consultation-day': ConsultationDay;
  readonly 'month-closing': MonthClosing;
  readonly statement: Statement;
  readonly creditor: Creditor;
  readonly cover: Cover;
  readonly engagement: EngagementNoun;
  readonly campaign: CampaignNoun;
  readonly digest: DigestNoun;
};

export type Noun = keyof Nouns;

/** What any dossier can be asked without an event of its own: read its dates anew, mail a fresh link for an expired one, put aside a mail that nobody could deliver, draw again what could not be drawn. */
export type Upkeep =
  | { readonly type: 'refresh' }
  | { readonly type: 'renew-link'; readonly link: string }
  | { readonly type: 'settle-undelivered'; readonly message: string; readonly reason: string }
  | { readonly type: 'redraw'; readonly document: string };

export type Command<N extends Noun = Noun> = {
  readonly id: CommandId;
  readonly collectivity: CollectivityId;
  readonly noun: N;
  readonly dossier: DossierId;
  readonly by: Actor;
  readonly received: WallTime;
  readonly expected?: number;
  readonly overrides?: readonly Override[];
  /** the command whose delivery hands on what this one writes, when it is not its own */
  readonly delivery?: CommandId;
  readonly action: Nouns[N]['action'] | Upkeep;
};

export type Standing<N extends Noun = Noun> = {
  readonly version: number;
  readonly status: Nouns[N]['state']['status'];
  readonly closed: boolean;
  /** the dossier in French, for the Temporal UI; no personal data */
  readonly card: string;
  readonly dues: readonly {
    readonly what: Nouns[N]['due'];
    /** in French, for the Temporal UI */ readonly label: string;
    readonly item?: string;
    readonly at: WallTime;
  }[];
};

/** `standing` is null when nothing exists yet: a creation was refused. */
export type Outcome<N extends Noun = Noun> = { readonly refusals: readonly Refusal[]; readonly standing: Standing<N> | null };

/** The input of a dossier's workflow: who it is, and the latest standing that a run before it knew. */
export type Start<N extends Noun = Noun> = {
  readonly collectivity: CollectivityId;
  readonly noun: N;
  readonly dossier: DossierId;
  /** a new run waits for the command that it was started with; one that begins anew reads the record */
  readonly awaits: 'command' | 'record';
  readonly standing: Standing<N> | null;
  /** events after which a run begins anew, when sooner than the server suggests */
  readonly longest?: number;
};
