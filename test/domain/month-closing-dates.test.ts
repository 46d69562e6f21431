import { instant } from '../../domain/dates';
import { daysLater, doctor } from './money-builders';

import { monthClosing } from '../../domain/month-closing';
import { facts, act, mails, announced, drafted, issued, published, every, withCopies } from './closing-builders';

describe('dates', () => {
  const telling = act(issued, { type: 'publish' }, { ...withCopies, telling: { after: null, through: doctor } }).state;
  test.each([...every, telling].map((state) => [state.status, state] as const))(
    'every due of a closing %s is accepted at its time and disappears',
    (_, state) => {
      let now = state;
      let steps = 0;
      for (
        let due = monthClosing.dues(now, facts())[0];
        due !== undefined && now.status === state.status;
        due = monthClosing.dues(now, facts())[0]
      ) {
        const { what, item, at } = due;
        const early = act(
          now,
          { type: 'fall-due', due: what, ...(item === undefined ? {} : { item }) },
          facts({ now: instant('2026-01-01T00:00:00.000Z') }),
        );
        expect(early).toMatchObject({ events: [], codes: [] });
        const step = act(now, { type: 'fall-due', due: what, ...(item === undefined ? {} : { item }) }, facts({ now: at }));
        expect(step.codes).toEqual([]);
        expect(monthClosing.dues(step.state, facts())).not.toContainEqual(due);
        now = step.state;
        steps += 1;
        expect(steps).toBeLessThan(10);
      }
      expect(steps > 0 || ['issued', 'settled'].includes(state.status)).toBe(true);
    },
  );

  test('the PROJET comes a day after the announcement; the approver and the accountant are reminded', () => {
    expect(monthClosing.dues(announced, facts())).toEqual([{ what: 'freeze', at: '2026-04-04T06:00:00.000Z' }]);
    const reminder = act(drafted, { type: 'fall-due', due: 'approval-reminder', item: '2' }, facts(daysLater(facts(), 2)));
    expect(mails(reminder)).toMatchObject([{ kind: 'closing-draft-ready', data: { reminder: true } }]);
    const late = act(published, { type: 'fall-due', due: 'acknowledgement-reminder', item: '10' }, facts(daysLater(facts(), 10)));
    expect(mails(late)).toMatchObject([{ kind: 'statements-reminder', to: { ref: 'accountant' }, data: { waiting: 1 } }]);
  });

  test('each status says what waits, for whom, until when', () => {
    expect(every.map((state) => monthClosing.nextActions(state, facts()).map(({ what, until }) => [what, until?.slice(0, 10)]))).toEqual([
      [['closing-attestations', '2026-04-04']],
      [['closing-approve', '2026-04-07']],
      [],
      [],
      [['statements-acknowledge', '2026-05-03']],
      [],
    ]);
  });
});
