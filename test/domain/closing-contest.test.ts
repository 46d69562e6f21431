import type { Closing } from '../../domain/closing-state';
import { monthClosing, type ClosingAction } from '../../domain/month-closing';
import { civilDate, plus } from '../../domain/dates';
import type { Actor } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import { liquidate } from '../../domain/liquidation';
import { act, announced, drAna, facts, input, mails, seen, type Facts } from './closing-builders';
import { administrator, approver, doctor, engagement, paidBy, someTerms } from './money-builders';

const liquidation = liquidate({ ...input, terms: { [engagement]: someTerms({ components: [paidBy('cpam')] }) } });
const paidByCpam = facts({ liquidation, by: approver });
const draft = act(announced, { type: 'freeze' }, paidByCpam).state;
const told = act(
  act(act(draft, seen(draft), paidByCpam).state, { type: 'issue' }, paidByCpam).state,
  { type: 'publish' },
  paidByCpam,
).state;
const byLink = (ref: string = doctor, over: Partial<Facts> = {}): Facts => facts({ by: { kind: 'link', ref }, ...over });
const contest = { type: 'contest-information', doctor, reason: 'Il manque le 12 mars' } as const;
const answer = { type: 'answer-information', doctor, reason: 'Le 12 mars est attesté' } as const;

describe('D7: a month that the CPAM pays alone is contested by the link of its mail', () => {
  const contested = act(told, contest, byLink());

  test('the month, though settled, is a task of the administrators until it is answered', () => {
    expect(told.status).toBe('settled');
    expect([told, contested.state].map((state) => monthClosing.closed(state))).toEqual([true, false]);
    expect(monthClosing.nextActions(contested.state, facts())).toMatchObject([
      { what: 'closing-contested', owner: { role: 'administrator' }, detail: { doctor, reason: 'Il manque le 12 mars' } },
    ]);
    const answered = act(contested.state, answer, facts({ by: administrator }));
    expect(monthClosing.nextActions(answered.state, facts())).toEqual([]);
    expect(monthClosing.closed(answered.state)).toBe(true);
    expect(mails(contested)).toMatchObject([{ kind: 'month-contested', to: { email: 'sante@example.org' }, data: { doctor: drAna.name } }]);
    expect(mails(answered)).toMatchObject([{ kind: 'month-contest-answered', to: drAna, data: { reason: 'Le 12 mars est attesté' } }]);
  });

  test.each(['draft', 'approved', 'issued', 'published', 'settled'] as const)(
    'stays a task while the month is %s: a replacement may wait for its approval meanwhile',
    (status) => {
      const tasks = monthClosing.nextActions({ ...contested.state, status, draft: draft.draft }, facts());
      expect(tasks.map(({ what }) => what)).toContain('closing-contested');
    },
  );

  test('what somebody wrote is in the record, outside what the journal keeps of the event', () => {
    expect(contested.events.map(({ type }) => type)).toEqual(['information-contested']);
    const kept = contested.events.map((event) => JSON.stringify({ ...event, state: undefined }));
    expect(kept.join()).not.toContain('Il manque');
  });

  const late = { today: civilDate('2026-05-04'), now: plus(facts().now, { days: 31 }) };
  test.each<[string, ClosingAction, Facts, readonly string[]]>([
    ['by somebody else’s link', contest, byLink('dr-b'), ['nothing-told']],
    ['about a doctor who was told nothing', { ...contest, doctor: dossierId('dr-b') }, facts({ by: administrator }), ['nothing-told']],
    ['after the delay', contest, byLink(doctor, late), ['contest-late']],
    ['without a reason', { ...contest, reason: ' ' }, byLink(), ['text-missing']],
    ['answered when there is none', answer, facts({ by: administrator }), ['not-contested']],
    ['answered by a link', answer, byLink(), ['administrator-only']],
  ])('is refused %s', (_, action, with_, codes) => {
    expect(act(told, action, with_).codes).toEqual(codes);
  });

  test('of a large month is taken from whoever was told already, while the others are still to be told', () => {
    const upTo = (through: string): Closing => ({
      ...told,
      publishedOn: null,
      telling: { through: dossierId(through), batch: 2, since: facts().now },
    });
    expect(act(upTo('dr-z'), contest, byLink()).codes).toEqual([]);
    expect(act(upTo('dr-0'), contest, byLink()).codes).toEqual(['nothing-told']);
  });

  test('is taken once at a time, and after the delay from an administrator', () => {
    expect(act(contested.state, contest, byLink()).codes).toEqual(['already-contested']);
    const by: Actor = administrator;
    expect(act(told, contest, facts({ by, ...late })).codes).toEqual([]);
  });
});
