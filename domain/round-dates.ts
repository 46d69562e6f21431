import { dateIn, plus, type Instant } from './dates';
import type { Due, FactsOf, NextAction } from './decision';
import { parameters, valueOn, type AnswerDelay } from './parameters';
import { awaited } from './round-record';
import type { Round, RoundDue } from './signature-round';

type Facts = FactsOf<'signature-round'>;

export function delayOf(state: Round, facts: Facts): AnswerDelay {
  return valueOn(parameters.signature, dateIn(state.askedOn, facts.collectivity.zone));
}

export function expiryOf(state: Round, facts: Facts): Instant {
  return plus(state.askedOn, { days: delayOf(state, facts).closedAfterDays });
}

/** Each group has its own delay, from the day on which it was asked; one reminder is awaited at a time. */
export function dues(state: Round, facts: Facts): readonly Due<RoundDue>[] {
  if (state.status !== 'open') return [];
  const next = delayOf(state, facts).reminderDays[state.reminded];
  const reminder: readonly Due<RoundDue>[] =
    next === undefined
      ? []
      : [
          {
            what: 'reminder',
            at: plus(state.askedOn, { days: next }),
            item: String(state.reminded + 1),
            asked: { purposes: ['sign'], each: true },
          },
        ];
  return [...reminder, { what: 'expiry', at: expiryOf(state, facts), asked: { purposes: ['sign'], each: true } }];
}

export function nextActions(state: Round, facts: Facts): readonly NextAction[] {
  if (state.status !== 'open') return [];
  const until = expiryOf(state, facts);
  return awaited(state).map(({ ref }) => ({ key: `sign-${ref}`, owner: { kind: 'party', ref }, what: 'signature', until }));
}
