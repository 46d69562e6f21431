import { isRehearsal, type Collectivity } from './collectivity';
import type { CivilDate } from './dates';
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
  type Transitions,
} from './decision';
import { isFictionalRpps, rpps } from './identifiers';
import type { PersonId } from './ids';
import { locumLicenceEnd } from './parameters';
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
  readonly volunteer: boolean;
  readonly locum: boolean;
  readonly certificates: readonly Certificate[];
};

export function fullName(person: Person): string {
  return `${person.givenName} ${person.familyName}`;
}

export function personParty(id: PersonId, person: Person): Party {
  return { ref: id, name: `Dr ${fullName(person)}`, email: person.email };
}

/** the certificate of that kind covers the day. */
export function holdsOn(person: Person, kind: CertificateKind, date: CivilDate): boolean {
  return person.certificates.some((certificate) => certificate.kind === kind && certificate.from <= date && date <= certificate.to);
}

export type PersonStatus = Person['status'];
export const personTransitions = { active: ['struck-off'], 'struck-off': ['active'] } as const satisfies Transitions<PersonStatus>;

/** Whether a person is fictional is read from the RPPS, and certificates come one by one with their documents. */
export type PersonInput = Omit<Person, 'status' | 'certificates' | 'fictional'>;

export type PersonNoun = {
  readonly state: Person;
  readonly action:
    | { readonly type: 'set'; readonly person: PersonInput }
    | { readonly type: 'add-certificate'; readonly certificate: Certificate }
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
    | { readonly type: 'struck-off' }
    | { readonly type: 'reinstated' };
  readonly due: never;
  readonly mail: never;
  readonly facts: {
    /** another person of the collectivity with the RPPS that the action gives */
    readonly sameRpps: PersonId | null;
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
  };
}

export function readCertificate(read: Reader, input: Certificate): Certificate {
  read.check('to', input.from <= input.to, 'dates-reversed');
  if (input.kind === 'locum-licence') {
    const end = locumLicenceEnd(input.from);
    read.doubt('to', input.to <= end, 'licence-beyond-november', { date: end });
  }
  return { ...input, document: read.text('document', input.document) };
}

function decideSet(state: Person | null, input: PersonInput, facts: Facts): Decision<Event> {
  const read = reader(pointer('/person'));
  const next: Person = { status: 'active', certificates: [], ...keptOf(state), ...readPerson(read, input, facts.collectivity) };
  if (facts.sameRpps !== null) read.fault('rpps', 'rpps-known', { detail: { dossier: facts.sameRpps } });
  const fields = changedFields(state, next);
  return unless(facts, read.refusals, () => (fields.length === 0 ? [] : [{ type: 'set', fields, state: next }]));
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
    case 'struck-off':
      return { ...state, status: 'struck-off' };
    case 'reinstated':
      return { ...state, status: 'active' };
  }
}

export const person: Rules<'person'> = { ...quiet, decide, evolve, tells: () => [] };
