import { consultationDay, type Day, type DayAction, type DayFactsOf, type HeldHalf } from '../../domain/consultation-day';
import type { DayMail } from '../../domain/day-mail';
import type { Addressed, Override, Tell } from '../../domain/decision';
import { add, formatEuros, times, zero, type Cents } from '../../domain/money';
import { payers, rateOn, type Payer } from '../../domain/programme';
import { consultationDays } from '../../store/consultation-days';
import type { Tx } from '../../store/db';
import { stateOf } from '../../store/records';
import { payerName } from '../../templates/payers';
import { problem, ProblemError, refusedProblem } from '../problems';
import type { Visit } from '../console-page';
import { baseOf } from './visit';

export type DayEffects = {
  readonly next: Day;
  readonly facts: DayFactsOf;
  readonly mails: readonly Addressed<DayMail>[];
  readonly tells: readonly Tell[];
};

type Asked = {
  readonly id: string | null;
  readonly action: DayAction;
  readonly overrides: readonly Override[];
  readonly held?: readonly HeldHalf[];
};

/** The rule itself is asked, as an act would ask it, so that the page cannot promise anything else. `held`: what the same act takes before. */
export async function dayEffects(tx: Tx, visit: Visit, { id, action, overrides, held = [] }: Asked): Promise<DayEffects> {
  const state = id === null ? null : await stateOf<Day>(tx, 'consultation_days', id);
  if (id !== null && state === null) throw new ProblemError(problem('not-found'));
  const base = baseOf(visit, id ?? 'a-proposal', overrides);
  const known = await consultationDays.facts(tx, base, state, action);
  const facts: DayFactsOf = { ...base, ...known, held: [...known.held, ...held] };
  const decision = consultationDay.decide(state, action, facts);
  if (!decision.ok) throw new ProblemError(refusedProblem('consultation-day', decision.refusals));
  const next = decision.events.reduce<Day | null>(consultationDay.evolve, state);
  if (next === null) throw new Error('a day was accepted without an event');
  return {
    next,
    facts,
    mails: decision.events.flatMap((event) => consultationDay.messages(event, next, facts)),
    tells: decision.events.flatMap((event) => consultationDay.tells(event, next, facts)),
  };
}

const many = (count: number, one: string, several: string): string => `${count} ${count > 1 ? several : one}`;

export function mailLines(mails: DayEffects['mails']): readonly string[] {
  const to = new Map<string, number>();
  for (const mail of mails) to.set(mail.to.name, (to.get(mail.to.name) ?? 0) + 1);
  if (to.size === 0) return ['Aucun courriel ne part tout de suite.'];
  return [...to].map(([name, count]) => `${name} : ${many(count, 'courriel', 'courriels')}`);
}

/** what calendars gain, change or lose. */
export function invitationLines(mails: DayEffects['mails']): readonly string[] {
  const of = (method: 'REQUEST' | 'CANCEL'): number => mails.filter(({ invite }) => invite?.method === method).length;
  const [sent, taken] = [of('REQUEST'), of('CANCEL')];
  return [
    ...(sent === 0 ? [] : [`${many(sent, 'invitation envoyée ou mise à jour', 'invitations envoyées ou mises à jour')}.`]),
    ...(taken === 0 ? [] : [`${many(taken, 'entrée retirée d’un agenda', 'entrées retirées des agendas')}.`]),
    ...(sent + taken === 0 ? ['Aucun agenda ne change.'] : []),
  ];
}

export function followUps(tells: readonly Tell[]): readonly string[] {
  const covers = tells.filter(({ noun }) => noun === 'cover');
  return [
    ...(covers.some(({ action }) => action.type === 'open') ? ['Un remplaçant est cherché parmi les médecins de la convention.'] : []),
    ...(covers.some(({ action }) => action.type === 'withdraw') ? ['La demande de remplacement au cabinet du médecin est retirée.'] : []),
  ];
}

/** what these half-days would cost once attested, for each payer. */
export function amountsOf(effects: readonly DayEffects[], label: string): readonly string[] {
  const sums = new Map<Payer, Cents>();
  for (const { next, facts } of effects)
    for (const component of facts.programme?.components ?? []) {
      const rate = rateOn(component, next.date);
      if (rate !== null) sums.set(component.payer, add(sums.get(component.payer) ?? zero, times(rate.halfDay, next.halves.length)));
    }
  return payers.flatMap((payer) => (sums.has(payer) ? [`${payerName(payer, label)} : ${formatEuros(sums.get(payer) ?? zero)}`] : []));
}
