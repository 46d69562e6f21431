import type { Convention } from './convention';
import { budgetActions } from './convention-budget';
import { effectiveOn } from './convention-dates';
import { reviewActions } from './convention-denunciation';
import { plusMonths } from './dates';
import { administrator, type FactsOf, type NextAction } from './decision';
import { morningOf } from './morning';

type Facts = FactsOf<'convention'>;

function taskOf(state: Convention): string | null {
  if (state.status === 'draft') return 'convention-deliberation';
  if (state.status === 'voted') return 'convention-enforceability';
  if (state.status === 'enforceable') return 'convention-signature';
  if (state.status === 'refused') return 'convention-refused';
  if (state.status === 'signed' && effectiveOn(state) === null)
    return state.deliberation === null ? 'convention-deliberation' : 'convention-enforceability';
  return state.status === 'in-force' && state.renewalReminded && !state.denunciation ? 'convention-renewal' : null;
}

export function conventionActions(state: Convention, facts: Facts): readonly NextAction[] {
  const { zone } = facts.collectivity;
  if (state.status === 'archived') return [];
  return [...stepOf(state, facts), ...reviewActions(state, facts, zone), ...budgetActions(state, zone)];
}

function stepOf(state: Convention, facts: Facts): readonly NextAction[] {
  const what = taskOf(state);
  if (what === null) return [];
  const until = what === 'convention-renewal' ? morningOf(plusMonths(state.to, -state.noticeMonths), facts.collectivity.zone) : null;
  const detail = state.refusal === null ? {} : { detail: { reason: state.refusal.reason } };
  return [{ key: what, owner: administrator, what, until, ...detail }];
}
