import { civilDate, instant, timeZone } from '../../../domain/dates';
import { frenchZones } from '../../../domain/french-zones';
import type { Invite } from '../../../templates/calendar-invite';

export function anInvite(changes: Partial<Invite> = {}): Invite {
  return {
    uid: '6f1c0a9be4d24d5f8a7b3c2d1e0f9a8b@rdv.example.fr',
    sequence: 0,
    method: 'REQUEST',
    dtstamp: instant('2026-09-14T09:30:15.250Z'),
    start: { date: civilDate('2026-10-24'), time: '09:00' },
    end: { date: civilDate('2026-10-24'), time: '12:00' },
    zone: timeZone('Europe/Paris'),
    summary: 'Consultation, Maison de santé de Thizy',
    description: 'Demi-journée du matin ; le lien du message permet de répondre.',
    location: 'Maison de santé, 12 rue de l’Église, 69240 Thizy-les-Bourgs',
    geo: { lat: 46.03, lon: 4.3125 },
    tentative: false,
    organizer: { name: 'Planification', email: 'rdv@example.fr' },
    attendee: { name: 'Dr Jeanne Martin', email: 'jeanne.martin@medecin.example' },
    ...changes,
  };
}

/** Those that a site may be in. */
export const everyZone = [...frenchZones].map(timeZone);
