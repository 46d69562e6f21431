import { dateIn, plus, plusDays, plusMonths, type CivilDate, type Instant } from './dates';
import {
  actorRef,
  administrator,
  refuse,
  unless,
  type Addressed,
  type Decision,
  type Due,
  type NextAction,
  type Refusal,
} from './decision';
import type { Engagement, EngagementAction, EngagementDue, EngagementEvent, EngagementKnown, EngagementMail } from './engagement';
import { cdomOf, departementOf } from './engagement-cdom';
import { morningOf } from './morning';
import { parameters, valueOn } from './parameters';
import { fullName } from './person';

type Facts = EngagementKnown;
type Waiting = { readonly concluded: CivilDate; readonly last: CivilDate };

/** R-27, art. L.4113-9 CSP: a contract is sent to the CDOM of registration within the month that follows its conclusion. */
function waiting({ letterSignedOn, contract }: Engagement, { collectivity }: Facts): Waiting | null {
  if (letterSignedOn === null || contract !== null) return null;
  const concluded = dateIn(letterSignedOn, collectivity.zone);
  return { concluded, last: plusMonths(concluded, valueOn(parameters.contractTransmissionMonths, concluded)) };
}

export function contractDues(state: Engagement, facts: Facts): readonly Due<EngagementDue>[] {
  const contract = waiting(state, facts);
  if (contract === null || state.letterSignedOn === null) return [];
  const days = valueOn(parameters.contractReminderDay, contract.concluded);
  return [{ what: 'contract-reminder', at: plus(state.letterSignedOn, { days }), item: String(days) }];
}

/** Past its date it stays in the list, until somebody records that it is done. */
export function contractActions(state: Engagement, facts: Facts): readonly NextAction[] {
  const contract = waiting(state, facts);
  if (contract === null) return [];
  const detail = { departement: departementOf('registration', facts) ?? '', date: contract.last };
  const until = morningOf(plusDays(contract.last, 1), facts.collectivity.zone);
  const council = cdomOf('registration', facts);
  const receipt: readonly NextAction[] =
    council === null
      ? []
      : [{ key: 'contract-receipt', owner: { kind: 'party', ref: council.ref }, what: 'contract-receipt', until, detail }];
  const isSent = council !== null && state.letter !== null;
  const own = isSent ? { ...detail, since: contract.concluded } : detail;
  return [{ key: 'contract', owner: administrator, what: 'contract-to-transmit', until, detail: own }, ...receipt];
}

/** The signed letter leaves for the council as soon as it is signed; the link gives it to read and takes the receipt. */
export function contractTransmission(state: Engagement, until: Instant, facts: Facts): readonly Addressed<EngagementMail>[] {
  const contract = waiting(state, facts);
  const to = cdomOf('registration', facts);
  const { doctor } = facts;
  if (contract === null || to === null || doctor === null || state.letter === null) return [];
  const { number } = state.letter;
  const data = { doctor: `Dr ${fullName(doctor)}`, rpps: doctor.rpps, number, concluded: contract.concluded };
  return [{ kind: 'contract-transmission', data, to, link: { purpose: 'contract-receipt', until } }];
}

/** The office that has to send it, not the doctor. */
export function contractReminder(state: Engagement, facts: Facts): readonly Addressed<EngagementMail>[] {
  const contract = waiting(state, facts);
  const { doctor, collectivity } = facts;
  if (contract === null || doctor === null) return [];
  const { name, email } = collectivity.contact;
  const departement = departementOf('registration', facts) ?? '';
  const data = { doctor: `Dr ${fullName(doctor)}`, number: state.letter?.number ?? '', departement, until: contract.last };
  return [{ kind: 'contract-reminder', data, to: { ref: 'contact', name, email } }];
}

type Record = Extract<EngagementAction, { type: 'record-contract-transmission' }>;

export function decideTransmission(state: Engagement, { on, proof }: Record, facts: Facts): Decision<EngagementEvent> {
  if (state.letterSignedOn === null) return refuse({ code: 'letter-not-signed' });
  const contract = waiting(state, facts);
  if (contract === null) return refuse({ code: 'contract-transmitted' });
  const refusals: readonly (Refusal | null)[] = [
    on > facts.today ? { code: 'date-future', field: '/on' } : null,
    on < contract.concluded ? { code: 'before-signature', field: '/on', detail: { date: contract.concluded } } : null,
    proof.trim() === '' ? { code: 'text-empty', field: '/proof' } : null,
  ];
  return unless(facts, refusals, () => [{ type: 'contract-transmitted', on, by: actorRef(facts.by), state: { proof: proof.trim() } }]);
}

/** proof of receipt, by the council that the letter was sent to: who, and when. */
export function decideReceipt(state: Engagement, name: string, facts: Facts): Decision<EngagementEvent> {
  const { by, today: on } = facts;
  if (state.letterSignedOn === null) return refuse({ code: 'letter-not-signed' });
  const refusals: readonly (Refusal | null)[] = [
    by.kind === 'link' ? null : { code: 'link-only' },
    by.kind === 'link' && by.ref !== cdomOf('registration', facts)?.ref ? { code: 'wrong-cdom' } : null,
    waiting(state, facts) === null ? { code: 'contract-transmitted' } : null,
    name.trim() === '' ? { code: 'text-empty', field: '/name' } : null,
  ];
  return unless(facts, refusals, () => [{ type: 'contract-transmitted', on, by: actorRef(by), state: { proof: name.trim() } }]);
}
