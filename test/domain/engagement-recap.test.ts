import { instant } from '../../domain/dates';
import { engagement, type Engagement } from '../../domain/engagement';
import type { YearRecap } from '../../domain/engagement-recap';
import { cents } from '../../domain/money';
import { at, hasEnded, inLetter, isActive, isWithdrawn, known, mailsOf, run } from './recruitment-builders';
import { refusalsOf } from './reference-data';

const recap: YearRecap = {
  year: 2026,
  sites: [
    { name: 'Centre de Dembéni', halfDays: 2 },
    { name: 'MSP des Deux Rives', halfDays: 3 },
  ],
  payers: [
    { payer: 'cpam', amountCents: cents(500_00) },
    { payer: 'collectivity', amountCents: cents(300_00) },
  ],
  certificates: 0,
};
const january = (change = {}) => at('2027-01-15T08:00:00.000Z', { by: { kind: 'clock' }, recap, ...change });
const due = { type: 'fall-due', due: 'yearly-recap', item: '2026' } as const;
const recaps = (state: Engagement) => engagement.dues(state, known()).filter(({ what }) => what === 'yearly-recap');

test('an engagement that is over waits for the recap of its last year, and then for nothing more', () => {
  for (const state of [isWithdrawn(), hasEnded()]) {
    expect([engagement.closed(state), recaps(state)[0]]).toMatchObject([false, { item: '2026', at: '2027-01-15T05:00:00.000Z' }]);
    expect(engagement.dues(state, known())).toEqual(recaps(state)); // nothing else is awaited of it
    const fallen = run(state, due, january());
    expect(mailsOf(fallen, january())).toEqual([expect.stringMatching(/^yearly-recap doctor-1 recap/)]);
  }
  expect(engagement.closed(run(isWithdrawn(), due, january()).state)).toBe(true);
  const never = run(inLetter(), { type: 'withdraw', reason: 'workload' }, known()).state;
  expect([engagement.closed(never), engagement.dues(never, known())]).toEqual([true, []]);
});

test('each year of a signed engagement is recalled on 15 January, once', () => {
  expect(recaps(inLetter())).toEqual([]);
  expect(recaps(isActive()).map(({ item }) => item)).toContain('2026');
  const fallen = run(isActive(), due, january());
  expect(mailsOf(fallen, january())).toEqual([expect.stringMatching(/^yearly-recap doctor-1 recap eng-1\.recap\./)]);
  expect(recaps(fallen.state).map(({ item }) => item)).not.toContain('2026');
});

test('the mail says half-days, sites and who paid what; the certificate says no sum', () => {
  const facts = january();
  const { state, events } = run(isActive(), due, facts);
  const [mail] = events.flatMap((event) => engagement.messages(event, state, facts));
  expect(mail).toMatchObject({ kind: 'yearly-recap', data: { year: 2026, halfDays: 5, sites: recap.sites, payers: recap.payers } });
  const [document] = events.flatMap((event) => engagement.documents?.(event, state, facts) ?? []);
  expect(document).toMatchObject({ kind: 'participation', id: mail?.link?.item, data: { year: 2026, sites: recap.sites } });
  expect(JSON.stringify(document)).not.toContain('50000');
});

test('a year without a half-day is recalled to nobody', () => {
  const none = { recap: { year: 2026, sites: [], payers: [], certificates: 0 } };
  expect(mailsOf(run(isActive(), due, january(none)), january(none))).toEqual([]);
  expect(refusalsOf(engagement.decide(isActive(), { type: 'send-recap', year: 2026 }, known(none)))).toEqual(['nothing-held /year']);
});

test('an administrator sends it again, for an engagement that is over too, each time with its own document', () => {
  const ask = { type: 'send-recap', year: 2026 } as const;
  const ids = ['2027-02-01T08:00:00.000Z', '2027-02-02T08:00:00.000Z'].flatMap((now) =>
    run(hasEnded(), ask, at(now, { recap })).events.map((event) => (event.type === 'recap-sent' ? event.document : null)),
  );
  expect(new Set(ids).size).toBe(2);
  // a rehearsal that stands still after its year has one moment for every sending
  const again = run(hasEnded(), ask, at('2027-02-02T08:00:00.000Z', { recap: { ...recap, certificates: 1 } })).events;
  expect(ids).not.toContain(again.flatMap((event) => (event.type === 'recap-sent' ? [event.document] : []))[0]);
  expect(run(hasEnded(), ask, at(instant('2027-02-01T08:00:00.000Z'), { recap })).state).toEqual(hasEnded());
});
