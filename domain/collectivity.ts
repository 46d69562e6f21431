import type { CivilDate, Instant, TimeZone } from './dates';
import { accept, refuse, unless, type Decision, type FactsOf, type Party, type Refusal, type Rules, type Tell } from './decision';
import type { Territory } from './holidays';
import { isMailUrl, isRehearsalMailUrl } from './mail-address';
import { pointer, reader, type Reader } from './reader';
import { changedFields, isDepartement, quiet } from './reference';
import { notify } from './waiting';

/** the label is a setting, since départements are not the only collectivities. */
export type Collectivity = {
  readonly status: 'active';
  readonly label: string;
  readonly siren: string;
  readonly address: readonly string[];
  readonly zone: TimeZone;
  readonly territory: Territory;
  readonly contact: { readonly name: string; readonly phone: string; readonly email: string };
  /** persons named for escalations, in order: cover never ends in silence */
  readonly escalation: readonly Party[];
  readonly accountant: Party;
  /** who is told that a month waits for approval: a key has no address of its own */
  readonly approvers?: readonly Party[];
  /** who signs the statements and the département's letters, with the capacity that is printed */
  readonly signatories?: readonly (Party & { readonly capacity: string })[];
  /** the CDOM of each département that the collectivity deals with, by its number ("03", "2A") */
  readonly cdoms: Readonly<Record<string, Party>>;
  /** most mails a week to one doctor, over everything but what is urgent; the project's default when it is not given */
  readonly doctorMailsPerWeek?: number;
  /** whether an overpayment may be set off against a later statement */
  readonly offsetAllowed: boolean;
  readonly statement?: StatementSettings;
  readonly clock: Clock;
  /** where mail goes: the instance's own transport, or a folder / loopback address for a rehearsal */
  readonly mail: { readonly kind: 'instance' } | { readonly kind: 'url'; readonly url: string };
  readonly closing: { readonly dayOfMonth: number; readonly hour: number };
};

/** What the statements show beside the facts; each has a default that can be told from the other settings. */
export type StatementSettings = {
  /** what numbers begin with, usually the number of the département */
  readonly prefix?: string;
  /** the service that sends the statements, under the label */
  readonly service?: string;
  /** who pays, as the statement names it */
  readonly payingOffice?: string;
  /** how it pays */
  readonly bankMention?: string;
  /** « numéros de tiers » of the finance software, by RPPS */
  readonly thirdPartyNumbers?: Readonly<Record<string, string>>;
};

/** Départements' SIREN begin with 22 and their number; another kind of collectivity is told by its whole SIREN. */
export function numberPrefix({ statement, siren }: Pick<Collectivity, 'statement' | 'siren'>): string {
  return statement?.prefix ?? /^22(9[78]\d|\d\d)/.exec(siren)?.[1] ?? siren;
}

/** D17: identity for a real collectivity; a rehearsal runs `speed` times faster than the wall clock. */
export type Clock =
  | { readonly kind: 'real' }
  | { readonly kind: 'rehearsal'; readonly origin: Instant; readonly anchor: number /* WallTime, ms */; readonly speed: number };

export function isRehearsal(collectivity: Collectivity): boolean {
  return collectivity.clock.kind === 'rehearsal';
}

/** The instance's own user; a person under the same word would sign acts that nobody could tell apart. */
export const operatorUser = 'operator';

export const keyRoles = ['administrator', 'approver', 'accountant', 'auditor'] as const;
/** The secret itself is shown once and kept nowhere: only its hash comes here. */
export type ApiKey = {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  readonly role: (typeof keyRoles)[number];
  readonly expires: CivilDate | null;
};

/** What is stored: the settings that every rule may read, and the keys that none needs. */
export type CollectivityRecord = Collectivity & { readonly keys: readonly (ApiKey & { readonly revoked: Instant | null })[] };

export type SetCollectivity = { readonly type: 'set'; readonly settings: Omit<Collectivity, 'status'> };
export type IssueKey = { readonly type: 'issue-key'; readonly key: ApiKey };
export type RevokeKey = { readonly type: 'revoke-key'; readonly key: string };

export type CollectivityNoun = {
  readonly state: CollectivityRecord;
  readonly action: SetCollectivity | IssueKey | RevokeKey;
  readonly event:
    | { readonly type: 'set'; readonly fields: readonly string[]; readonly state: Collectivity }
    | { readonly type: 'key-issued'; readonly key: ApiKey }
    | { readonly type: 'key-revoked'; readonly key: string; readonly at: Instant };
  readonly due: never;
  readonly mail: never;
  readonly facts: { /** whether somebody other than the operator has acted in it */ readonly acted: boolean };
};
type Event = CollectivityNoun['event'];
type Facts = FactsOf<'collectivity'>;

/** At one day per second real timers still fall in the right order; beyond, they do not. */
const fastestRehearsal = 86_400;
const slowestRehearsal = 1;

type Operated = Pick<Collectivity, 'clock' | 'mail'>;

/** Its clock and its mail are the operator's: whoever saves the other settings is not asked about what he cannot change. */
function readSettings(
  input: SetCollectivity['settings'],
  kept: Operated | null,
): { readonly settings: Collectivity; readonly refusals: readonly Refusal[] } {
  const read = reader(pointer('/settings'));
  read.check('address', input.address.length > 0, 'address-missing');
  read.check('escalation', input.escalation.length > 0, 'escalation-missing');
  const { dayOfMonth, hour } = input.closing;
  read.check('closing/dayOfMonth', Number.isInteger(dayOfMonth) && dayOfMonth >= 1 && dayOfMonth <= 28, 'closing-day');
  read.check('closing/hour', Number.isInteger(hour) && hour >= 0 && hour <= 23, 'closing-hour');
  const { doctorMailsPerWeek: weekly = 1 } = input;
  read.check('doctorMailsPerWeek', Number.isInteger(weekly) && weekly >= 1 && weekly <= 20, 'doctor-mails');
  const { clock, mail } = input;
  if (changedFields(kept, { clock, mail }).length > 0) checkClock(read, input);
  const settings: Collectivity = {
    ...input,
    status: 'active',
    label: read.text('label', input.label),
    siren: read.siren('siren', input.siren),
    address: input.address.map((line, n) => read.text(`address/${n}`, line, 100)),
    contact: {
      name: read.text('contact/name', input.contact.name),
      phone: read.phone('contact/phone', input.contact.phone),
      email: read.email('contact/email', input.contact.email),
    },
    escalation: readEscalation(read, input.escalation),
    accountant: read.party('accountant', input.accountant),
    ...(input.approvers === undefined ? {} : { approvers: input.approvers.map((party, n) => read.party(`approvers/${n}`, party)) }),
    cdoms: Object.fromEntries(
      Object.entries(input.cdoms).map(([departement, party]) => {
        read.check(`cdoms/${departement}`, isDepartement(departement), 'departement-malformed');
        return [departement, read.party(`cdoms/${departement}`, party)];
      }),
    ),
    ...(input.signatories === undefined
      ? {}
      : {
          signatories: input.signatories.map((signatory, n) => ({
            ...read.party(`signatories/${n}`, signatory),
            capacity: read.text(`signatories/${n}/capacity`, signatory.capacity),
          })),
        }),
    ...(input.statement === undefined ? {} : { statement: readStatement(read, input.statement) }),
  };
  return { settings, refusals: read.refusals };
}

/** Each has a task of his own, under his reference. */
function readEscalation(read: Reader, escalation: readonly Party[]): readonly Party[] {
  return escalation.map((party, n) => {
    read.check(`escalation/${n}/ref`, escalation.findIndex(({ ref }) => ref === party.ref) === n, 'key-duplicate');
    return read.party(`escalation/${n}`, party);
  });
}

function readStatement(read: Reader, input: StatementSettings): StatementSettings {
  const { prefix, thirdPartyNumbers = {} } = input;
  read.check('statement/prefix', prefix === undefined || /^[0-9A-Z]{2,9}$/.test(prefix), 'statement-prefix');
  for (const name of ['service', 'payingOffice', 'bankMention'] as const) {
    const text = input[name];
    if (text !== undefined) read.text(`statement/${name}`, text, 200);
  }
  for (const [rpps, number] of Object.entries(thirdPartyNumbers)) read.text(`statement/thirdPartyNumbers/${rpps}`, number, 50);
  return input;
}

function checkClock(read: Reader, { clock, mail }: Operated): void {
  if (clock.kind === 'real') {
    read.check('mail/url', mail.kind === 'instance' || isMailUrl(mail.url), 'mail-url');
    return;
  }
  const speeds = { min: slowestRehearsal, max: fastestRehearsal };
  read.check('clock/speed', clock.speed >= speeds.min && clock.speed <= speeds.max, 'rehearsal-speed', speeds);
  read.check('mail', mail.kind === 'url' && isRehearsalMailUrl(mail.url), 'rehearsal-mail');
}

function decideSet(state: CollectivityRecord | null, action: SetCollectivity, facts: Facts): Decision<Event> {
  const { settings, refusals } = readSettings(action.settings, state === null ? null : { clock: state.clock, mail: state.mail });
  const switched = state !== null && state.clock.kind !== settings.clock.kind;
  const fields = state === null ? changedFields(null, settings) : changedFields(state, { ...settings, keys: state.keys });
  return unless(facts, [...refusals, switched ? { code: 'clock-fixed', field: '/settings/clock' } : null], () =>
    fields.length === 0 ? [] : [{ type: 'set', fields, state: settings }],
  );
}

/** The operator opens a collectivity; from the first act on it is its own people's, and nobody lets himself in from outside. */
function tooLate({ by, acted }: Facts): Refusal | null {
  return acted && by.kind === 'user' && by.role === 'operator' ? { code: 'keys-by-administrators' } : null;
}

function decideIssue(state: CollectivityRecord, { key }: IssueKey, facts: Facts): Decision<Event> {
  const read = reader(pointer('/key'));
  read.key('id', key.id);
  read.key('user', key.user);
  read.check(
    'id',
    state.keys.every(({ id }) => id !== key.id),
    'key-already-issued',
  );
  read.check('hash', /^[A-Za-z0-9+/=_-]{32,128}$/.test(key.hash), 'key-hash');
  read.check('expires', key.expires === null || key.expires > facts.today, 'key-expired');
  return unless(facts, [tooLate(facts), ...read.refusals], () => [{ type: 'key-issued', key }]);
}

/** A collectivity that nobody can administer any more could not even issue its next key. */
function decideRevoke(state: CollectivityRecord, action: RevokeKey, facts: Facts): Decision<Event> {
  const key = state.keys.find(({ id }) => id === action.key);
  if (key === undefined) return refuse({ code: 'unknown-key', field: '/key' });
  if (key.revoked !== null) return accept();
  const left = state.keys.filter((other) => other.id !== key.id && isKeyValid(other, facts.today) && other.role === 'administrator');
  if (key.role === 'administrator' && left.length === 0) return refuse({ code: 'last-administrator-key', field: '/key' });
  return accept({ type: 'key-revoked', key: key.id, at: facts.now });
}

export function isKeyValid(key: CollectivityRecord['keys'][number], today: CivilDate): boolean {
  return key.revoked === null && (key.expires === null || today <= key.expires);
}

function decide(state: CollectivityRecord | null, action: CollectivityNoun['action'], facts: Facts): Decision<Event> {
  if (action.type === 'set') return decideSet(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  return action.type === 'issue-key' ? decideIssue(state, action, facts) : decideRevoke(state, action, facts);
}

function evolve(state: CollectivityRecord | null, event: Event): CollectivityRecord {
  if (event.type === 'set') return { ...event.state, keys: state?.keys ?? [] };
  if (state === null) throw new Error(`a collectivity cannot begin with ${event.type}`);
  if (event.type === 'key-issued') return { ...state, keys: [...state.keys, { ...event.key, revoked: null }] };
  return { ...state, keys: state.keys.map((key) => (key.id === event.key ? { ...key, revoked: event.at } : key)) };
}

/** The desk reads what waits every working morning, from the first settings on. */
function tells({ type }: Event): readonly Tell[] {
  return type === 'set' ? [notify('desk', 'administrator', false)] : [];
}

export const collectivity: Rules<'collectivity'> = { ...quiet, decide, evolve, tells };
