import { engagementWords } from '../../templates/french/engagement';
import { civilDate } from '../../domain/dates';
import { engagement, type Engagement, type EngagementAction } from '../../domain/engagement';
import { at, inGates, inLetter, isActive, known, mailsOf, open, run } from './recruitment-builders';
import { refusalsOf } from './reference-data';

const record = (on = '2026-09-03', proof = 'AR 1A 234'): EngagementAction => ({
  type: 'record-contract-transmission',
  on: civilDate(on),
  proof,
});
const later = at('2026-09-21T08:00:00.000Z', { by: { kind: 'clock' } });
const reminder: EngagementAction = { type: 'fall-due', due: 'contract-reminder', item: '20' };
const listed = (state: Engagement, facts = later) => engagement.nextActions(state, facts).filter(({ key }) => key === 'contract');
const dues = (state: Engagement) => engagement.dues(state, later).filter(({ what }) => what === 'contract-reminder');

describe('R-27: the signed letter reaches the CDOM within a month', () => {
  test('from the signature on it is a task, with the last day of the month as its date', () => {
    expect(listed(inLetter())).toEqual([]);
    expect(listed(isActive())).toEqual([
      {
        key: 'contract',
        owner: { kind: 'role', role: 'administrator' },
        what: 'contract-to-transmit',
        until: '2026-10-02T04:00:00.000Z',
        detail: { departement: '03', date: '2026-10-01', since: '2026-09-01' },
      },
    ]);
  });

  test('the task says that the letter left, or asks to send it where no council is known', () => {
    const sentence = (facts = later) => listed(isActive(), facts).map(({ what, detail = {} }) => engagementWords.tasks[what]?.(detail));
    expect(sentence()).toEqual([
      'La lettre d’engagement signée a été envoyée au conseil départemental de l’Ordre (03) le 1er septembre 2026\u00A0; sa réception est attendue',
    ]);
    const unknown = at('2026-09-21T08:00:00.000Z', { collectivity: { ...later.collectivity, cdoms: {} } });
    expect(sentence(unknown)).toEqual([expect.stringMatching(/^Transmettre la lettre d’engagement signée/)]);
  });

  test('on day 20 the office is reminded once', () => {
    expect(dues(isActive())).toEqual([{ what: 'contract-reminder', at: '2026-09-21T08:00:00.000Z', item: '20' }]);
    const told = run(isActive(), reminder, later);
    expect([mailsOf(told, later), dues(told.state)]).toEqual([['contract-reminder contact'], []]);
  });

  test('past its date it stays listed, until somebody records how it was sent', () => {
    const overdue = at('2027-01-10T08:00:00.000Z');
    const { state } = run(isActive(), reminder, later);
    expect(listed(state, overdue)).toHaveLength(1);
    const done = run(state, record('2027-01-08'), overdue).state;
    expect(listed(done, overdue)).toEqual([]);
    expect(done.contract).toEqual({ on: '2027-01-08', by: 'user:u1', proof: 'AR 1A 234' });
  });

  test('recorded early, it asks for nothing more', () => {
    const { state } = run(inGates(), record('2026-09-01'));
    expect([listed(state), dues(state)]).toEqual([[], []]);
  });

  test.each<[string, Engagement, EngagementAction, readonly string[]]>([
    ['before the signature', inLetter(), record(), ['letter-not-signed']],
    ['twice', run(isActive(), record('2026-09-01')).state, record(), ['contract-transmitted']],
    ['to come', isActive(), record('2026-09-22'), ['date-future /on']],
    ['earlier than the contract', isActive(), record('2026-08-31'), ['before-signature /on']],
    ['without a proof', isActive(), record('2026-09-03', ' '), ['text-empty /proof']],
  ])('a transmission %s is refused', (_, state, action, refusals) => {
    expect(refusalsOf(engagement.decide(state, action, at('2026-09-21T08:00:00.000Z')))).toEqual(refusals);
  });

  test('an engagement taken up again has a new letter to send', () => {
    const sent = run(isActive(), record('2026-09-01')).state;
    const left = run(sent, { type: 'withdraw', reason: 'workload' }).state;
    expect(run(left, open(), known()).state.contract).toBeNull();
  });
});
