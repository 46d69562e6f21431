import type { Convention, ConventionNoun } from './convention';
import { readBudgets, type Budget } from './convention-budget';
import { conventionDues, effectiveOn } from './convention-dates';
import { denunciationRefusals, noticeEnd, type Denounce } from './convention-denunciation';
import { conventionTransitions } from './convention-record';
import { civilDate } from './dates';
import { accept, canMove, refuse, unless, type Decision, type FactsOf } from './decision';

type Event = ConventionNoun['event'];
type Facts = FactsOf<'convention'>;
type LifeAction = Extract<ConventionNoun['action'], { readonly type: 'set-budgets' | 'denounce' | 'archive' | 'fall-due' }>;

/** What comes after the signature, year after year, to the end. */
export function decideLife(state: Convention, action: LifeAction, facts: Facts): Decision<Event> {
  switch (action.type) {
    case 'set-budgets':
      return decideBudgets(state, action.budgets, facts);
    case 'denounce':
      return decideDenounce(state, action, facts);
    case 'archive':
      return canMove(conventionTransitions, state.status, 'archived') ? accept<Event>({ type: 'archived' }) : wrong(state);
    case 'fall-due':
      return decideFallDue(state, action, facts);
  }
}

function wrong({ status }: Convention): Decision<never> {
  return refuse({ code: 'wrong-status', detail: { status } });
}

/** votes and blocking dates come year after year, whatever the convention's own text. */
function decideBudgets(state: Convention, input: readonly Budget[], facts: Facts): Decision<Event> {
  if (state.status === 'archived') return wrong(state);
  const { budgets, refusals } = readBudgets(input);
  return unless(facts, refusals, () => [{ type: 'budgets-set', budgets }]);
}

/** a convention that is signed may be denounced; the notice runs from the reception. */
function decideDenounce(state: Convention, { party, receivedOn }: Denounce, facts: Facts): Decision<Event> {
  if (state.status !== 'signed' && state.status !== 'in-force') return wrong(state);
  return unless(facts, denunciationRefusals(state, { party, receivedOn }, facts.today), () => [
    { type: 'denounced', party, receivedOn, endsOn: noticeEnd(state, receivedOn) },
    { type: 'days-reviewed', on: facts.today },
  ]);
}

function decideFallDue(state: Convention, { due, item }: Extract<LifeAction, { type: 'fall-due' }>, facts: Facts): Decision<Event> {
  if (!conventionDues(state, facts).some((each) => each.what === due && each.item === item)) return accept();
  const start = effectiveOn(state);
  switch (due) {
    case 'effect':
      return start === null ? accept() : accept<Event>({ type: 'took-effect', on: start });
    case 'end':
      return accept<Event>({ type: 'ended' });
    case 'renewal-reminder':
      return accept<Event>({ type: 'renewal-reminded' });
    case 'year-end-reminder':
      return accept<Event>({ type: 'year-end-reminded', year: Number(item) });
    case 'year-end':
      return accept<Event>({ type: 'year-ended', year: Number(item) });
    case 'days-review':
      return accept<Event>({ type: 'days-reviewed', on: civilDate(String(item)) });
  }
}
