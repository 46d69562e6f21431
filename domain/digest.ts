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
};

export type DigestEvent =
  | { readonly type: 'noticed'; readonly audience: Audience; readonly owner: string; readonly urgent: boolean; readonly at: Instant }
  | {
      readonly type: 'sent';
      readonly dossiers: readonly { readonly noun: Noun; readonly dossier: DossierId; readonly what: string }[];
      readonly at: Instant;
    }
  /** its hour came and nothing waited any more */
  | { readonly type: 'passed'; readonly at: Instant };

type Lines = { readonly lines: readonly WaitingLine[]; readonly zone: TimeZone };
export type DigestMail = Mail<'doctor-waiting' | 'site-waiting' | 'council-waiting' | 'desk-waiting', Lines>;

export type DigestNoun = {
  readonly state: Digest;
  readonly action:
    | { readonly type: 'notice'; readonly audience: Audience; readonly owner: string; readonly urgent: boolean }
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
  return accept<DigestEvent>({ type: 'sent', at, dossiers: facts.waiting.map(({ noun, dossier, what }) => ({ noun, dossier, what })) });
}

function decideNotice(
  state: Digest | null,
  { audience, owner, urgent }: Extract<DigestNoun['action'], { type: 'notice' }>,
  facts: DigestFacts,
): Decision<DigestEvent> {
  const isKnown = state !== null && state.status === 'waiting' && (state.urgent || !urgent);
  return isKnown ? accept() : accept<DigestEvent>({ type: 'noticed', audience, owner, urgent, at: facts.now });
}

function evolve(state: Digest | null, event: DigestEvent): Digest {
  if (event.type === 'noticed') {
    const { audience, owner, urgent, at } = event;
    return { status: 'waiting', audience, owner, urgent, since: state?.status === 'waiting' ? state.since : at };
  }
  if (state === null) throw new Error(`a digest cannot begin with ${event.type}`);
  return { ...state, status: state.audience === 'desk' ? 'waiting' : 'quiet', urgent: false, since: event.at };
}

const kinds = {
  doctor: 'doctor-waiting',
  site: 'site-waiting',
  council: 'council-waiting',
  desk: 'desk-waiting',
} as const satisfies Record<Audience, DigestMail['kind']>;

function messages(event: DigestEvent, state: Digest, facts: DigestFacts): readonly Addressed<DigestMail>[] {
  if (event.type !== 'sent') return [];
  const data = { lines: facts.waiting, zone: facts.collectivity.zone };
  const opens = state.audience === 'desk' ? { page: '/console' as const } : { link: { purpose: 'waiting', until: linkUntil(facts) } };
  return facts.recipients.map((to) => ({ kind: kinds[state.audience], data, to, ...opens }));
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
