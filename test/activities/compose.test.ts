import { compose } from '../../activities/compose';
import type { Context } from '../../activities/context';
import { openMail } from '../../activities/sealed-mail';
import { timeZone, wallTime } from '../../domain/dates';
import type { Addressed, InviteSpec, Mail } from '../../domain/decision';
import { collectivityId, commandId } from '../../domain/ids';
import { messageRowId } from '../../store/outbox';
import { date, dayFacts } from '../domain/day-builders';

const keyring = { current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) };
const context = { keyring, publicUrl: 'https://relais.example', mailFrom: 'rdv@departement.example' } as unknown as Context;
const base = dayFacts();
const invite: InviteSpec = {
  key: 'day-1/site-1.accueil',
  sequence: 2,
  method: 'REQUEST',
  date,
  start: '09:00',
  end: '12:30',
  zone: timeZone('Europe/Paris'),
  location: 'MSP des Deux Rives',
  summary: 'Consultation',
  tentative: false,
};

async function written(email: string) {
  const message: Addressed<Mail<string, unknown>> = { kind: 'confirmed', data: {}, to: { ref: 'accueil', name: 'Accueil', email }, invite };
  const of = { noun: 'consultation-day', dossier: base.dossier, by: base.by, received: wallTime(0), action: { type: 'refresh' } } as const;
  const command = { id: commandId('c.1'), collectivity: collectivityId('allier'), ...of };
  const letter = { subject: 'Journée confirmée', paragraphs: ['La journée est confirmée.'], facts: [], closing: [] };
  const [row] = (await compose({ command, base, context }, [message], () => letter)).rows;
  if (row === undefined) throw new Error('no mail was written');
  return { row, text: openMail(keyring, messageRowId(command.id, 0), row.sealed).bytes.toString() };
}

test('a mail brings its calendar entry', async () => {
  const { row, text } = await written('accueil@msp.example');
  expect(row).toMatchObject({ sequence: 2, method: 'REQUEST', uid: expect.any(String) });
  expect(text).toContain('text/calendar');
});

test.each(['rdv@departement.example', 'RDV@departement.example'])(
  'whoever reads the mailbox that Relais writes from (%s) has the mail without an entry: nobody is invited by himself',
  async (email) => {
    const { row, text } = await written(email);
    expect(row).toMatchObject({ sequence: null, method: null, uid: null, kind: 'confirmed' });
    expect(text).toContain('confirm');
    expect(text).not.toContain('text/calendar');
  },
);
