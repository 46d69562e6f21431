import { contestTasks } from './closing-contest';
import type { Closing, ClosingDue } from './closing-state';
import { dateIn, plus, type Instant } from './dates';
import { administrator, type Due, type FactsOf, type NextAction } from './decision';
import { parameters, valueOn } from './parameters';

type Facts = FactsOf<'month-closing'>;

export function dues(state: Closing, facts: Facts): readonly Due<ClosingDue>[] {
  const after = (what: ClosingDue, since: Closing['publishedOn'], days: readonly number[]): readonly Due<ClosingDue>[] =>
    since === null
      ? []
      : days
          .map((each) => ({ what, at: plus(since, { days: each }), item: String(each) }))
          .filter(({ item }) => !state.reminded.includes(`${what}/${item}`));
  switch (state.status) {
    case 'announced':
      return [{ what: 'freeze', at: freezeAt(state, facts) }];
    case 'draft':
      return after('approval-reminder', state.draft?.on ?? null, valueOn(parameters.closingApprovalReminderDays, facts.today));
    case 'approved':
      return state.expected === null ? [] : [{ what: 'issue', at: state.expected.since, item: String(state.expected.batch) }];
    case 'published':
      return after('acknowledgement-reminder', state.publishedOn, valueOn(parameters.statementAcknowledgementReminderDays, facts.today));
    case 'issued':
      return state.telling === null ? [] : [{ what: 'publish', at: state.telling.since, item: String(state.telling.batch) }];
    case 'settled':
      return [];
  }
}

function freezeAt({ announcedOn }: Closing, { collectivity }: Facts): Instant {
  return plus(announcedOn, { days: valueOn(parameters.closingFreezeDays, dateIn(announcedOn, collectivity.zone)) });
}

/** While a replacement's PROJET waits for its approval, the other documents still wait for the accountant, and a contest for its answer. */
export function nextActions(state: Closing, facts: Facts): readonly NextAction[] {
  return [...contestTasks(state), ...monthTasks(state, facts)];
}

function monthTasks(state: Closing, facts: Facts): readonly NextAction[] {
  const { status, month, draft, publishedOn } = state;
  const waiting = state.statements - state.acknowledged - state.replaced - state.rejected;
  const approver = { key: 'approve', owner: { kind: 'role', role: 'approver' }, what: 'closing-approve' } as const;
  const attestations = { key: 'attestations', owner: administrator, what: 'closing-attestations' } as const;
  const accountant = { key: 'acknowledge', owner: { kind: 'role', role: 'accountant' }, what: 'statements-acknowledge' } as const;
  if (status === 'announced') return [{ ...attestations, until: freezeAt(state, facts), detail: { month } }];
  const payable: readonly NextAction[] =
    publishedOn === null || status === 'settled' || waiting <= 0
      ? []
      : [
          {
            ...accountant,
            until: plus(publishedOn, { days: valueOn(parameters.paymentTargetDays, facts.today) }),
            detail: { month, waiting },
          },
        ];
  if (status !== 'draft' || draft === null) return payable;
  const days = Math.max(...valueOn(parameters.closingApprovalReminderDays, facts.today));
  return [
    { ...approver, until: plus(draft.on, { days }), detail: { month, count: draft.totals.count, netCents: draft.totals.netCents } },
    ...payable,
  ];
}
