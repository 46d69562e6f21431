import { isRehearsal, type Collectivity } from './collectivity';
import { plusDays, type CivilDate } from './dates';
import {
  accept,
  canMove,
  refuse,
  unless,
  type Decision,
  type FactsOf,
  type Party,
  type Refusal,
  type Rules,
  type Tell,
  type Transitions,
} from './decision';
import { isFictionalRpps, rpps } from './identifiers';
import type { DossierId, EngagementId, PersonId } from './ids';
import { locumLicenceEnd, olderThanKnown, parameters, valueOn } from './parameters';
import type { CertificateKind } from './programme';
import { pointer, reader, type Reader } from './reader';
import { changedFields, isDepartement, quiet } from './reference';

export const practices = ['own-practice', 'locum', 'retired', 'salaried', 'student-licensed'] as const;
export type Practice = (typeof practices)[number];

export type Certificate = { readonly kind: CertificateKind; readonly from: CivilDate; readonly to: CivilDate; readonly document: string };

/** A doctor, as volunteer or as locum. No birth date, no home address, no patient: nothing that the file does not need. */
export type Person = {
  readonly status: 'active' | 'struck-off';
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly phone: string;
  readonly rpps: string;
  readonly fictional: boolean;
  readonly specialty: string;
  readonly practice: Practice;
  /** département number of the CDOM of registration */
  readonly registration: string;
  /** of the doctor's own practice: a locum must know where it is */
  readonly practiceAddress?: string;
  readonly volunteer: boolean;
  readonly locum: boolean;
  readonly certificates: readonly Certificate[];
  /** who changes an address, then an account, is given away at the address before; kept as long as that notice needs it */
  readonly formerEmails?: readonly { readonly email: string; readonly until: CivilDate }[];
};

export function fullName(person: Person): string {
  return `${person.givenName} ${person.familyName}`;
}

export function personParty(id: PersonId, person: Person): Party {
  return { ref: id, name: `Dr ${fullName(person)}`, email: person.email, familyName: person.familyName };
}

/** the addresses that were this person's shortly before. */
export function recentEmails({ email: current, formerEmails = [] }: Person, today: CivilDate): NonNullable<Person['formerEmails']> {
  const since = plusDays(today, -valueOn(parameters.formerAddressDays, today));
  return formerEmails.filter(({ email, until }) => until >= since && email !== current);
}

/** the certificate of that kind covers the day. */
export function holdsOn(person: Person, kind: CertificateKind, date: CivilDate): boolean {
  return person.certificates.some((certificate) => certificate.kind === kind && certificate.from <= date && date <= certificate.to);
}

/**
 * the last day up to which that kind of certificate covers without a gap, from a day on; where that day is not covered,
 * the last day that was. Null when no certificate of that kind has begun.
 */
export function coveredUntil(person: Person, kind: CertificateKind, date: CivilDate): CivilDate | null {
  const held = person.certificates.filter((each) => each.kind === kind && each.from <= date).map(({ to }) => to);
  const [last = null] = held.toSorted().toReversed();
  return last === null || last < date ? last : extended(person, kind, last);
}

function extended(person: Person, kind: CertificateKind, last: CivilDate): CivilDate {
  const next = person.certificates.find((each) => each.kind === kind && each.from <= plusDays(last, 1) && each.to > last);
  return next === undefined ? last : extended(person, kind, next.to);
}

export type PersonStatus = Person['status'];
export const personTransitions = { active: ['struck-off'], 'struck-off': ['active'] } as const satisfies Transitions<PersonStatus>;

/** Whether a person is fictional is read from the RPPS, and certificates come one by one with their documents. */
export type PersonInput = Omit<Person, 'status' | 'certificates' | 'fictional' | 'formerEmails'>;

export type PersonNoun = {
  readonly state: Person;
  readonly action:
    | { readonly type: 'set'; readonly person: PersonInput }
    | { readonly type: 'add-certificate'; readonly certificate: Certificate }
    /** the insurer or the employer ended it before its date, or the date was mistyped */
    | { readonly type: 'end-certificate'; readonly kind: CertificateKind; readonly from: CivilDate; readonly to: CivilDate }
    /** the Ordre says that the doctor may not practise; no reason is kept */
    | { readonly type: 'strike-off' }
    | { readonly type: 'reinstate' };
  readonly event:
    | { readonly type: 'set'; readonly fields: readonly string[]; readonly state: Person }
    | {
        readonly type: 'certificate-added';
        readonly kind: CertificateKind;
        readonly from: CivilDate;
        readonly to: CivilDate;
        readonly state: Pick<Certificate, 'document'>;
      }
    | { readonly type: 'certificate-ended'; readonly kind: CertificateKind; readonly from: CivilDate; readonly to: CivilDate }
    | { readonly type: 'struck-off' }
    | { readonly type: 'reinstated' };
  readonly due: never;
  readonly mail: never;
  readonly facts: {
    /** another person of the collectivity with the RPPS that the action gives */
    readonly sameRpps: PersonId | null;
    /** those of this person that are not over */
    readonly engagements: readonly EngagementId[];
    /** practices that this person was to look after as a locum, from today on */
    readonly covers?: readonly DossierId[];
  };
};
type Event = PersonNoun['event'];
type Facts = FactsOf<'person'>;

/** E-29: the title is printed by the templates; kept in the name, it would be printed twice and sorted under D. */
const titleInName = /^(dr|docteur|docteure|pr|professeur|professeure)[.\s]/i;

export function readPerson(read: Reader, input: PersonInput, collectivity: Collectivity): Omit<Person, 'status' | 'certificates'> {
  for (const name of ['familyName', 'givenName'] as const) read.check(name, !titleInName.test(input[name].trim()), 'title-in-name');
  read.check('registration', isDepartement(input.registration), 'departement-malformed', { departement: input.registration });
  read.check('volunteer', !input.volunteer || input.practice !== 'student-licensed', 'student-volunteer');
  read.check('volunteer', input.volunteer || input.locum, 'role-missing');
  const number = rpps(input.rpps);
  return {
    ...input,
    familyName: read.text('familyName', input.familyName, 100),
    givenName: read.text('givenName', input.givenName, 100),
    email: read.email('email', input.email),
    phone: read.phone('phone', input.phone),
    rpps: read.rpps('rpps', input.rpps, isRehearsal(collectivity)),
    fictional: number.ok && isFictionalRpps(number.value),
    specialty: read.text('specialty', input.specialty, 100),
    ...(input.practiceAddress === undefined ? {} : { practiceAddress: read.text('practiceAddress', input.practiceAddress, 300) }),
  };
}

export function readCertificate(read: Reader, input: Certificate): Certificate {
  read.check('to', input.from <= input.to, 'dates-reversed');
  if (input.kind === 'locum-licence') {
    const old = olderThanKnown(parameters.locumLicenceLastDay, input.from);
    if (old === null) {
      const end = locumLicenceEnd(input.from);
      read.doubt('to', input.to <= end, 'licence-beyond-november', { date: end });
    } else read.fault('from', old.code, { detail: old.detail });
  }
  return { ...input, document: read.text('document', input.document) };
}

function decideSet(state: Person | null, input: PersonInput, facts: Facts): Decision<Event> {
  const read = reader(pointer('/person'));
  const given = readPerson(read, input, facts.collectivity);
  const next: Person = { status: 'active', certificates: [], ...keptOf(state), ...given, ...formerOf(state, given, facts.today) };
  if (facts.sameRpps !== null) read.fault('rpps', 'rpps-known', { detail: { dossier: facts.sameRpps } });
  const fields = changedFields(state, next);
  return unless(facts, read.refusals, () => (fields.length === 0 ? [] : [{ type: 'set', fields, state: next }]));
}

function formerOf(state: Person | null, { email }: Pick<Person, 'email'>, today: CivilDate): Pick<Person, 'formerEmails'> {
  if (state === null) return {};
  const left = state.email === email ? [] : [{ email: state.email, until: today }];
  const formerEmails = [...recentEmails(state, today), ...left];
  return formerEmails.length === 0 ? {} : { formerEmails };
}

function keptOf(state: Person | null): Partial<Pick<Person, 'status' | 'certificates'>> {
  return state === null ? {} : { status: state.status, certificates: state.certificates };
}

function decideCertificate(state: Person, input: Certificate, facts: Facts): Decision<Event> {
  const read = reader(pointer('/certificate'));
  const { document, ...terms } = readCertificate(read, input);
  const known = state.certificates.some((held) => changedFields(held, { ...terms, document }).length === 0);
  return unless(facts, read.refusals, () => (known ? [] : [{ type: 'certificate-added', ...terms, state: { document } }]));
}

type Ending = Extract<PersonNoun['action'], { type: 'end-certificate' }>;

function decideEnding(state: Person, { kind, from, to }: Ending, facts: Facts): Decision<Event> {
  const held = state.certificates.filter((each) => each.kind === kind && each.from === from);
  const refusals: readonly (Refusal | null)[] = [
    held.length === 0 ? { code: 'unknown-certificate', field: '/from' } : null,
    to < from ? { code: 'dates-reversed', field: '/to' } : null,
    held.length > 0 && held.every((each) => to > each.to) ? { code: 'certificate-shorter', field: '/to' } : null,
  ];
  const isEnded = held.every((each) => each.to <= to);
  return unless(facts, refusals, () => (isEnded ? [] : [{ type: 'certificate-ended', kind, from, to }]));
}

function decideMove(state: Person, to: PersonStatus, event: Event): Decision<Event> {
  if (state.status === to) return accept();
  const barred: Refusal = { code: 'wrong-status', detail: { status: state.status } };
  return canMove(personTransitions, state.status, to) ? accept(event) : refuse(barred);
}

function decide(state: Person | null, action: PersonNoun['action'], facts: Facts): Decision<Event> {
  if (action.type === 'set') return decideSet(state, action.person, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'add-certificate':
      return decideCertificate(state, action.certificate, facts);
    case 'end-certificate':
      return decideEnding(state, action, facts);
    case 'strike-off':
      return decideMove(state, 'struck-off', { type: 'struck-off' });
    case 'reinstate':
      return decideMove(state, 'active', { type: 'reinstated' });
  }
}

function evolve(state: Person | null, event: Event): Person {
  if (event.type === 'set') return event.state;
  if (state === null) throw new Error(`a person cannot begin with ${event.type}`);
  switch (event.type) {
    case 'certificate-added': {
      const { kind, from, to } = event;
      return { ...state, certificates: [...state.certificates, { kind, from, to, ...event.state }] };
    }
    case 'certificate-ended':
      return { ...state, certificates: state.certificates.map((each) => shortened(each, event)) };
    case 'struck-off':
      return { ...state, status: 'struck-off' };
    case 'reinstated':
      return { ...state, status: 'active' };
  }
}

function shortened(certificate: Certificate, { kind, from, to }: Pick<Certificate, 'kind' | 'from' | 'to'>): Certificate {
  return certificate.kind === kind && certificate.from === from && to < certificate.to ? { ...certificate, to } : certificate;
}

type News = 'certificates-changed' | 'struck-off' | 'reinstated';

function newsOf(event: Event): News | null {
  switch (event.type) {
    case 'set':
      return event.fields.includes('practice') ? 'certificates-changed' : null; // an employer's clearance is asked of salaried doctors
    case 'certificate-added':
    case 'certificate-ended':
      return 'certificates-changed';
    default:
      return event.type;
  }
}

/** what may forbid a replacement that was accepted; each cover looks at its own date. */
function mayBarLocum(event: Event): boolean {
  if (event.type === 'set') return event.fields.includes('practice') || event.fields.includes('locum');
  return event.type === 'certificate-ended' || event.type === 'struck-off';
}

/** each engagement looks at its own days, notices and tasks. */
function tells(event: Event, _state: Person, { engagements, covers = [] }: Facts): readonly Tell[] {
  const type = newsOf(event);
  const toEngagements = type === null ? [] : engagements.map((dossier): Tell => ({ noun: 'engagement', dossier, action: { type } }));
  const toCovers = mayBarLocum(event) ? covers.map((dossier): Tell => ({ noun: 'cover', dossier, action: { type: 'locum-barred' } })) : [];
  return [...toEngagements, ...toCovers];
}

export const person: Rules<'person'> = { ...quiet, decide, evolve, tells };
