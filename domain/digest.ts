import type { CivilDate, Half, Instant, TimeZone } from './dates';
import {
  accept,
  refuse,
  type Addressed,
  type Decision,
  type FactsOf,
  type FallDue,
  type Mail,
  type Party,
  type Rules,
  type Tell,
} from './decision';
import { linkUntil, sendAt } from './digest-dates';
import type { DossierId } from './ids';
import type { Noun } from './nouns';
import { inOrder } from './waiting';

/** Who reads one mail instead of many: a doctor, the contacts of a site, a council of the Ordre, the health desk. */
export const audiences = ['doctor', 'site', 'council', 'desk'] as const;
export type Audience = (typeof audiences)[number];

/** One recipient's mails to come. What waits is in the tasks of the dossiers; here is only when it was last announced. */
export type Digest = {
  readonly status: 'quiet' | 'waiting';
  readonly audience: Audience;
  /** whose tasks are listed: a person, a site, a council, or the desk */
  readonly owner: string;
  /** when something new was first noticed, or for the desk when it last looked */
  readonly since: Instant;
  /** something whose deadline does not wait for the hour or the weekly allowance */
  readonly urgent: boolean;
  /** somebody is reminded: the mail leaves even when it has nothing new */
  readonly again?: true;
  /** what the last mail listed: what is not there is new */
  readonly listed?: readonly string[];
};

/** Something that waits for the recipient, in a line: enough to recognise it. */
export type WaitingLine = {
  readonly noun: Noun;
  readonly dossier: DossierId;
  readonly what: string;
  readonly until: Instant | null;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly date: CivilDate | null;
  readonly halves: readonly Half[];
  readonly site: string | null;
  readonly doctor: string | null;
  /** what a convention or a document to sign is called */
  readonly title?: string | null;
};

/** `isNew`, of the desk: its last mail did not list it. */
type Listed = { readonly noun: Noun; readonly dossier: DossierId; readonly what: string; readonly isNew?: boolean };

export type DigestEvent =
  | {
      readonly type: 'noticed';
      readonly audience: Audience;
      readonly owner: string;
      readonly urgent: boolean;
      readonly again?: true;
      readonly at: Instant;
    }
  | {
      readonly type: 'sent';
      readonly dossiers: readonly Listed[];
      /** of the desk: when its last mail left, or null for its first one */
      readonly last?: Instant | null;
      readonly at: Instant;
    }
  /** its hour came and nothing waited any more, or nothing but what the last mail listed */
  | { readonly type: 'passed'; readonly dossiers?: readonly Listed[]; readonly at: Instant };

type Lines = { readonly lines: readonly WaitingLine[]; readonly zone: TimeZone };
export type DeskLine = WaitingLine & { readonly isNew: boolean };
type DeskLines = { readonly lines: readonly DeskLine[]; readonly zone: TimeZone; readonly now: Instant; readonly last: Instant | null };
export type DigestMail = Mail<'doctor-waiting' | 'site-waiting' | 'council-waiting', Lines> | Mail<'desk-waiting', DeskLines>;

export type DigestNoun = {
  readonly state: Digest;
  readonly action:
    | { readonly type: 'notice'; readonly audience: Audience; readonly owner: string; readonly urgent: boolean; readonly again?: true }
    | FallDue<'send'>;
  readonly event: DigestEvent;
  readonly due: 'send';
  readonly mail: DigestMail;
  readonly facts: {
    readonly recipients: readonly Party[];
    readonly waiting: readonly WaitingLine[];
    /** mails written to the recipient in the last weeks, oldest first */
    readonly mailed: readonly Instant[];
  };
};
export type DigestFacts = FactsOf<'digest'>;

function decide(state: Digest | null, action: DigestNoun['action'], facts: DigestFacts): Decision<DigestEvent> {
  if (action.type === 'notice') return decideNotice(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  if (state.status === 'quiet' || facts.now < sendAt(state, facts)) return accept();
  const at = facts.now;
  if (facts.waiting.length === 0 || facts.recipients.length === 0) return accept<DigestEvent>({ type: 'passed', at });
  const dossiers = facts.waiting.map(({ noun, dossier, what }) => ({ noun, dossier, what }));
  const news = compared(dossiers, state.listed ?? []);
  if (state.audience === 'desk')
    return accept<DigestEvent>({ type: 'sent', at, last: state.listed === undefined ? null : state.since, dossiers: news });
  // two proposals of one act: the first one's mail already lists the second
  const isWorthIt = state.again === true || news.some(({ isNew }) => isNew);
  return accept<DigestEvent>({ type: isWorthIt ? 'sent' : 'passed', at, dossiers });
}

const nameOf = ({ noun, dossier, what }: Listed): string => `${noun}/${dossier}/${what}`;

/** Two tasks of one kind in one dossier are told apart by their number: the second one is new when one was listed. */
function compared(dossiers: readonly Listed[], listed: readonly string[]): readonly (Listed & { readonly isNew: boolean })[] {
  const left = [...listed];
  return dossiers.map((each) => {
    const found = left.indexOf(nameOf(each));
    if (found !== -1) left.splice(found, 1);
    return { ...each, isNew: found === -1 };
  });
}

function decideNotice(
  state: Digest | null,
  { audience, owner, urgent, again }: Extract<DigestNoun['action'], { type: 'notice' }>,
  facts: DigestFacts,
): Decision<DigestEvent> {
  const isKnown = state !== null && state.status === 'waiting' && (state.urgent || !urgent) && (state.again === true || again !== true);
  const news = { urgent: urgent || (state?.status === 'waiting' && state.urgent), ...(again === true ? { again } : {}) };
  return isKnown ? accept() : accept<DigestEvent>({ type: 'noticed', audience, owner, ...news, at: facts.now });
}

function evolve(state: Digest | null, event: DigestEvent): Digest {
  if (event.type === 'noticed') {
    const { audience, owner, urgent, at } = event;
    const since = state?.status === 'waiting' ? state.since : at;
    const listed = state?.listed === undefined ? {} : { listed: state.listed };
    const again = event.again === true || state?.again === true ? ({ again: true } as const) : {};
    return { status: 'waiting', audience, owner, urgent, since, ...listed, ...again };
  }
  if (state === null) throw new Error(`a digest cannot begin with ${event.type}`);
  const { audience, owner } = state;
  const listed = (event.dossiers ?? []).map(nameOf);
  return { status: audience === 'desk' ? 'waiting' : 'quiet', audience, owner, urgent: false, since: event.at, listed };
}

const kinds = {
  doctor: 'doctor-waiting',
  site: 'site-waiting',
  council: 'council-waiting',
} as const satisfies Record<Exclude<Audience, 'desk'>, DigestMail['kind']>;

function messages(event: DigestEvent, { audience }: Digest, facts: DigestFacts): readonly Addressed<DigestMail>[] {
  if (event.type !== 'sent') return [];
  const { waiting, recipients, now } = facts;
  const { zone } = facts.collectivity;
  if (audience === 'desk') {
    const lines = waiting.map((line, n) => ({ ...line, isNew: event.dossiers[n]?.isNew === true }));
    const data = { lines, zone, now, last: event.last ?? null };
    return recipients.map((to) => ({ kind: 'desk-waiting', data, to, page: '/console' }));
  }
  const link = { purpose: 'waiting', until: linkUntil(facts) };
  return recipients.map((to) => ({ kind: kinds[audience], data: { lines: inOrder(audience, waiting), zone }, to, link }));
}

/** The time to answer a proposal starts when it was announced. */
function tells(event: DigestEvent, { audience }: Digest): readonly Tell[] {
  if (event.type !== 'sent' || audience !== 'doctor') return [];
  return event.dossiers
    .filter(({ noun, what }) => noun === 'consultation-day' && what === 'day-answer')
    .map(({ dossier }) => ({ noun: 'consultation-day', dossier, action: { type: 'announced' } }));
}

export const digest: Rules<'digest'> = {
  decide,
  evolve,
  dues: (state, facts) => (state.status === 'quiet' ? [] : [{ what: 'send', at: sendAt(state, facts) }]),
  nextActions: () => [],
  messages,
  tells,
  closed: ({ status }) => status === 'quiet',
  outlives: ['waiting'],
};
