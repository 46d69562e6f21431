import type { Tell } from './decision';
import type { Audience, WaitingLine } from './digest';
import { childId } from './ids';

/** What a person can do from the one page that lists what waits for him: the task, and the purpose of the form that does it. */
export const waitingForms = {
  'consultation-day': { 'day-answer': 'answer', 'day-presence': 'declare', 'day-assistant': 'assistant' },
  cover: { 'practice-choice': 'practice-choice', 'cover-answer': 'answer-cover', 'contract-receipt': 'contract-receipt' },
  engagement: { 'cdom-registration': 'cdom-answer', 'cdom-site': 'cdom-answer', 'contract-receipt': 'contract-receipt' },
} as const;

export const waitingKinds: readonly string[] = Object.values(waitingForms).flatMap((kinds) => Object.keys(kinds));

const last = '9999';

/** Days come in the order of the calendar; requests to a council in the order of their deadlines, those without any at the end. */
export function inOrder(audience: Audience, lines: readonly WaitingLine[]): readonly WaitingLine[] {
  if (audience === 'desk') return lines;
  const keyOf = ({ date, until, doctor, site }: WaitingLine): string =>
    (audience === 'council' ? [until ?? last, doctor ?? ''] : [date ?? last, until ?? last, site ?? '', doctor ?? '']).join('\n');
  return lines.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

/** Something new waits for that recipient: his next mail will carry it; an urgent one leaves at once. */
export function notify(audience: Audience, owner: string, urgent: boolean): Tell {
  return { noun: 'digest', dossier: childId('digest', owner), action: { type: 'notice', audience, owner, urgent } };
}

/** What was announced once and waits still: the mail leaves although it has nothing new. */
export function remind(audience: Audience, owner: string, urgent: boolean): Tell {
  return { noun: 'digest', dossier: childId('digest', owner), action: { type: 'notice', audience, owner, urgent, again: true } };
}
