import { wallTime } from '../../domain/dates';
import { calendarInvite } from '../../templates/calendar-invite';
import { type MailParts, mimeBytes } from '../../activities/mime';
import type { OutgoingMail } from '../../activities/ports';
import { anInvite } from '../templates/calendar-invite/invite-builder';
import { aLetter } from './letter-builder';

export const invitation = anInvite();

export function mailParts(changes: Partial<MailParts> = {}): MailParts {
  return {
    messageId: '<3q2-7wAB_x@rdv.example.fr>',
    date: wallTime(Date.UTC(2026, 8, 14, 9, 30, 15)),
    from: { name: 'Planification', address: 'rdv@example.fr' },
    to: { name: 'Dr Jeanne Martin', address: 'jeanne.martin@medecin.example' },
    letter: aLetter(),
    invite: { text: calendarInvite(invitation), method: 'REQUEST', filename: 'rendez-vous.ics' },
    boundarySeed: 'b0undary-seed',
    headers: { 'X-Relais-Kind': 'day-confirmed' },
    ...changes,
  };
}

export async function anOutgoingMail(changes: Partial<MailParts> = {}): Promise<OutgoingMail> {
  const parts = mailParts(changes);
  return { envelope: { from: parts.from.address, to: parts.to.address }, bytes: await mimeBytes(parts), messageId: parts.messageId };
}
