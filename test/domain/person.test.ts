import { civilDate, plusDays } from '../../domain/dates';
import { canMove, type FactsOf } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import {
  coveredUntil,
  holdsOn,
  person,
  personTransitions,
  recentEmails,
  type Certificate,
  type Person,
  type PersonInput,
  type PersonNoun,
} from '../../domain/person';
import { aPersonInput, aRehearsal, baseFacts, eventsOf, passing, refusalsOf } from './reference-data';

const rehearsal: FactsOf<'person'> = { ...baseFacts({ collectivity: aRehearsal() }), sameRpps: null, engagements: [] };
const real: FactsOf<'person'> = { ...baseFacts(), sameRpps: null, engagements: [] };
const aCertificate: Certificate = { kind: 'rcp', from: civilDate('2026-01-01'), to: civilDate('2026-12-31'), document: 'RCP-2026-14' };

function after(state: Person | null, action: PersonNoun['action']): Person {
  const next = eventsOf(person.decide(state, action, rehearsal)).reduce<Person | null>(person.evolve, state);
  if (next === null) throw new Error('nothing happened');
  return next;
}

const aPerson = (): Person => after(null, { type: 'set', person: aPersonInput() });
const set = (change: Partial<PersonInput>, facts = rehearsal): readonly string[] =>
  refusalsOf(person.decide(null, { type: 'set', person: aPersonInput(change) }, facts));

describe('person', () => {
  test('E-29: hyphens, apostrophes and accents are kept as they are written', () => {
    expect(aPerson()).toMatchObject({
      familyName: 'D’Aubigné-Lefèvre',
      givenName: 'Éléonore',
      phone: '+33612345678',
      fictional: true,
      status: 'active',
    });
  });

  test.each<[Partial<PersonInput>, readonly string[]]>([
    [{ familyName: 'Dr Martin' }, ['title-in-name /person/familyName']],
    [{ familyName: '' }, ['text-empty /person/familyName']],
    [{ email: 'x@y' }, ['email-malformed /person/email']],
    [{ email: 'dupont@medecin.mssante.fr' }, ['email-mssante /person/email']],
    [{ phone: '0612' }, ['phone-malformed /person/phone']],
    [{ rpps: '1000000000' }, ['rpps-malformed /person/rpps']],
    [{ rpps: '10000000001' }, ['rpps-key /person/rpps']],
    [{ registration: '20' }, ['departement-malformed /person/registration']],
    [{ practice: 'student-licensed' }, ['student-volunteer /person/volunteer']],
    [{ volunteer: false, locum: false }, ['role-missing /person/volunteer']],
  ])('R-54: a fault names its field: %#', (change, expected) => {
    expect(set(change)).toEqual(expected);
  });

  test('« Drouot » and « Prévost » are names, not titles', () => {
    expect(set({ familyName: 'Drouot', givenName: 'Prévost' })).toEqual([]);
  });

  test('R-54: an RPPS whose key is wrong passes with the reason of an administrator, and of nobody else', () => {
    expect(set({ rpps: '10000000001' }, { ...real, ...passing('rpps-key') })).toEqual([]);
    const approver = { ...real, ...passing('rpps-key'), by: { kind: 'user', user: 'u2', role: 'approver' } as const };
    expect(set({ rpps: '10000000001' }, approver)).toEqual(['rpps-key /person/rpps']);
  });

  test('E-40: a fictional RPPS is refused in a real collectivity, whatever the reason given', () => {
    expect(set({}, real)).toEqual(['rpps-fictional /person/rpps']);
    expect(set({}, { ...real, ...passing('rpps-fictional') })).toEqual(['rpps-fictional /person/rpps']);
  });

  test('one RPPS is one person, and two doctors may have the same name', () => {
    expect(set({}, { ...rehearsal, sameRpps: dossierId('p9') })).toEqual(['rpps-known /person/rpps']);
  });

  test('the journal gets no name, no address, no document', () => {
    const events = [
      ...eventsOf(person.decide(null, { type: 'set', person: aPersonInput() }, rehearsal)),
      ...eventsOf(person.decide(aPerson(), { type: 'add-certificate', certificate: aCertificate }, rehearsal)),
    ];
    const journal = JSON.stringify(events.map(({ ...event }) => ({ ...event, state: undefined })));
    expect(journal).not.toMatch(/Aubign|cabinet\.example|99999|RCP-2026/);
    expect(journal).toContain('familyName');
  });

  test('R-28: a certificate is added once, covers its days, and a change of address keeps it', () => {
    const insured = after(aPerson(), { type: 'add-certificate', certificate: aCertificate });
    expect(eventsOf(person.decide(insured, { type: 'add-certificate', certificate: aCertificate }, rehearsal))).toEqual([]);
    const moved = after(insured, { type: 'set', person: aPersonInput({ email: 'nouveau@cabinet.example' }) });
    expect(moved.certificates).toEqual([aCertificate]);
    expect([holdsOn(moved, 'rcp', civilDate('2026-12-31')), holdsOn(moved, 'rcp', civilDate('2027-01-01'))]).toEqual([true, false]);
  });

  test('R-26, R-36: a locum’s licence from before every rule that is known is refused, even with a doubt passed over', () => {
    const certificate: Certificate = {
      kind: 'locum-licence',
      from: civilDate('2000-01-01'),
      to: civilDate('2026-08-20'),
      document: 'LIC-7',
    };
    const add = { type: 'add-certificate', certificate } as const;
    expect(refusalsOf(person.decide(aPerson(), add, rehearsal))).toEqual(['date-too-old /certificate/from']);
    expect(person.decide(aPerson(), add, { ...rehearsal, ...passing('licence-beyond-november') }).ok).toBe(false);
    expect(person.decide(aPerson(), { ...add, certificate: { ...certificate, kind: 'rcp' } }, rehearsal).ok).toBe(true);
  });

  test('R-26, E-24: a locum’s licence ends on 15 November, unless an administrator says why not', () => {
    const licence: Certificate = { kind: 'locum-licence', from: civilDate('2026-09-01'), to: civilDate('2026-11-16'), document: 'LIC-7' };
    const add = { type: 'add-certificate', certificate: licence } as const;
    expect(refusalsOf(person.decide(aPerson(), add, rehearsal))).toEqual(['licence-beyond-november /certificate/to']);
    expect(person.decide(aPerson(), add, { ...rehearsal, ...passing('licence-beyond-november') }).ok).toBe(true);
    const reversed = { ...aCertificate, to: civilDate('2025-12-31') };
    expect(refusalsOf(person.decide(aPerson(), { type: 'add-certificate', certificate: reversed }, rehearsal))).toEqual([
      'dates-reversed /certificate/to',
    ]);
  });

  test.each([
    ['2026-06-01', [], null],
    ['2025-12-31', [], null],
    ['2027-02-01', [], '2026-12-31'],
    ['2026-06-01', [['2027-01-01', '2027-06-30']], '2027-06-30'],
    ['2026-06-01', [['2026-12-01', '2027-06-30']], '2027-06-30'],
    ['2026-06-01', [['2027-01-02', '2027-06-30']], '2026-12-31'],
  ] as const)('R-28: on %s, with %j more, cover lasts without a gap until %s', (date, more, until) => {
    const others = more.map(([from, to]) => ({ ...aCertificate, from: civilDate(from), to: civilDate(to) }));
    const held = { ...aPerson(), certificates: [...others, ...(until === null ? [] : [aCertificate])] };
    expect(coveredUntil(held, 'rcp', civilDate(date))).toBe(until);
    expect(coveredUntil(held, 'employer-clearance', civilDate(date))).toBeNull();
  });

  test('R-28: a certificate that its insurer ended covers no later day', () => {
    const insured = after(aPerson(), { type: 'add-certificate', certificate: aCertificate });
    const ending = (change: object) =>
      ({ type: 'end-certificate', kind: 'rcp', from: aCertificate.from, to: civilDate('2026-10-31'), ...change }) as const;
    expect(after(insured, ending({})).certificates).toEqual([{ ...aCertificate, to: '2026-10-31' }]);
    expect(refusalsOf(person.decide(insured, ending({ kind: 'locum-licence' }), rehearsal))).toEqual(['unknown-certificate /from']);
    expect(refusalsOf(person.decide(insured, ending({ to: civilDate('2027-01-01') }), rehearsal))).toEqual(['certificate-shorter /to']);
    expect(refusalsOf(person.decide(insured, ending({ to: civilDate('2025-01-01') }), rehearsal))).toEqual(['dates-reversed /to']);
  });

  test.each<[string, PersonNoun['action'], string | null]>([
    ['a certificate', { type: 'add-certificate', certificate: aCertificate }, 'certificates-changed'],
    ['a new practice', { type: 'set', person: aPersonInput({ practice: 'salaried' }) }, 'certificates-changed'],
    ['an address', { type: 'set', person: aPersonInput({ email: 'nouveau@cabinet.example' }) }, null],
    ['a striking-off', { type: 'strike-off' }, 'struck-off'],
  ])('R-28, R-29: %s is told to the engagements that are open: %#', (_, action, news) => {
    const facts = { ...rehearsal, engagements: [dossierId('eng-1'), dossierId('eng-2')] };
    const events = eventsOf(person.decide(aPerson(), action, facts));
    const state = events.reduce<Person>(person.evolve, aPerson());
    expect(events.flatMap((event) => person.tells(event, state, facts))).toEqual(
      news === null ? [] : facts.engagements.map((dossier) => ({ noun: 'engagement', dossier, action: { type: news } })),
    );
  });

  test.each([
    ['strike-off', 'struck-off'],
    ['reinstate', 'active'],
  ] as const)('R-29: %s moves as the table says, and twice is once', (type, to) => {
    for (const from of ['active', 'struck-off'] as const) {
      const events = eventsOf(person.decide({ ...aPerson(), status: from }, { type }, rehearsal));
      expect(events).toHaveLength(canMove(personTransitions, from, to) ? 1 : 0);
      expect(events.reduce(person.evolve, { ...aPerson(), status: from }).status).toBe(to);
    }
  });

  test('R-13: an address that was left is kept for thirty days, and no longer', () => {
    const email = (address: string) => ({ type: 'set', person: aPersonInput({ email: address }) }) as const;
    const old = aPerson().email;
    const moved = after(aPerson(), email('b@cabinet.example'));
    const again = after(moved, email('c@cabinet.example'));
    expect(recentEmails(again, rehearsal.today).map((each) => each.email)).toEqual([old, 'b@cabinet.example']);
    expect(recentEmails(again, plusDays(rehearsal.today, 30))).toHaveLength(2);
    expect(recentEmails(again, plusDays(rehearsal.today, 31))).toEqual([]);
    expect(recentEmails(after(moved, email(old)), rehearsal.today).map((each) => each.email)).toEqual(['b@cabinet.example']);
    expect(aPerson().formerEmails).toBeUndefined();
  });

  test.each<[string, PersonNoun['action'], boolean]>([
    ['a striking-off', { type: 'strike-off' }, true],
    ['a licence ended', { type: 'end-certificate', kind: 'rcp', from: aCertificate.from, to: civilDate('2026-10-31') }, true],
    ['no longer a locum', { type: 'set', person: aPersonInput({ locum: !aPerson().locum, volunteer: true }) }, true],
    ['a telephone', { type: 'set', person: aPersonInput({ phone: '01 02 03 04 05' }) }, false],
  ])('R-26, R-29: %s is told to the practices that this locum was to look after', (_, action, isTold) => {
    const facts = { ...rehearsal, covers: [dossierId('day-1.practice')] };
    const before = after(aPerson(), { type: 'add-certificate', certificate: aCertificate });
    const events = eventsOf(person.decide(before, action, facts));
    expect(events).toHaveLength(1);
    const told = events.flatMap((event) => person.tells(event, before, facts));
    expect(told).toEqual(isTold ? [{ noun: 'cover', dossier: 'day-1.practice', action: { type: 'locum-barred' } }] : []);
  });

  test('nothing is added to somebody unknown', () => {
    expect(refusalsOf(person.decide(null, { type: 'strike-off' }, rehearsal))).toEqual(['unknown-dossier']);
  });
});
