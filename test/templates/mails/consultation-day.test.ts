import { consultationDay, type Day, type DayAction, type DayFactsOf } from '../../../domain/consultation-day';
import type { DayEvent } from '../../../domain/day-event';
import type { DayMail } from '../../../domain/day-mail';
import { civilDate, instant, timeZone } from '../../../domain/dates';
import { dossierId } from '../../../domain/ids';
import type { Addressed } from '../../../domain/decision';
import { calendarInvite } from '../../../templates/calendar-invite';
import { consultationDayWords } from '../../../templates/french/consultation-day';
import { consultationDayLetters } from '../../../templates/mails/consultation-day';
import type { LetterBody } from '../../../templates/mails/letters';
import { typographyFaults } from '../../../templates/typography';
import {
  accept,
  aDoctor,
  after,
  aSite,
  by,
  confirmed,
  contact,
  dayFacts,
  doctorId,
  later,
  otherContact,
  overseas,
  propose,
  proposed,
  siteId,
  weekLater,
} from '../../domain/day-builders';
import { eventsOf } from '../../domain/reference-data';
import { at, cases, elsewhere, fall, move, moved, site2, unready } from './day-mail-cases';

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
const said = (mails: readonly Written[]): readonly string[] =>
  mails.map(({ kind, to, link, invite }) =>
    [kind, to.ref, link?.purpose ?? '-', invite === undefined ? '-' : `${invite.method} ${invite.sequence}`].join(' '),
  );
const bodyOf = (mails: readonly Written[], ref: string): string => textOf(mails.find(({ to }) => to.ref === ref) ?? (mails[0] as Written));

test.each(cases)('%s', (_title, event, state, action, facts, expected) => {
  const before = state();
  expect(eventsOf(consultationDay.decide(before, action, facts)).map(({ type }) => type)).toContain(event);
  const mails = mailsOf(before, action, facts);
  expect(said(mails)).toEqual(expected);
  expect(mails.flatMap((mail) => typographyFaults(textOf(mail)))).toEqual([]);
  expect(mails.flatMap(entryOf).map((text) => text.includes('BEGIN:VEVENT'))).not.toContain(false);
});

/** The entry as it would leave: linted and read back by another parser. */
function entryOf({ invite, to }: Written): readonly string[] {
  if (invite === undefined) return [];
  const { date, start, end, zone, ...rest } = invite;
  const parties = { organizer: { name: 'Relais', email: 'rdv@relais.invalid' }, attendee: to };
  return [
    calendarInvite({
      ...rest,
      ...parties,
      uid: `${'a'.repeat(20)}@relais.invalid`,
      dtstamp: weekLater,
      start: { date, time: start },
      end: { date, time: end },
      zone: timeZone(zone),
      description: 'Description',
    }),
  ];
}

test('the cases hold every event and every kind of mail', () => {
  const events: Readonly<Record<DayEvent['type'], true>> = {
    proposed: true,
    'opened-covered': true,
    announced: true,
    answered: true,
    confirmed: true,
    moved: true,
    reviewed: true,
    declined: true,
    lapsed: true,
    cancelled: true,
    'assistant-settled': true,
    'cover-settled': true,
    reminded: true,
    declared: true,
    disputed: true,
    attested: true,
    ruled: true,
  };
  expect(new Set(cases.map(([, event]) => event))).toEqual(new Set(Object.keys(events)));
  expect(new Set(cases.flatMap(([, , , , , expected]) => expected.map((line) => line.split(' ')[0])))).toEqual(
    new Set(Object.keys(consultationDayLetters)),
  );
});

test('R-37: a site that was left and comes back gets another entry, since a UID is never used again after a CANCEL', () => {
  const away = after(confirmed(), { ...move, side: 'collectivity', site: site2 }, elsewhere);
  const former = { id: site2, site: aSite({ name: 'Centre de santé du Val' }) };
  const back = after(
    away,
    { type: 'move', side: 'collectivity', site: siteId, date: later, halves: ['afternoon'], reason: 'other' },
    dayFacts({ formerSite: former }),
  );
  const mails = mailsOf(after(back, accept('doctor'), by(doctorId)), accept('site'), by(contact));
  const keys = mails.flatMap(({ invite }) => (invite === undefined ? [] : [`${invite.key} ${invite.sequence}`]));
  expect(keys).toEqual([`day-1/${doctorId} 1`, `day-1/${contact}/1 0`, `day-1/${otherContact}/1 0`]);
});

test('R-31: a tentative day is said « sous réserve » in the mail and tentative in the calendar', () => {
  const mails = mailsOf(after(proposed(unready), accept('doctor'), { ...unready, by: { kind: 'link', ref: doctorId } }), accept('site'), {
    ...unready,
    by: { kind: 'link', ref: contact },
  });
  expect(bodyOf(mails, doctorId)).toContain('sous réserve');
  expect(mails[0]?.invite).toMatchObject({ tentative: true, summary: 'Sous réserve\u00a0: Consultation, Maison de santé des Combrailles' });
  expect(bodyOf(mailsOf(confirmed(unready), { type: 'review' }, dayFacts()), doctorId)).toContain('sous réserve → ferme');
});

test('a day that is off is no longer said « sous réserve »', () => {
  const cancel: DayAction = { type: 'cancel', side: 'site', reason: 'weather' };
  const body = bodyOf(mailsOf(confirmed(unready), cancel, { ...unready, by: { kind: 'link', ref: contact } }), doctorId);
  expect(body).toContain('annulée');
  expect(body).not.toContain('sous réserve');
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

const zoneOf = (mails: readonly Written[]): readonly string[] => mails.map(({ link }) => link?.zone ?? '');
test('R-38: a deadline is read where the day takes place, when that is not where the collectivity is', () => {
  const facts = dayFacts({ site: aSite(overseas) });
  expect(zoneOf(mailsOf(null, propose, facts))).toEqual(['Indian/Mayotte', 'Indian/Mayotte']);
  expect(zoneOf(mailsOf(null, propose, dayFacts()))).toEqual(['', '']);
});

test.each(['illness', 'family'] as const)('R-50: %s is told to nobody; the doctor reads that he cancelled', (reason) => {
  const mails = mailsOf(confirmed(), { type: 'cancel', side: 'doctor', reason }, by(doctorId));
  expect(JSON.stringify(mails.map(({ data }) => data))).not.toContain(reason);
  expect(bodyOf(mails, doctorId)).toContain('Vous avez annulé cette journée.');
  expect(bodyOf(mails, contact)).toContain('La journée est annulée par le médecin pour un empêchement.');
  const refused = mailsOf(proposed(), { type: 'answer', side: 'doctor', answer: 'refuse', reason: 'health' }, by(doctorId));
  expect(JSON.stringify(refused.map(({ data }) => data))).not.toContain('health');
  expect(bodyOf(refused, contact)).toContain('Le médecin a refusé cette journée pour un empêchement.');
});

test('R-29: the site that loses a doctor reads no word of the Ordre', () => {
  const mails = mailsOf(confirmed(), { type: 'suspend', reason: 'cdom-opposition' }, dayFacts());
  expect(bodyOf(mails, contact)).toContain('La journée est annulée par la collectivité pour un empêchement.');
});

test('the substitute is named to the site', () => {
  const opened = { ...propose, type: 'open-covered', room: 1, from: dossierId('day-0.host') } as const;
  const mails = mailsOf(null, opened, dayFacts());
  expect(bodyOf(mails, contact)).toContain('le Dr Éléonore D’Aubigné-Lefèvre consultera chez vous');
  expect(bodyOf(mails, doctorId)).not.toContain('remplaçant');
});

const wellKnown = aSite({
  access: { entrance: 'Porte latérale, rue des Lilas', parking: 'Gratuit derrière l’église', software: 'Weda', phone: '+33470000009' },
});
test('the sheet of the eve gives what is known of the place, the assistant and the own practice', () => {
  const facts = dayFacts({ site: wellKnown, doctor: aDoctor({ practice: 'own-practice' }) });
  const state = { ...confirmed(facts), practice: 'locum' } as const;
  const mails = mailsOf(state, fall('day-reminder', '1'), { ...facts, now: instant('2026-10-04T07:00:00.000Z') });
  for (const known of [
    'Entrée\u00a0: Porte latérale',
    'Stationnement\u00a0: Gratuit',
    'Logiciel métier\u00a0: Weda',
    'Téléphone sur place\u00a0: 04',
    'Votre cabinet\u00a0: un remplaçant l’assure',
    'Assistant\u00a0: pas encore connu',
  ])
    expect(bodyOf(mails, doctorId)).toContain(known);
  expect(bodyOf(mails, contact)).not.toMatch(/Votre cabinet|Entrée/);
});

const week = instant('2026-09-28T07:00:00.000Z');
const short = { kind: 'rcp', from: civilDate('2026-01-01'), to: civilDate('2026-10-20'), document: 'rcp.pdf' } as const;
const programme = dayFacts().programme;
test.each([
  ['all is ready', aDoctor(), 'none-needed', 'Tout est prêt'],
  ['the own practice is not settled', aDoctor({ practice: 'own-practice' }), 'asked', 'qui assure votre cabinet'],
  ['nobody is found for it', aDoctor({ practice: 'own-practice' }), 'escalated', 'pas encore assuré'],
  ['a certificate is about to end', aDoctor({ certificates: [short] }), 'none-needed', 'prend fin le 20 octobre 2026'],
] as const)('J-7 asks the doctor the one thing that is missing: %s', (_title, doctor, practice, says) => {
  const asking = programme === null ? {} : { programme: { ...programme, certificates: ['rcp'] as const } };
  const facts = dayFacts({ ...asking, doctor });
  const text = bodyOf(mailsOf({ ...confirmed(facts), practice }, fall('day-reminder', '7'), { ...facts, now: week }), doctorId);
  expect(text).toContain(says);
  expect(text.split('Il reste').length).toBeLessThanOrEqual(2);
});

test('J-7 asks the site what is not ready, once the assistant is known', () => {
  const facts = dayFacts({ site: aSite({ readiness: ['room', 'software', 'card-reader', 'staff', 'insurance'] }) });
  const known = { ...confirmed(facts), assistant: { status: 'confirmed', by: contact } } as const;
  const mails = mailsOf(known, fall('day-reminder', '7'), { ...facts, now: week });
  expect(mails.map(({ kind }) => kind)).toEqual(['day-reminder', 'day-reminder', 'day-reminder']);
  expect(bodyOf(mails, contact)).toContain('Il reste à préparer\u00a0: les accès (clés, badges) et la conduite à tenir en cas d’urgence.');
});

test('the calendar entry has a text of its own: how to get in and whom to call', () => {
  const facts = dayFacts({ site: wellKnown });
  const [mine] = mailsOf(
    after(proposed(facts), accept('doctor'), { ...facts, ...by(doctorId, { site: wellKnown }) }),
    accept('site'),
    facts,
  );
  const entry = mine === undefined ? [] : (letterOf(mine).entry ?? []);
  expect(entry.join('\n')).toContain('À appeler sur place\u00a0: Odile Perrin');
  expect(entry.join('\n')).not.toMatch(/ci-jointe|inscrit dans votre agenda/);
});

test('the site is asked to warn the patients; the doctor gets the phones of the site on the eve', () => {
  const cancelled = mailsOf(confirmed(), { type: 'cancel', side: 'doctor', reason: 'illness' }, by(doctorId));
  expect(bodyOf(cancelled, contact)).toContain('prévenir les patients déjà inscrits');
  expect(bodyOf(cancelled, contact)).toContain('Nous cherchons un autre médecin');
  expect(bodyOf(cancelled, doctorId)).not.toContain('patients');
  const eve = mailsOf(confirmed(), fall('day-reminder', '1'), at('2026-10-04T07:00:00.000Z'));
  expect(bodyOf(eve, doctorId)).toContain('Odile Perrin, 04\u00a070\u00a000\u00a000\u00a001');
  expect(bodyOf(eve, contact)).not.toContain('70\u00a000\u00a000\u00a001');
});

test('every sentence of a refusal or of a task is correct French', () => {
  const detail = {
    date: civilDate('2026-10-05'),
    from: civilDate('2026-10-05'),
    to: civilDate('2026-10-06'),
    half: 'morning',
    held: 2,
    asked: 2,
    cap: 4,
    epci: '200071082',
    certificate: 'rcp',
    name: 'Toussaint',
    dossier: 'day-2',
  };
  for (const write of [...Object.values(consultationDayWords.refusals), ...Object.values(consultationDayWords.tasks)])
    expect(typographyFaults(write(detail))).toEqual([]);
});
