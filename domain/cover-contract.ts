import { startOf, type CoverFactsOf } from './cover-slot';
import { awaitedContract } from './cover-papers';
import type { CoverAction, CoverDue, CoverEvent, CoverRecord } from './cover-record';
import { dateIn, earlier, later, plus, plusDays, plusMonths, type Instant } from './dates';
import { actorRef, administrator, refuse, unless, type Decision, type Due, type NextAction, type Party, type Refusal } from './decision';
import { morningOf } from './morning';
import { parameters, valueOn } from './parameters';

/** contracts go to the CDOM of registration of the doctor who is replaced. */
export function contractCouncil({ doctor, collectivity }: CoverFactsOf): Party | null {
  return doctor === null ? null : (collectivity.cdoms[doctor.registration] ?? null);
}

/** art. L.4113-9 CSP: before the replacement begins, and never later than the month that follows the conclusion. */
function lastMoment(state: CoverRecord, concluded: Instant, facts: CoverFactsOf): Instant {
  const on = dateIn(concluded, facts.collectivity.zone);
  const month = plusDays(plusMonths(on, valueOn(parameters.contractTransmissionMonths, on)), 1);
  return earlier(startOf(state, facts), morningOf(month, facts.collectivity.zone));
}

/** on day 20, or two days before the replacement where that comes first; none where the day is nearer than that. */
export function contractDues(state: CoverRecord, facts: CoverFactsOf): readonly Due<CoverDue>[] {
  const concluded = awaitedContract(state);
  if (concluded === null || state.contractReminded === true || state.over) return [];
  const days = valueOn(parameters.contractReminderDay, dateIn(concluded, facts.collectivity.zone));
  const soonest = plus(concluded, { days: 1 });
  const when = later(soonest, earlier(plus(concluded, { days }), startOf(state, facts, 2)));
  return when < startOf(state, facts) ? [{ what: 'contract-reminder', at: when }] : [];
}

/** Past the day it stays listed, until its receipt is on file. */
export function contractActions(state: CoverRecord, facts: CoverFactsOf): readonly NextAction[] {
  const concluded = awaitedContract(state);
  if (concluded === null) return [];
  const council = contractCouncil(facts);
  const until = lastMoment(state, concluded, facts);
  const detail = { date: state.date, departement: facts.doctor?.registration ?? '' };
  const receipt: readonly NextAction[] =
    council === null || state.accepted === null
      ? []
      : [{ key: 'contract-receipt', owner: { kind: 'party', ref: council.ref }, what: 'contract-receipt', until, detail }];
  return [{ key: 'contract', owner: administrator, what: 'contract-to-transmit', until, detail }, ...receipt];
}

type ContractAction = Extract<CoverAction, { type: 'record-contract' | 'acknowledge-contract' }>;

/** Proof of receipt: by the council's own link, or as an administrator records it. */
export function decideContract(state: CoverRecord, action: ContractAction, facts: CoverFactsOf): Decision<CoverEvent> {
  const { by, today, collectivity } = facts;
  const concluded = awaitedContract(state);
  if (concluded === null) return refuse({ code: state.contract ? 'contract-received' : 'no-locum' });
  const isReceipt = action.type === 'acknowledge-contract';
  const [proof, field] = isReceipt ? [action.name, '/name'] : [action.proof, '/proof'];
  const on = isReceipt ? today : action.on;
  const refusals: readonly (Refusal | null)[] = [
    isReceipt && (by.kind !== 'link' || by.ref !== contractCouncil(facts)?.ref) ? { code: 'wrong-cdom' } : null,
    on > today ? { code: 'date-future', field: '/on' } : null,
    on < dateIn(concluded, collectivity.zone) ? { code: 'before-conclusion', field: '/on' } : null,
    proof.trim() === '' ? { code: 'text-empty', field } : null,
  ];
  return unless(facts, refusals, () => [{ type: 'contract-received', on, by: actorRef(by), state: { proof: proof.trim() } }]);
}
