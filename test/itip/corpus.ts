import { compose } from '../../activities/compose';
import type { Context } from '../../activities/context';
import { mimeBytes } from '../../activities/mime';
import { openMail } from '../../activities/sealed-mail';
import { consultationDay, type Day, type DayAction, type DayFactsOf } from '../../domain/consultation-day';
import { at, type CivilDate, civilDate, dateIn, instantMs, instantFromMs, plus, type TimeZone, wallTime } from '../../domain/dates';
import type { Addressed, Mail } from '../../domain/decision';
import { collectivityId, commandId } from '../../domain/ids';
import { messageRowId } from '../../store/outbox';
import { calendarInvite } from '../../templates/calendar-invite';
import { consultationDayLetters } from '../../templates/mails/consultation-day';
import type { LetterBody } from '../../templates/mails/letters';
import { mailParts } from '../activities/mail-builder';
import { accept, after, aSite, contact, dayFacts, doctorId, propose } from '../domain/day-builders';
import { eventsOf } from '../domain/reference-data';
import { anInvite, everyZone } from '../templates/calendar-invite/invite-builder';
import { cases } from '../templates/mails/day-mail-cases';

/** The eves, days and morrows on which clocks change, in metropolitan France and in Saint-Pierre-et-Miquelon. */
export const changeDays = [
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-10-24',
  '2026-10-25',
  '2026-10-26',
  '2026-03-07',
  '2026-03-08',
  '2026-03-09',
  '2026-10-31',
  '2026-11-01',
  '2026-11-02',
  '2027-03-27',
  '2027-03-28',
  '2027-03-29',
  '2027-10-30',
  '2027-10-31',
  '2027-11-01',
].map(civilDate);

const context = {
  keyring: { current: 'test', keys: new Map([['test', Buffer.alloc(32, 7)]]) },
  publicUrl: 'https://relais.example.fr',
  mailFrom: 'rdv@relais.invalid',
} as unknown as Context;

/** Every way in which a day writes to somebody, by the product's own path: rules, letter, invitation, bytes. */
export async function everyKind(): Promise<readonly Buffer[]> {
  const mails: Buffer[] = [];
  for (const [, , state, action, facts] of cases) mails.push(...(await mailsOf(state(), action, facts)).mails);
  return mails;
}

/** A day is confirmed, moved by a week and called off: three versions of one entry for each reader, at that zone's hours. */
export async function lifeOf(zone: TimeZone, date: CivilDate): Promise<readonly Buffer[]> {
  const site = aSite({ zone });
  const start = instantMs(at(date, '09:00', zone));
  const facts = (hours: number, ref: string | null): DayFactsOf => {
    const now = plus(instantFromMs(start), { days: -40, hours });
    const by = ref === null ? ({ kind: 'user', user: 'u1', role: 'administrator' } as const) : ({ kind: 'link', ref } as const);
    return dayFacts({ site, now, today: dateIn(now, zone), by, held: [] });
  };
  const next = civilDate(new Date(Date.parse(date) + 7 * 86_400_000).toISOString().slice(0, 10));
  const move: DayAction = { type: 'move', side: 'site', date: next, halves: ['morning'], reason: 'room-unavailable' };
  const steps: readonly (readonly [DayAction, DayFactsOf])[] = [
    [accept('doctor'), facts(2, doctorId)],
    [accept('site'), facts(3, contact)],
    [move, facts(4, contact)],
    [accept('doctor'), facts(5, doctorId)],
    [{ type: 'cancel', side: 'collectivity', reason: 'administrative' }, facts(6, null)],
  ];
  let state = after(after(null, { ...propose, date }, facts(0, null)), { type: 'announced' }, facts(1, null));
  const mails: Buffer[] = [];
  for (const [action, here] of steps) {
    const step = await mailsOf(state, action, here);
    state = step.state;
    mails.push(...step.mails);
  }
  return mails;
}

/** What the rules would not plan all the same: each zone, each day of change, the hours around the change included. */
export async function atTheChange(zones = everyZone, days: readonly CivilDate[] = changeDays): Promise<readonly Buffer[]> {
  const mails: Buffer[] = [];
  for (const zone of zones)
    for (const [n, date] of days.entries())
      for (const [sequence, method] of (['REQUEST', 'REQUEST', 'CANCEL'] as const).entries()) {
        const times = sequence === 0 ? ['00:30', '04:00'] : ['04:00', '23:30'];
        const invite = anInvite({
          zone,
          method,
          sequence,
          tentative: sequence === 1,
          uid: `${zone.replace(/\W/g, '-')}-${n}-0123456789@rdv.example.fr`,
          dtstamp: instantFromMs(Date.UTC(2026, 0, 5, 9, sequence, 0)),
          start: { date, time: times[0] ?? '' },
          end: { date, time: times[1] ?? '' },
        });
        const parts = mailParts({
          messageId: `<${invite.uid.slice(0, -15)}${sequence}@rdv.example.fr>`,
          date: wallTime(instantMs(invite.dtstamp)),
          invite: { text: calendarInvite(invite), method, filename: 'rendez-vous.ics' },
        });
        mails.push(await mimeBytes(parts));
      }
  return mails;
}

async function mailsOf(state: Day | null, action: DayAction, facts: DayFactsOf): Promise<{ state: Day; mails: readonly Buffer[] }> {
  const events = eventsOf(consultationDay.decide(state, action, facts));
  const next = events.reduce<Day | null>(consultationDay.evolve, state);
  if (next === null) throw new Error('nothing happened');
  const { dossier, now, by } = facts;
  const id = commandId(`corpus.${dossier}.${instantMs(now)}`);
  const received = wallTime(instantMs(now));
  const command = { id, collectivity: collectivityId('allier'), noun: 'consultation-day', dossier, by, received, action } as const;
  const messages: readonly Addressed<Mail<string, unknown>>[] = events.flatMap((event) => consultationDay.messages(event, next, facts));
  const letterOf = ({ kind, data }: Mail<string, unknown>): LetterBody =>
    (consultationDayLetters[kind as keyof typeof consultationDayLetters] as (data: unknown) => LetterBody)(data);
  const { rows } = await compose({ command, base: facts, context }, messages, letterOf);
  return { state: next, mails: rows.map(({ n, sealed }) => openMail(context.keyring, messageRowId(id, n), sealed).bytes) };
}
