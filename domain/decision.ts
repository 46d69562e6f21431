import type { Collectivity } from './collectivity';
import type { CivilDate, Instant, TimeZone } from './dates';
import type { CollectivityId, DossierId } from './ids';
import type { Noun, Nouns } from './nouns';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const roles = ['operator', 'administrator', 'approver', 'accountant', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Who acts: a user by key, a person by link (possibly through a user on the phone), a date, another dossier. */
export type Actor =
  | { readonly kind: 'user'; readonly user: string; readonly role: Role }
  | { readonly kind: 'link'; readonly ref: string }
  | { readonly kind: 'clock' }
  | { readonly kind: 'dossier'; readonly noun: Noun; readonly dossier: DossierId };

/** One opaque word for an actor: what attestations, approvals and the journal keep (R-15 compares them). */
export function actorRef(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.user}`;
    case 'link':
      return actor.ref;
    case 'clock':
      return 'clock';
    case 'dossier':
      return actor.dossier;
  }
}

/** A refusal is a value. With `override` it is a warning that this role may pass with a reason. `field` is the JSON pointer of the faulty input. */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly field?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly override?: Role;
};

export type Override = { readonly code: string; readonly reason: string };

export type Decision<Event, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly refusals: readonly R[] };

/** What every rule may know besides its own dossier. */
export type BaseFacts = {
  readonly now: Instant;
  /** the civil date in the collectivity's zone */
  readonly today: CivilDate;
  readonly by: Actor;
  readonly overrides: readonly Override[];
  readonly collectivityId: CollectivityId;
  readonly collectivity: Collectivity;
  /** the dossier's own id, known before its first event */
  readonly dossier: DossierId;
  /** SHA-256 in hexadecimal: pure, and given because rules import nothing */
  readonly digestOf: (text: string) => string;
  /** opens what was sealed under that name, where somebody is entitled to it: bank details for the document that orders a payment */
  readonly openSealed?: (bound: string, sealed: string) => string;
};

/** Somebody who gets mail. `ref` is opaque and may be stored anywhere; name and email may not. */
export type Party = {
  readonly ref: string;
  readonly name: string;
  readonly email: string;
  /** of a doctor, whom a mail greets by it */
  readonly familyName?: string;
};

/** What a mailed link lets its holder do, until when, on what. */
export type LinkSpec = {
  readonly purpose: string;
  readonly until: Instant;
  readonly item?: string;
  /** where its deadline is read, when that is not where the collectivity is */
  readonly zone?: TimeZone;
};

/** An entry of the recipient's calendar; the UID is derived from `key`, which never changes while the day lives. */
export type InviteSpec = {
  readonly key: string;
  readonly sequence: number;
  readonly method: 'REQUEST' | 'CANCEL';
  readonly date: CivilDate;
  readonly start: string;
  readonly end: string;
  readonly zone: TimeZone;
  readonly location: string;
  readonly summary: string;
  readonly tentative: boolean;
};

/** A mail to write: `kind` chooses the template, `data` is all that the template may know. */
export type Mail<Kind extends string, Data> = Kind extends string ? { readonly kind: Kind; readonly data: Data } : never;
export type Addressed<M> = M extends unknown
  ? M & {
      readonly to: Party;
      readonly link?: LinkSpec;
      /** a page of the console, for those who sign in */
      readonly page?: '/console';
      readonly invite?: InviteSpec;
    }
  : never;

/** A document to draw: `kind` chooses the template, `data` is all that it may know, so that the same facts give the same bytes. */
export type DocumentSpec = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly data: Json;
};

/** What waits, for whom, until when: a row of GET /tasks that disappears when it is done. */
export type NextAction = {
  readonly key: string;
  readonly owner: { readonly kind: 'role'; readonly role: Role } | { readonly kind: 'party'; readonly ref: string };
  readonly what: string;
  readonly until: Instant | null;
  readonly detail?: Readonly<Record<string, string | number>>;
};

/** Whom a task waits for where no party is meant: whichever administrator takes it. */
export const administrator = { kind: 'role', role: 'administrator' } as const satisfies NextAction['owner'];

/** The purposes of the mailed links whose answer a date closes. `each`: every person asked has that time, not the first one reached. `since`: older questions do not count. `latest`: beyond it nobody is waited for. */
export type Asked = { readonly purposes: readonly string[]; readonly each?: true; readonly since?: Instant; readonly latest?: Instant };

/** A date on which something happens by itself; one that closes a question starts when the mail that asked it has left. */
export type Due<Kind extends string> = { readonly what: Kind; readonly at: Instant; readonly item?: string; readonly asked?: Asked };

/** What another dossier must hear; saved with the outbox and told after the commit. */
export type Tell = { [N in Noun]: { readonly noun: N; readonly dossier: DossierId; readonly action: Nouns[N]['action'] } }[Noun];

/** A date is a command: refused by nobody when now is at or past it. */
export type FallDue<Kind extends string> = { readonly type: 'fall-due'; readonly due: Kind; readonly item?: string };

export type FactsOf<N extends Noun> = BaseFacts & Nouns[N]['facts'];

/** The pure functions of a noun. */
export type Rules<N extends Noun> = {
  readonly decide: (state: Nouns[N]['state'] | null, action: Nouns[N]['action'], facts: FactsOf<N>) => Decision<Nouns[N]['event']>;
  readonly evolve: (state: Nouns[N]['state'] | null, event: Nouns[N]['event']) => Nouns[N]['state'];
  readonly dues: (state: Nouns[N]['state'], facts: FactsOf<N>) => readonly Due<Nouns[N]['due']>[];
  readonly nextActions: (state: Nouns[N]['state'], facts: FactsOf<N>) => readonly NextAction[];
  readonly messages: (event: Nouns[N]['event'], state: Nouns[N]['state'], facts: FactsOf<N>) => readonly Addressed<Nouns[N]['mail']>[];
  readonly tells: (event: Nouns[N]['event'], state: Nouns[N]['state'], facts: FactsOf<N>) => readonly Tell[];
  /** documents that an event calls for: the row and its data are saved with the event, the bytes are drawn after the commit */
  readonly documents?: (event: Nouns[N]['event'], state: Nouns[N]['state'], facts: FactsOf<N>) => readonly DocumentSpec[];
  /** purposes of mailed links that this event makes moot */
  readonly revokes?: (event: Nouns[N]['event']) => readonly string[];
  /** purposes of mailed links that serve on after the dossier is closed: a page that was told to last */
  readonly outlives?: readonly string[];
  /** no command can change it any more, save those that reopen it */
  readonly closed: (state: Nouns[N]['state']) => boolean;
};

export function accept<Event>(...events: readonly Event[]): Decision<Event, never> {
  return { ok: true, events };
}

export function refuse<R extends Refusal>(...refusals: readonly R[]): Decision<never, R> {
  return { ok: false, refusals };
}

function isOverridden(refusal: Refusal, facts: BaseFacts): boolean {
  if (refusal.override === undefined || facts.by.kind !== 'user' || facts.by.role !== refusal.override) return false;
  return facts.overrides.some((override) => override.code === refusal.code && override.reason.trim() !== '');
}

/** Accepts the events unless a refusal stands that this actor has not overridden with a reason. */
export function unless<Event, R extends Refusal>(
  facts: BaseFacts,
  refusals: readonly (R | null)[],
  events: () => readonly Event[],
): Decision<Event, R> {
  const standing = refusals.filter((refusal): refusal is R => refusal !== null && !isOverridden(refusal, facts));
  return standing.length > 0 ? refuse(...standing) : { ok: true, events: events() };
}

/** Lifecycles are tables: per status, the statuses that may follow. */
export type Transitions<Status extends string> = Readonly<Record<Status, readonly Status[]>>;

export function canMove<Status extends string>(table: Transitions<Status>, from: Status, to: Status): boolean {
  return table[from].includes(to);
}
