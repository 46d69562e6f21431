import fc from 'fast-check';
import { civilDate, instant } from '../../domain/dates';
import { engagement, type Engagement, type EngagementAction } from '../../domain/engagement';
import { at, hasEnded, inGates, inLetter, isActive, isSuspended, isWithdrawn, known, mailsOf, run, siteId } from './recruitment-builders';
import { eventsOf } from './reference-data';

const receipt: EngagementAction = {
  type: 'record-cdom',
  scope: siteId,
  answer: null,
  receivedOn: civilDate('2026-08-20'),
  on: civilDate('2026-08-30'),
  document: 'AR 1A 234',
};
const withDates: readonly (readonly [string, () => Engagement])[] = [
  ['letter', inLetter],
  ['gates', inGates],
  ['active', isActive],
  ['suspended', isSuspended],
  ['withdrawn', isWithdrawn],
  ['ended', hasEnded],
  ['a receipt', () => run(inGates(), receipt).state],
];

test.each(withDates)('every due listed is accepted when it falls and then vanishes: %s', (_, make) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), (pick) => {
      let state = make();
      for (let turn = 0; turn < 30 && engagement.dues(state, known()).length > 0; turn += 1) {
        const listed = engagement.dues(state, known());
        const due = listed[(pick + turn) % listed.length];
        if (due === undefined) return;
        const facts = at(due.at, { by: { kind: 'clock' } });
        state = eventsOf(
          engagement.decide(state, { type: 'fall-due', due: due.what, ...(due.item === undefined ? {} : { item: due.item }) }, facts),
        ).reduce<Engagement>(engagement.evolve, state);
        if (engagement.closed(state)) return;
        expect(engagement.dues(state, facts)).not.toContainEqual(due);
      }
    }),
    { numRuns: 20 },
  );
});

test('bank details are reminded, then an administrator is asked to call; a CDOM is reminded of each question', () => {
  const clock = { by: { kind: 'clock' } } as const;
  const asked = instant('2026-09-01T08:00:00.000Z');
  expect(inGates().bank.askedOn).toBe(asked);
  const reminder = run(inGates(), { type: 'fall-due', due: 'bank-reminder', item: '5' }, at('2026-09-06T08:00:00.000Z', clock));
  expect(mailsOf(reminder)).toEqual(['bank-details-reminder doctor-1 bank-details']);
  const silence = run(reminder.state, { type: 'fall-due', due: 'bank-silence', item: 'link' }, at('2026-10-01T08:00:00.000Z', clock));
  expect(engagement.nextActions(silence.state, known())).toContainEqual(expect.objectContaining({ what: 'bank-details-silent' }));
  expect(
    mailsOf(run(inGates(), { type: 'fall-due', due: 'cdom-reminder', item: 'site-1.15' }, at('2026-09-16T08:00:00.000Z', clock))),
  ).toEqual(['cdom-reminder cdom-03 cdom-answer site-1']);
});

test('after a long stop one mail goes out for the reminders that were missed', () => {
  const late = run(
    inGates(),
    { type: 'fall-due', due: 'bank-reminder', item: '5' },
    at('2026-09-20T08:00:00.000Z', { by: { kind: 'clock' } }),
  );
  expect([late.events, mailsOf(late).length]).toEqual([[{ type: 'reminded', due: 'bank-reminder', items: ['5', '12'] }], 1]);
});

test('a date that has not come changes nothing', () => {
  expect(eventsOf(engagement.decide(inGates(), { type: 'fall-due', due: 'end' }, known()))).toEqual([]);
});
