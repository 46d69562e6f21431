import { consultationDay, type Day, type DayAction } from '../../domain/consultation-day';
import { civilDate } from '../../domain/dates';
import { engagement, type Engagement, type EngagementAction } from '../../domain/engagement';
import { dossierId } from '../../domain/ids';
import { date as dayDate, dayFacts, inStatus } from './day-builders';
import {
  by,
  creditorId,
  days,
  doctorId,
  inGates,
  inLetter,
  isActive,
  known,
  link,
  mailsOf,
  open,
  ready,
  run,
  siteId,
  theCreditor,
} from './recruitment-builders';
import { eventsOf } from './reference-data';

/** What the withdrawal tells one of its days. */
function toldBy(today: typeof dayDate): DayAction {
  const facts = by(link(doctorId), { days: [{ id: dossierId('day-1'), site: siteId, date: dayDate }], today });
  const { state, events } = run(isActive(), { type: 'withdraw', reason: 'retirement' }, facts);
  const [tell] = events.flatMap((event) => engagement.tells(event, state, facts));
  if (tell?.noun !== 'consultation-day') throw new Error('a day was to be told');
  return tell.action;
}

function suspended(before: Day): { readonly state: Day; readonly tells: readonly string[] } {
  const facts = dayFacts({ by: { kind: 'dossier', noun: 'engagement', dossier: dossierId('eng-1') } });
  const events = eventsOf(consultationDay.decide(before, toldBy(civilDate('2026-09-01')), facts));
  const state = events.reduce((day, event) => consultationDay.evolve(day, event), before);
  const tells = events.flatMap((event) => consultationDay.tells(event, state, facts));
  return { state, tells: tells.map(({ noun, action }) => `${noun} ${action.type}`) };
}

test('the link of the mail « engagement actif » is the one that withdraws, in one act', () => {
  const facts = by(link(doctorId), { days });
  const ran = run(isActive(), { type: 'withdraw', reason: 'workload' }, facts);
  expect(ran.state.status).toBe('withdrawn');
  expect(mailsOf(ran, facts)).toEqual(['engagement-withdrawn doctor-1']);
  const activated = engagement.messages({ type: 'activated', at: known().now }, isActive(), known());
  expect(activated.map(({ kind, link: mailed }) => [kind, mailed?.purpose])).toEqual([['engagement-active', 'withdraw']]);
});

test('a confirmed day to come is freed, and its cover begins', () => {
  const { state, tells } = suspended(inStatus.confirmed());
  expect(state).toMatchObject({
    status: 'cancelled',
    ending: { side: 'engagement', reason: 'withdrawal' },
    host: { outcome: 'searching' },
  });
  expect(tells).toContain('cover open');
});

test('a day that was only proposed is freed without a cover', () => {
  const { state, tells } = suspended(inStatus.proposed());
  expect([state.status, tells.filter((tell) => tell === 'cover open')]).toEqual(['cancelled', []]);
});

test.each(['held', 'disputed', 'attested', 'no-show'] as const)(
  'a day that took place stays as it is, and is paid as attested: %s',
  (status) => {
    const before = inStatus[status]();
    expect(suspended(before).state).toEqual(before);
  },
);

test('the day of the withdrawal itself is not taken back: it may have begun', () => {
  expect(() => toldBy(dayDate)).toThrow('a day was to be told');
});

test('the letter of an engagement that ends is signed by nobody any more; one that was signed stays signed', () => {
  const rounds = (state: Engagement, action: EngagementAction): readonly string[] => {
    const ran = run(state, action, by(link(doctorId), { days }));
    return ran.events
      .flatMap((event) => engagement.tells(event, ran.state, known()))
      .filter(({ noun }) => noun === 'signature-round')
      .map(({ dossier, action: told }) => `${dossier} ${told.type}`);
  };
  for (const action of [{ type: 'withdraw', reason: 'workload' }, { type: 'end' }] as const) {
    expect(rounds(inLetter(), action)).toEqual([`${inLetter().round} withdraw`]);
    expect([...rounds(inGates(), action), ...rounds(isActive(), action)]).toEqual([]);
  }
});

test('bank details that are confirmed after a withdrawal are there when the doctor comes back', () => {
  const withdrawn = run(inGates(), { type: 'withdraw', reason: 'workload' }, by(link(doctorId))).state;
  const confirmed = run(withdrawn, ready, by(theCreditor));
  expect([withdrawn.creditor, confirmed.state]).toMatchObject([
    null,
    { status: 'withdrawn', creditor: creditorId, bank: { declared: false } },
  ]);
  expect(mailsOf(confirmed, known())).toEqual([]);
  expect(run(confirmed.state, open()).state).toMatchObject({ status: 'letter', creditor: creditorId });
});
