import { plus, type Instant, type TimeZone } from './dates';
import {
  accept,
  actorRef,
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
import { childId, type DossierId } from './ids';
import type { Noun } from './nouns';
import { delayOf, dues, expiryOf, nextActions } from './round-dates';
import { awaited, evolve, type RoundStatus } from './round-record';

/** Who refuses to sign says why, from a closed list: `board` has to vote first, `authority` is not empowered to sign. */
export const signatureRefusals = ['content', 'participation', 'authority', 'board', 'wrong-person', 'other'] as const;
export type SignatureRefusal = (typeof signatureRefusals)[number];
/** A doctor signs for himself; an assembly votes first. */
export const signatureRefusalsOf = {
  convention: ['content', 'authority', 'board', 'wrong-person', 'other'],
  engagement: ['content', 'participation', 'wrong-person', 'other'],
} as const satisfies Readonly<Record<RoundSubject, readonly SignatureRefusal[]>>;

/** The name and the capacity are what the document prints (Code civil, art. 1367; CRPA, art. L.212-3). */
export type Signatory = Party & { readonly capacity: string };
export type Signature = { readonly ref: string; readonly at: Instant; readonly by: string; readonly digest: string };

/** Nouns whose documents are signed: each hears how its round ended. */
export type RoundSubject = Extract<Noun, 'convention' | 'engagement'>;

/** What is signed, as the subject's own file words it; read from its record, since names never travel between dossiers. */
export type RoundTerms = {
  readonly title: string;
  /** of the document's bytes: what every signature is tied to */
  readonly digest: string;
  readonly groups: readonly (readonly Signatory[])[];
};

export type Round = RoundTerms & {
  readonly status: RoundStatus;
  readonly subject: { readonly noun: RoundSubject; readonly dossier: DossierId };
  readonly level: 'simple';
  readonly signatures: readonly Signature[];
  /** when the group whose turn it is was asked */
  readonly askedOn: Instant;
  /** how many times that group was reminded */
  readonly reminded: number;
  readonly refusal: { readonly ref: string; readonly reason: SignatureRefusal; readonly at: Instant } | null;
};

export type RoundDue = 'reminder' | 'expiry';

/** What the subject hears; refs and times only. */
export type RoundOutcome =
  | { readonly type: 'round-signed'; readonly signatures: readonly { readonly ref: string; readonly at: Instant }[] }
  | { readonly type: 'round-refused'; readonly ref: string; readonly reason: SignatureRefusal }
  | { readonly type: 'round-expired' };

type AskText = {
  readonly title: string;
  readonly capacity: string;
  readonly subject: RoundSubject;
  readonly digest: string;
  readonly level: Round['level'];
  readonly until: Instant;
  readonly now: Instant;
  readonly zone: TimeZone;
};

export type SignatureRound = {
  readonly state: Round;
  readonly action:
    | { readonly type: 'open'; readonly subject: Round['subject'] }
    | { readonly type: 'sign' }
    | { readonly type: 'refuse'; readonly reason: SignatureRefusal }
    /** told by the subject, which ended while somebody was still to sign */
    | { readonly type: 'withdraw' }
    | FallDue<RoundDue>;
  readonly event:
    | {
        readonly type: 'opened';
        readonly subject: Round['subject'];
        readonly level: Round['level'];
        readonly digest: string;
        readonly refs: readonly (readonly string[])[];
        readonly at: Instant;
        readonly state: Pick<RoundTerms, 'title' | 'groups'>;
      }
    | ({ readonly type: 'signed' } & Signature)
    | { readonly type: 'group-asked'; readonly refs: readonly string[]; readonly at: Instant }
    | { readonly type: 'completed'; readonly at: Instant }
    | { readonly type: 'refused'; readonly ref: string; readonly reason: SignatureRefusal; readonly at: Instant }
    /** `count`: how many reminders are behind now, those that a stopped machine missed included */
    | { readonly type: 'reminded'; readonly count: number }
    | { readonly type: 'expired' | 'withdrawn'; readonly at: Instant };
  readonly due: RoundDue;
  readonly mail:
    | Mail<'signature-asked' | 'signature-reminder', AskText>
    | Mail<
        'signature-complete',
        {
          readonly title: string;
          readonly subject: RoundSubject;
          readonly digest: string;
          readonly level: Round['level'];
          readonly zone: TimeZone;
          readonly signatures: readonly { readonly name: string; readonly capacity: string; readonly at: Instant }[];
        }
      >;
  readonly facts: {
    /** the terms that the subject's record gives now; null when the subject is unknown or asks for no signature */
    readonly terms: RoundTerms | null;
  };
};
type Event = SignatureRound['event'];
type Facts = FactsOf<'signature-round'>;

/** Where the subject's rule puts the document to sign, and the same with its signatures once all have signed. */
export const documentToSign = (round: string): DossierId => childId(round, 'text');
export const signedCopy = (round: string): DossierId => childId(round, 'signed');

function decideOpen(state: Round | null, subject: Round['subject'], facts: Facts): Decision<Event> {
  if (state !== null) return refuse({ code: 'already-exists' });
  const { terms } = facts;
  if (terms === null) return refuse({ code: 'nothing-to-sign', field: '/subject' });
  const refs = terms.groups.map((group) => group.map(({ ref }) => ref));
  if (refs.length === 0 || refs.some((group) => group.length === 0)) return refuse({ code: 'signatories-missing' });
  if (new Set(refs.flat()).size !== refs.flat().length) return refuse({ code: 'signatory-duplicate' });
  const { title, groups, digest } = terms;
  return accept<Event>({ type: 'opened', subject, level: 'simple', digest, refs, at: facts.now, state: { title, groups } });
}

function tooLate({ status }: Round): Decision<never> {
  return refuse({ code: 'too-late', detail: { status } });
}

/** Only the holder of the mailed link acts: nobody of the collectivity can sign for a party. */
function turnOf(state: Round, facts: Facts): Decision<never> | Signatory {
  if (state.status !== 'open') return tooLate(state);
  const { by } = facts;
  if (by.kind !== 'link') return refuse({ code: 'link-only' });
  if (state.signatures.some(({ ref }) => ref === by.ref)) return refuse({ code: 'already-signed' });
  const signatory = awaited(state).find(({ ref }) => ref === by.ref);
  if (signatory !== undefined) return signatory;
  const later = state.groups.flat().some(({ ref }) => ref === by.ref);
  return refuse({ code: later ? 'not-your-turn' : 'not-a-signatory' });
}

function decideSign(state: Round, facts: Facts): Decision<Event> {
  const turn = turnOf(state, facts);
  if ('ok' in turn) return turn;
  const signature: Signature = { ref: turn.ref, at: facts.now, by: actorRef(facts.by), digest: state.digest };
  const after = { ...state, signatures: [...state.signatures, signature] };
  const left = awaited(after);
  const signed: Event = { type: 'signed', ...signature };
  if (left.length === 0) return accept<Event>(signed, { type: 'completed', at: facts.now });
  const sameGroup = awaited(state).some(({ ref }) => ref === left[0]?.ref);
  if (sameGroup) return accept(signed);
  return accept<Event>(signed, { type: 'group-asked', refs: left.map(({ ref }) => ref), at: facts.now });
}

/** After a long stop one reminder goes out, not all those missed; and none once the time to answer is over. */
function decideFallDue(state: Round, { due, item }: FallDue<RoundDue>, facts: Facts): Decision<Event> {
  if (!dues(state, facts).some((listed) => listed.what === due && listed.item === item)) return accept();
  if (due === 'expiry') return accept<Event>({ type: 'expired', at: facts.now });
  const behind = delayOf(state, facts).reminderDays.filter((days) => plus(state.askedOn, { days }) <= facts.now).length;
  return accept<Event>({ type: 'reminded', count: Math.max(behind, state.reminded + 1) });
}

function decide(state: Round | null, action: SignatureRound['action'], facts: Facts): Decision<Event> {
  if (action.type === 'open') return decideOpen(state, action.subject, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'sign':
      return decideSign(state, facts);
    case 'refuse': {
      const turn = turnOf(state, facts);
      const offered: readonly string[] = signatureRefusalsOf[state.subject.noun];
      if (!('ok' in turn) && !offered.includes(action.reason)) return refuse({ code: 'reason-not-offered', field: '/reason' });
      return 'ok' in turn ? turn : accept<Event>({ type: 'refused', ref: turn.ref, reason: action.reason, at: facts.now });
    }
    case 'withdraw':
      return decideWithdraw(state, facts);
    case 'fall-due':
      return decideFallDue(state, action, facts);
  }
}

/** What nobody waits for any more is signed by nobody: the subject itself tells its people why it ended. */
function decideWithdraw(state: Round, { by, now }: Facts): Decision<Event> {
  if (by.kind !== 'dossier' || by.dossier !== state.subject.dossier) return refuse({ code: 'subject-only' });
  return state.status === 'open' ? accept<Event>({ type: 'withdrawn', at: now }) : tooLate(state);
}

function asked(kind: 'signature-asked' | 'signature-reminder', state: Round, facts: Facts): readonly Addressed<SignatureRound['mail']>[] {
  const until = expiryOf(state, facts);
  const { title, digest, level } = state;
  return awaited(state).map(({ capacity, ...to }) => ({
    kind,
    data: { title, capacity, subject: state.subject.noun, digest, level, until, now: facts.now, zone: facts.collectivity.zone },
    to,
    link: { purpose: 'sign', until },
  }));
}

/** Long enough for an assembly's secretariat to file its copy. */
const copyDays = 60;

function completed(state: Round, facts: Facts): readonly Addressed<SignatureRound['mail']>[] {
  const all = state.groups.flat();
  const signatures = state.signatures.flatMap(({ ref, at }) =>
    all.filter((each) => each.ref === ref).map(({ name, capacity }) => ({ name, capacity, at })),
  );
  const { title, digest, level } = state;
  return all.map((to) => ({
    kind: 'signature-complete',
    data: { title, subject: state.subject.noun, digest, level, zone: facts.collectivity.zone, signatures },
    to,
    link: { purpose: 'read-signed', until: plus(facts.now, { days: copyDays }) },
  }));
}

function messages(event: Event, state: Round, facts: Facts): readonly Addressed<SignatureRound['mail']>[] {
  switch (event.type) {
    case 'opened':
    case 'group-asked':
      return asked('signature-asked', state, facts);
    case 'reminded':
      return facts.now < expiryOf(state, facts) ? asked('signature-reminder', state, facts) : []; // it falls late after a long stop
    case 'completed':
      return completed(state, facts);
    case 'signed':
    case 'refused':
    case 'expired':
    case 'withdrawn':
      return [];
  }
}

function outcomeOf(event: Event, state: Round): RoundOutcome | null {
  switch (event.type) {
    case 'completed':
      return { type: 'round-signed', signatures: state.signatures.map(({ ref, at }) => ({ ref, at })) };
    case 'refused':
      return { type: 'round-refused', ref: event.ref, reason: event.reason };
    case 'expired':
      return { type: 'round-expired' };
    case 'opened':
    case 'signed':
    case 'group-asked':
    case 'reminded':
    case 'withdrawn':
      return null;
  }
}

function tells(event: Event, state: Round): readonly Tell[] {
  const action = outcomeOf(event, state);
  return action === null ? [] : [{ ...state.subject, action }];
}

export const signatureRound: Rules<'signature-round'> = {
  decide,
  evolve,
  dues,
  nextActions,
  messages,
  tells,
  outlives: ['read-signed'],
  closed: ({ status }) => status !== 'open',
};
