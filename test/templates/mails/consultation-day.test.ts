import { consultationDay, type Day, type DayAction, type DayEvent, type DayFactsOf, type DayMail } from '../../../domain/consultation-day';
import { civilDate, instant } from '../../../domain/dates';
import type { Addressed } from '../../../domain/decision';
import { dossierId } from '../../../domain/ids';
import { calendarInvite } from '../../../templates/calendar-invite';
import { consultationDayWords } from '../../../templates/french/consultation-day';
import { consultationDayLetters } from '../../../templates/mails/consultation-day';
import type { LetterBody } from '../../../templates/mails/letters';
import { typographyFaults } from '../../../templates/typography';
import { accept, after, aSite, anEngagement, by, confirmed, contact, dayFacts, declares, disputed, doctorId, evening, held, later, otherContact, overseas, propose, proposed, siteId, weekLater } from '../../domain/day-builders';
import { eventsOf } from '../../domain/reference-data';

type Written = Addressed<DayMail>;
function mailsOf(state: Day | null, action: DayAction, facts: DayFactsOf): readonly Written[] {
  const events = eventsOf(consultationDay.decide(state, action, facts));
  const next = events.reduce<Day | null>(consultationDay.evolve, state);
  return next === null ? [] : events.flatMap((event) => consultationDay.messages(event, next, facts));
}

const letterOf = ({ kind, data }: Written): LetterBody => (consultationDayLetters[kind] as (data: unknown) => LetterBody)(data);
function textOf(mail: Written): string {
  const { subject, paragraphs, facts = [], action = '', closing = [] } = letterOf(mail);
  return [subject, ...paragraphs, ...facts.map(([label, value]) => `${label}\u00a0: ${value}`), action, ...closing].join('\n');
}
const said = (mails: readonly Written[]): readonly string[] => mails.map(({ kind, to, link, invite }) => [kind, to.ref, link?.purpose ?? '-', invite === undefined ? '-' : `${invite.method} ${invite.sequence}`].join(' '));
const bodyOf = (mails: readonly Written[], ref: string): string => textOf(mails.find(({ to }) => to.ref === ref) ?? mails[0] as Written);

const unready = dayFacts({ site: aSite({ readiness: [] }) });
const move: DayAction = { type: 'move', side: 'site', date: later, halves: ['morning'], reason: 'room-unavailable' };
const moved = (): Day => after(confirmed(), move, by(contact));
const site2 = dossierId('site-2');
const authorised = { ...anEngagement().cdom.registration };
const elsewhere = dayFacts({ siteId: site2, site: aSite({ name: 'Centre de santé du Val' }), formerSite: { id: siteId, site: aSite() }, engagement: anEngagement({ cdom: { registration: authorised, sites: { [siteId]: authorised, [site2]: authorised } } }) });
const fall = (due: 'answer-reminder' | 'answer-lapse' | 'day-reminder' | 'presence-ask' | 'presence-reminder' | 'presence-escalation', item?: string): DayAction => ({ type: 'fall-due', due, ...(item === undefined ? {} : { item }) });
const at = (now: string): DayFactsOf => dayFacts({ now: instant(now), by: { kind: 'clock' } });
const tonight = { now: evening };

/** One case per event that speaks, and per way of speaking. */
const cases: readonly (readonly [title: string, event: DayEvent['type'], () => Day | null, DayAction, DayFactsOf, readonly string[]])[] = [
  ['a proposal asks both sides', 'proposed', () => null, propose, dayFacts(), [`day-proposed ${doctorId} answer-doctor -`, `day-proposed ${contact} answer-site -`, `day-proposed ${otherContact} answer-site -`]],
  ['silence is reminded to who is silent', 'reminded', () => after(proposed(), accept('doctor'), by(doctorId)), fall('answer-reminder', '3'), at('2026-09-04T08:00:00.000Z'), [`day-answer-reminder ${contact} answer-site -`, `day-answer-reminder ${otherContact} answer-site -`]],
  ['the first answer writes to nobody', 'answered', proposed, accept('doctor'), by(doctorId), []],
  ['R-37: a confirmation gives each one an entry of one’s own', 'confirmed', () => after(proposed(), accept('doctor'), by(doctorId)), accept('site'), by(contact), [`day-confirmed ${doctorId} cancel-doctor REQUEST 0`, `day-confirmed ${contact} change-site REQUEST 0`, `day-confirmed ${otherContact} change-site REQUEST 0`, `assistant-asked ${contact} assistant -`, `assistant-asked ${otherContact} assistant -`]],
  ['a refusal is told to the others', 'declined', proposed, { type: 'answer', side: 'site', answer: 'refuse', reason: 'date' }, by(contact), [`day-declined ${doctorId} - -`, `day-declined ${otherContact} - -`]],
  ['a refused move takes the entries back', 'declined', moved, { type: 'answer', side: 'doctor', answer: 'refuse', reason: 'date' }, by(doctorId), [`day-declined ${doctorId} - CANCEL 1`, `day-declined ${contact} - CANCEL 1`, `day-declined ${otherContact} - CANCEL 1`]],
  ['a move that nobody answers takes them back too', 'lapsed', moved, fall('answer-lapse'), at('2026-09-06T08:00:00.000Z'), [`day-lapsed ${doctorId} - CANCEL 1`, `day-lapsed ${contact} - CANCEL 1`, `day-lapsed ${otherContact} - CANCEL 1`]],
  ['a move asks the other side and informs its own', 'moved', confirmed, move, by(contact), [`day-move-asked ${doctorId} answer-doctor -`, `day-move-noted ${contact} - -`, `day-move-noted ${otherContact} - -`]],
  ['R-37: a move to another site takes the entries of the first one back', 'moved', confirmed, { ...move, side: 'collectivity', site: site2 }, elsewhere, [`day-move-asked ${doctorId} answer-doctor -`, `day-move-asked ${site2}.accueil answer-site -`, `day-move-asked ${site2}.gerance answer-site -`, `day-moved-away ${contact} - CANCEL 1`, `day-moved-away ${otherContact} - CANCEL 1`]],
  ['R-37: confirmed again, calendars are updated', 'confirmed', moved, accept('doctor'), by(doctorId), [`day-updated ${doctorId} cancel-doctor REQUEST 1`, `day-updated ${contact} change-site REQUEST 1`, `day-updated ${otherContact} change-site REQUEST 1`, `assistant-asked ${contact} assistant -`, `assistant-asked ${otherContact} assistant -`]],
  ['R-31: a day that becomes firm is an update', 'reviewed', () => confirmed(unready), { type: 'review' }, dayFacts(), [`day-updated ${doctorId} cancel-doctor REQUEST 1`, `day-updated ${contact} change-site REQUEST 1`, `day-updated ${otherContact} change-site REQUEST 1`]],
  ['R-41: a cancellation takes back what was sent', 'cancelled', confirmed, { type: 'cancel', side: 'doctor', reason: 'illness' }, by(doctorId), [`day-cancelled ${doctorId} - CANCEL 1`, `day-cancelled ${contact} - CANCEL 1`, `day-cancelled ${otherContact} - CANCEL 1`]],
  ['a proposal that is withdrawn has nothing to take back', 'cancelled', proposed, { type: 'cancel', side: 'collectivity', reason: 'administrative' }, dayFacts(), [`day-cancelled ${doctorId} - -`, `day-cancelled ${contact} - -`, `day-cancelled ${otherContact} - -`]],
  ['a day that a cover opens is a confirmation', 'opened-covered', () => null, { ...propose, type: 'open-covered', room: 1, from: dossierId('day-0.host') }, dayFacts(), [`day-confirmed ${doctorId} cancel-doctor REQUEST 0`, `day-confirmed ${contact} change-site REQUEST 0`, `day-confirmed ${otherContact} change-site REQUEST 0`, `assistant-asked ${contact} assistant -`, `assistant-asked ${otherContact} assistant -`]],
  ['J-7 reminds everybody, and asks again for the assistant', 'reminded', confirmed, fall('day-reminder', '7'), at('2026-09-28T07:00:00.000Z'), [`day-reminder ${doctorId} cancel-doctor -`, `day-reminder ${contact} change-site -`, `day-reminder ${otherContact} change-site -`, `assistant-asked ${contact} assistant -`, `assistant-asked ${otherContact} assistant -`]],
  ['J-1 is the practical sheet', 'reminded', confirmed, fall('day-reminder', '1'), at('2026-10-04T07:00:00.000Z'), [`day-sheet ${doctorId} cancel-doctor -`, `day-sheet ${contact} change-site -`, `day-sheet ${otherContact} change-site -`]],
  ['a reminder that comes after the day is not sent', 'reminded', confirmed, fall('day-reminder', '7'), at('2026-10-05T09:00:00.000Z'), []],
  ['R-45: the evening, the doctor and both contacts', 'reminded', confirmed, fall('presence-ask'), at('2026-10-05T17:00:00.000Z'), [`presence-asked ${doctorId} declare-doctor -`, `presence-asked ${contact} declare-site -`, `presence-asked ${otherContact} declare-site -`]],
  ['R-45: who is silent is reminded', 'reminded', () => after(held(), declares('doctor', ['morning']), by(doctorId, tonight)), fall('presence-reminder', '2'), at('2026-10-07T07:00:00.000Z'), [`presence-reminder ${contact} declare-site -`, `presence-reminder ${otherContact} declare-site -`]],
  ['R-45: the escalation is a task, not a mail', 'reminded', held, fall('presence-escalation'), at('2026-10-13T07:00:00.000Z'), []],
  ['the first declaration writes to nobody', 'declared', held, declares('doctor', []), by(doctorId, tonight), []],
  ['R-45: a dispute is told to both', 'disputed', () => after(held(), declares('doctor', ['morning']), by(doctorId, tonight)), declares('site', []), by(contact, tonight), [`presence-disputed ${doctorId} - -`, `presence-disputed ${contact} - -`, `presence-disputed ${otherContact} - -`]],
  ['the doctor learns what is attested', 'attested', () => after(held(), declares('doctor', ['morning']), by(doctorId, tonight)), declares('site', ['morning']), by(contact, tonight), [`presence-result ${doctorId} - -`]],
  ['a decision is told to both with its reason', 'ruled', disputed, { type: 'settle-dispute', halves: ['morning'], reason: 'Registre du lieu : 3 consultations' }, dayFacts({ now: weekLater }), [`presence-result ${doctorId} - -`, `presence-result ${contact} - -`, `presence-result ${otherContact} - -`]],
  ['the assistant’s answer writes to nobody', 'assistant-settled', confirmed, { type: 'assistant', answer: 'waived' }, by(contact), []],
  ['how a cover ended is the cover’s to tell', 'cover-settled', () => after(confirmed(), { type: 'cancel', side: 'doctor', reason: 'illness' }, by(doctorId)), { type: 'cover-settled', track: 'host', outcome: 'covered' }, dayFacts(), []],
];

test.each(cases)('%s', (_title, event, state, action, facts, expected) => {
  const before = state();
  expect(eventsOf(consultationDay.decide(before, action, facts)).map(({ type }) => type)).toContain(event);
  const mails = mailsOf(before, action, facts);
  expect(said(mails)).toEqual(expected);
  for (const mail of mails) {
    expect(typographyFaults(textOf(mail))).toEqual([]);
    if (mail.invite !== undefined) expect(() => calendarInvite({ ...mail.invite!, uid: 'a'.repeat(20) + '@relais.invalid', dtstamp: facts.now, start: { date: mail.invite!.date, time: mail.invite!.start }, end: { date: mail.invite!.date, time: mail.invite!.end }, zone: facts.site!.zone, description: 'Description', organizer: { name: 'Relais', email: 'rdv@relais.invalid' }, attendee: mail.to })).not.toThrow();
  }
});

test('the cases hold every event and every kind of mail', () => {
  const events: Readonly<Record<DayEvent['type'], true>> = { proposed: true, 'opened-covered': true, answered: true, confirmed: true, moved: true, reviewed: true, declined: true, lapsed: true, cancelled: true, 'assistant-settled': true, 'cover-settled': true, reminded: true, declared: true, disputed: true, attested: true, ruled: true };
  expect(new Set(cases.map(([, event]) => event))).toEqual(new Set(Object.keys(events)));
  expect(new Set(cases.flatMap(([, , , , , expected]) => expected.map((line) => line.split(' ')[0])))).toEqual(new Set(Object.keys(consultationDayLetters)));
});

test('R-37: a site that was left and comes back gets another entry, since a UID is never used again after a CANCEL', () => {
  const away = after(confirmed(), { ...move, side: 'collectivity', site: site2 }, elsewhere);
  const former = { id: site2, site: aSite({ name: 'Centre de santé du Val' }) };
  const back = after(away, { type: 'move', side: 'collectivity', site: siteId, date: later, halves: ['afternoon'], reason: 'other' }, dayFacts({ formerSite: former }));
  const mails = mailsOf(after(back, accept('doctor'), by(doctorId)), accept('site'), by(contact));
  const keys = mails.flatMap(({ invite }) => (invite === undefined ? [] : [`${invite.key} ${invite.sequence}`]));
  expect(keys).toEqual([`day-1/${doctorId} 1`, `day-1/${contact}/1 0`, `day-1/${otherContact}/1 0`]);
});

test('R-31: a tentative day is said « sous réserve » in the mail and tentative in the calendar', () => {
  const mails = mailsOf(after(proposed(unready), accept('doctor'), { ...unready, by: { kind: 'link', ref: doctorId } }), accept('site'), { ...unready, by: { kind: 'link', ref: contact } });
  expect(bodyOf(mails, doctorId)).toContain('sous réserve');
  expect(mails[0]?.invite).toMatchObject({ tentative: true, summary: 'Sous réserve\u00a0: Consultation, Maison de santé des Combrailles' });
  expect(bodyOf(mailsOf(confirmed(unready), { type: 'review' }, dayFacts()), doctorId)).toContain('sous réserve → ferme');
});

test('« ce qui change » says the old and the new, and nothing of what stays', () => {
  const text = bodyOf(mailsOf(moved(), accept('doctor'), by(doctorId)), contact);
  expect(text).toContain('lundi 5 octobre 2026, journée entière → lundi 12 octobre 2026, matin');
  expect(text).not.toContain('Ce qui change – lieu');
  expect(text).toContain('de 9\u00a0h à 17\u00a0h\u00a030 → de 9\u00a0h à 12\u00a0h\u00a030');
});

test('R-38: overseas, the hours are those of the site and their zone is named', () => {
  const facts = dayFacts({ site: aSite(overseas) });
  expect(bodyOf(mailsOf(null, propose, facts), doctorId)).toContain('(heure de Mayotte)');
  expect(bodyOf(mailsOf(null, propose, dayFacts()), doctorId)).not.toContain('heure de');
});

test('the site is asked to warn the patients; the doctor gets the phones of the site on the eve', () => {
  const cancelled = mailsOf(confirmed(), { type: 'cancel', side: 'doctor', reason: 'illness' }, by(doctorId));
  expect(bodyOf(cancelled, contact)).toContain('prévenir les patients déjà inscrits');
  expect(bodyOf(cancelled, contact)).toContain('Nous cherchons un autre médecin');
  expect(bodyOf(cancelled, doctorId)).not.toContain('patients');
  const eve = mailsOf(confirmed(), fall('day-reminder', '1'), at('2026-10-04T07:00:00.000Z'));
  expect(bodyOf(eve, doctorId)).toContain('Odile Perrin, 0470000001');
  expect(bodyOf(eve, contact)).not.toContain('0470000001');
});

test('every sentence of a refusal or of a task is correct French', () => {
  const detail = { date: civilDate('2026-10-05'), from: civilDate('2026-10-05'), to: civilDate('2026-10-06'), half: 'morning', held: 2, asked: 2, cap: 4, epci: '200071082', certificate: 'rcp', name: 'Toussaint', dossier: 'day-2' };
  for (const write of [...Object.values(consultationDayWords.refusals), ...Object.values(consultationDayWords.tasks)]) expect(typographyFaults(write(detail))).toEqual([]);
});
