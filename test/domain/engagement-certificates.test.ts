import fc from 'fast-check';
import { civilDate, plusDays, type CivilDate } from '../../domain/dates';
import { engagement, type Engagement, type EngagementAction } from '../../domain/engagement';
import { dossierId } from '../../domain/ids';
import type { Certificate, Person } from '../../domain/person';
import { aDoctor, at, by, isActive, known, mailsOf, run, siteId, tellsOf, thePerson, theProgramme, typesOf } from './recruitment-builders';
import { eventsOf, refusalsOf } from './reference-data';

const end = civilDate('2026-11-15');
const rcp: Certificate = { kind: 'rcp', from: civilDate('2026-01-01'), to: end, document: 'RCP-1' };
const next: Certificate = { ...rcp, from: plusDays(end, 1), to: civilDate('2027-12-31') };
const programme = theProgramme({ certificates: ['rcp', 'employer-clearance', 'locum-licence'] });
const insured = (...certificates: readonly Certificate[]): Person => aDoctor({ certificates });
const clock = { by: { kind: 'clock' } } as const;
const changed: EngagementAction = { type: 'certificates-changed' };

function on(date: string, doctor: Person = insured(rcp), change: Parameters<typeof known>[0] = {}): ReturnType<typeof known> {
  return at(`${date}T08:00:00.000Z`, { ...clock, programme, doctor, ...change });
}
const dueOf = (state: Engagement, facts: ReturnType<typeof known>): readonly string[] =>
  engagement
    .dues(state, facts)
    .filter(({ what }) => what.startsWith('certificate'))
    .map(({ what, item, at: moment }) => `${what} ${item ?? ''} ${moment.slice(0, 10)}`);
const tasks = (state: Engagement, facts: ReturnType<typeof known>): readonly string[] =>
  engagement
    .nextActions(state, facts)
    .map(({ what }) => what)
    .filter((what) => what.startsWith('certificate'));
const dayOn = (date: CivilDate) => ({ id: dossierId(`day-${date.slice(8)}`), site: siteId, date });
const notice = (n: number): EngagementAction => ({ type: 'fall-due', due: 'certificate-notice', item: `rcp.${end}.${n}` });
const expiry: EngagementAction = { type: 'fall-due', due: 'certificate-expired', item: `rcp.${end}` };
const suspension = (id: string) => ({
  noun: 'consultation-day',
  dossier: dossierId(id),
  action: { type: 'suspend', reason: 'certificate' },
});

describe('R-28: a certificate that ends before the engagement', () => {
  test.each(['1900-01-02', '2016-12-31', '2020-01-15'])('may have ended long before any text known here: %s', (date) => {
    const old = insured({ ...rcp, from: civilDate('1900-01-01'), to: civilDate(date) });
    expect(dueOf(isActive(), on('2026-09-01', old)).at(-1)).toBe(`certificate-expired rcp.${date} ${date}`);
    expect(tasks(isActive(), on('2026-09-01', old))).toEqual([]);
  });

  test('may be followed by one until the last day that can be typed', () => {
    const far = insured(rcp, { ...next, to: civilDate('2199-12-31') });
    expect(dueOf(isActive(), on('2026-09-01', far))).toEqual([]);
  });

  test('is announced 60, 30 and 7 days before, and its days are looked at in the morning of its last day', () => {
    expect(dueOf(isActive(), on('2026-09-01'))).toEqual([
      'certificate-notice rcp.2026-11-15.60 2026-09-16',
      'certificate-notice rcp.2026-11-15.30 2026-10-16',
      'certificate-notice rcp.2026-11-15.7 2026-11-08',
      'certificate-expired rcp.2026-11-15 2026-11-15',
    ]);
  });

  test.each<[string, Person]>([
    ['that lasts as long as the engagement', insured({ ...rcp, to: civilDate('2027-12-31') })],
    ['followed by another without a gap', insured(rcp, next)],
    ['that was never given', insured()],
    ['that the programme does not ask of this doctor', insured({ ...rcp, kind: 'employer-clearance' }, { ...rcp, kind: 'locum-licence' })],
  ])('is not announced when it is one %s', (_, doctor) => {
    expect(dueOf(isActive(), on('2026-09-01', doctor))).toEqual([]);
  });

  test('the doctor is told what to send, the administrator has a task, and a renewal removes both', () => {
    const told = run(isActive(), notice(60), on('2026-09-16'));
    expect(mailsOf(told, on('2026-09-16'))).toEqual(['certificate-ending doctor-1']);
    expect(tasks(told.state, on('2026-09-16'))).toEqual(['certificate-ending']);
    expect(tasks(isActive(), on('2026-09-16'))).toEqual([]);
    const renewed = on('2026-09-20', insured(rcp, next), { ...by(thePerson), programme, doctor: insured(rcp, next) });
    const after = run(told.state, changed, renewed);
    expect([tasks(after.state, renewed), dueOf(after.state, renewed), tellsOf(after, renewed)]).toEqual([[], [], []]);
  });

  test('after a long stop one mail goes out for the notices that were missed', () => {
    const late = run(isActive(), notice(60), on('2026-11-10'));
    expect([late.state.reminded.length, mailsOf(late, on('2026-11-10'))]).toEqual([3, ['certificate-ending doctor-1']]);
  });

  test('one that is over when it becomes known is told as over, not as ending', () => {
    const late = run(isActive(), notice(60), on('2026-11-16'));
    expect([late.state.reminded.length, mailsOf(late, on('2026-11-16'))]).toEqual([3, []]);
    expect(mailsOf(run(late.state, expiry, on('2026-11-16')), on('2026-11-16'))).toEqual(['certificate-expired doctor-1']);
  });

  test('at its end the days that nothing covers any more are taken back, the others and the past ones stay', () => {
    const days = ['2026-11-13', '2026-11-15', '2026-11-16', '2026-11-17'].map((date) => dayOn(civilDate(date)));
    const facts = on(end, insured(rcp), { days });
    const over = run(isActive(), expiry, facts);
    expect(typesOf(over.events)).toEqual(['certificate-expired']);
    expect(tellsOf(over, facts)).toEqual([suspension('day-16'), suspension('day-17')]);
    expect(mailsOf(over, facts)).toEqual(['certificate-expired doctor-1']);
    expect([tasks(over.state, facts), dueOf(over.state, facts)]).toEqual([['certificate-expired'], []]);
    expect(over.state.status).toBe('active');
  });

  test('a gap between two certificates takes back the days of the gap, and asks nothing of the doctor', () => {
    const doctor = insured(rcp, { ...next, from: civilDate('2026-11-17') });
    const facts = on(end, doctor, { days: [dayOn(civilDate('2026-11-16')), dayOn(civilDate('2026-11-17'))] });
    const over = run(isActive(), expiry, facts);
    expect([tellsOf(over, facts), mailsOf(over, facts), tasks(over.state, facts)]).toEqual([[suspension('day-16')], [], []]);
  });

  test('E-30: a doctor who becomes salaried without the employer’s agreement leaves the days to come', () => {
    const doctor = { ...insured(rcp, next), practice: 'salaried' } as const;
    const days = [dayOn(civilDate('2026-10-12'))];
    const facts = on('2026-09-20', doctor, { by: thePerson, days });
    expect(tellsOf(run(isActive(), changed, facts), facts)).toEqual([suspension('day-12')]);
  });

  test('only the person’s own file says that it changed', () => {
    expect(refusalsOf(engagement.decide(isActive(), changed, known()))).toEqual(['wrong-person']);
  });

  test('every date listed is accepted when it falls and then vanishes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -70, max: 400 }), fc.integer({ min: 0, max: 60 }), (ends, stop) => {
        const last = plusDays(civilDate('2026-09-01'), ends);
        const doctor = insured({ ...rcp, to: last });
        let state = isActive();
        for (let turn = 0; turn < 8; turn += 1) {
          const due = engagement.dues(state, on('2026-09-01', doctor)).find(({ what }) => what.startsWith('certificate'));
          if (due === undefined) return;
          const facts = on(plusDays(civilDate(due.at.slice(0, 10)), stop), doctor);
          const item = due.item ?? '';
          state = eventsOf(engagement.decide(state, { type: 'fall-due', due: due.what, item }, facts)).reduce<Engagement>(
            engagement.evolve,
            state,
          );
          expect(engagement.dues(state, facts).some(({ what, item: other }) => what === due.what && other === item)).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('R-29: a doctor who may not practise', () => {
  const barred = aDoctor({ status: 'struck-off' });
  const days = [dayOn(civilDate('2026-09-01')), dayOn(civilDate('2026-10-12'))];
  const told = by(thePerson, { doctor: barred, days });
  const suspended = run(isActive(), { type: 'struck-off' }, told);

  test('leaves every day from today on, with no reason given; a task asks what comes next', () => {
    expect(typesOf(suspended.events)).toEqual(['doctor-changed', 'suspended']);
    expect(tellsOf(suspended, told)).toEqual(
      days.map(({ id }) => ({ noun: 'consultation-day', dossier: id, action: { type: 'suspend', reason: 'suspension' } })),
    );
    expect(mailsOf(suspended, told)).toEqual(['engagement-suspended doctor-1']);
    expect(engagement.nextActions(suspended.state, told)).toContainEqual(
      expect.objectContaining({ what: 'engagement-suspended', detail: { cause: 'standing' } }),
    );
  });

  test('is active again once reinstated, so that days may be proposed', () => {
    const back = run(suspended.state, { type: 'reinstated' }, by(thePerson, { doctor: aDoctor() }));
    expect([typesOf(back.events), back.state.status]).toEqual([['doctor-changed', 'resumed', 'activated'], 'active']);
  });

  test('stays out when news cross: what the file says now decides', () => {
    expect(run(suspended.state, { type: 'reinstated' }, told).state.status).toBe('suspended');
    expect(run(isActive(), { type: 'struck-off' }, by(thePerson)).state.status).toBe('active');
  });

  test('an opposition of the Ordre outlasts a reinstatement', () => {
    const opposed = run(
      isActive(),
      { type: 'record-cdom', scope: 'registration', answer: 'oppose', receivedOn: null, on: civilDate('2026-08-30'), document: 'lettre' },
      known(),
    ).state;
    expect(run(opposed, { type: 'reinstated' }, by(thePerson)).state.status).toBe('suspended');
  });
});
