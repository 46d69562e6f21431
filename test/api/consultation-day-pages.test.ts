import { dayPages } from '../../api/consultation-day-pages';
import { pageOfDay } from '../../api/consultation-day-words';
import type { Shown } from '../../api/link-form';
import type { Day, DayFactsOf } from '../../domain/consultation-day';
import { linkPage } from '../../templates/pages/link-page';
import { typographyFaults } from '../../templates/typography';
import {
  accept,
  after,
  by,
  confirmed,
  contact,
  dayFacts,
  declares,
  doctorId,
  evening,
  held,
  later,
  otherContact,
  proposed,
} from '../domain/day-builders';

type Purpose = keyof typeof dayPages;
const shown = (purpose: Purpose, day: Day, facts: DayFactsOf, ref: string): Shown =>
  dayPages[purpose].show(pageOfDay(day, facts), { ref }, facts);
const parsed = (purpose: Purpose, day: Day, fields: Readonly<Record<string, string>>): unknown =>
  dayPages[purpose].parse(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]])), pageOfDay(day, dayFacts()));

const moved = (): Day =>
  after(confirmed(), { type: 'move', side: 'site', date: later, halves: ['morning'], reason: 'weather' }, by(contact));
const late = { now: evening };
const pages: readonly (readonly [purpose: Purpose, day: () => Day, ref: string, says: string])[] = [
  ['answer-doctor', proposed, doctorId, 'Vous répondez en tant que Dr Éléonore D’Aubigné-Lefèvre.'],
  [
    'answer-site',
    proposed,
    otherContact,
    'Vous répondez en tant que Luc Morel, pour le lieu d’accueil «\u00a0Maison de santé des Combrailles\u00a0».',
  ],
  ['answer-doctor', moved, doctorId, 'lundi 5 octobre 2026, journée entière → lundi 12 octobre 2026, matin'],
  ['answer-site', () => after(proposed(), accept('site'), by(contact)), otherContact, 'Odile Perrin a déjà accepté cette journée.'],
  ['cancel-doctor', confirmed, doctorId, 'Un autre médecin sera recherché pour cette consultation.'],
  ['change-site', confirmed, contact, 'Il vous reviendra de prévenir les patients déjà inscrits.'],
  ['assistant', confirmed, contact, 'Assistant sur place'],
  [
    'assistant',
    () => after(confirmed(), { type: 'assistant', answer: 'waived' }, by(contact)),
    otherContact,
    'Odile Perrin a déjà répondu\u00a0: pas d’assistant ce jour-là.',
  ],
  ['declare-doctor', held, doctorId, 'Pour chaque demi-journée, indiquez si la consultation a eu lieu.'],
  [
    'declare-site',
    () => after(held(), declares('site', ['morning']), by(contact, late)),
    otherContact,
    'Odile Perrin a déjà déclaré\u00a0: la consultation a eu lieu le matin, elle n’a pas eu lieu l’après-midi.',
  ],
];

test.each(pages)('%s: who acts or has acted, in correct French, without a choice made in advance', (purpose, day, ref, says) => {
  const page = shown(purpose, day(), dayFacts(), ref);
  const texts = [
    page.title,
    ...page.paragraphs,
    ...(page.facts ?? []).flat(),
    ...page.fields.flatMap((field) => [field.label, ...('choices' in field ? field.choices.map(({ label }) => label) : [])]),
  ];
  expect(texts.join('\n')).toContain(says);
  expect(texts.flatMap(typographyFaults)).toEqual([]);
  const html = linkPage({
    ...page,
    ...(page.submit === null ? {} : { form: { fields: page.fields, submit: page.submit, faults: {} } }),
    sender: 'Département',
    specimen: false,
  });
  expect(html).not.toMatch(/checked|selected/);
  expect(html.includes('<button')).toBe(page.fields.length > 0);
});

const said = (purpose: Purpose, day: Day, ref: string): string => dayPages[purpose].said(pageOfDay(day, dayFacts()), { ref }).join(' ');
const monday = 'la journée du lundi 5 octobre 2026 (journée entière), Maison de santé des Combrailles';
const answered = (): Day => after(proposed(), accept('site'), by(contact));
const refused = (): Day => after(proposed(), { type: 'answer', side: 'site', answer: 'refuse', reason: 'date' }, by(contact));

test.each<[string, Purpose, () => Day, string, string]>([
  ['who accepted', 'answer-site', answered, contact, `Vous avez accepté ${monday}.`],
  ['the other contact', 'answer-site', answered, otherContact, `Odile Perrin a accepté ${monday}.`],
  ['who refused', 'answer-site', refused, contact, `Vous avez refusé ${monday}.`],
  ['the other contact of a refusal', 'answer-site', refused, otherContact, `Odile Perrin a refusé ${monday}.`],
  ['who has not answered', 'answer-doctor', answered, doctorId, ''],
  [
    'who cancelled',
    'cancel-doctor',
    () => after(confirmed(), { type: 'cancel', side: 'doctor', reason: 'illness' }, by(doctorId)),
    doctorId,
    `Vous avez annulé ${monday}.`,
  ],
  [
    'who moved it',
    'change-site',
    moved,
    contact,
    'Vous avez proposé le lundi 12 octobre 2026, matin à la place du lundi 5 octobre 2026, journée entière. Le médecin doit encore accepter.',
  ],
  [
    'who spoke for the assistant',
    'assistant',
    () => after(confirmed(), { type: 'assistant', answer: 'waived' }, by(contact)),
    contact,
    `Vous avez répondu pour ${monday}\u00a0: pas d’assistant ce jour-là.`,
  ],
  [
    'who declared',
    'declare-site',
    () => after(held(), declares('site', ['morning']), by(contact, late)),
    contact,
    `Vous avez déclaré pour ${monday}\u00a0: la consultation a eu lieu le matin, elle n’a pas eu lieu l’après-midi.`,
  ],
  [
    'who declared a whole day',
    'declare-site',
    () => after(held(), declares('site', ['morning', 'afternoon']), by(contact, late)),
    contact,
    `Vous avez déclaré pour ${monday}\u00a0: la consultation a eu lieu le matin et l’après-midi.`,
  ],
  [
    'who declared that nobody came',
    'declare-site',
    () => after(held(), declares('site', []), by(contact, late)),
    contact,
    `Vous avez déclaré pour ${monday}\u00a0: la consultation n’a pas eu lieu le matin ni l’après-midi.`,
  ],
])('the page that follows an act names what was answered: %s', (_title, purpose, day, ref, expected) => {
  expect(said(purpose, day(), ref)).toBe(expected);
  expect(typographyFaults(expected)).toEqual([]);
});

const offered = (purpose: Purpose, ref: string, name: string): readonly string[] => {
  const field = shown(purpose, name === 'refuse' ? proposed() : confirmed(), dayFacts(), ref).fields.find((each) => each.name === 'reason');
  return field !== undefined && 'choices' in field ? field.choices.map(({ label }) => label) : [];
};
test.each<[string, () => Day, string]>([
  ['a first proposal', proposed, 'Répondre à une proposition de journée'],
  ['a late link, once the day is confirmed', confirmed, 'Votre réponse pour une journée de consultation'],
  ['a day that was moved', moved, 'Répondre à un changement de journée'],
])('the page of an answer is titled by what is asked: %s', (_title, day, title) => {
  expect(shown('answer-doctor', day(), dayFacts(), doctorId).title).toBe(title);
});

test('R-41: each side is offered its own reasons only', () => {
  const [site, doctor] = [offered('answer-site', contact, 'refuse'), offered('answer-doctor', doctorId, 'refuse')];
  expect(site).toEqual(['La date ne convient pas', 'Salle indisponible', 'Lieu fermé', 'Autre raison']);
  expect(doctor).toContain('Le lieu est trop loin');
  expect(offered('change-site', contact, 'change').join()).not.toMatch(/Maladie|familiale|Cabinet/);
  expect(offered('cancel-doctor', doctorId, 'change').join()).not.toMatch(/Lieu fermé|Salle/);
});

test('the reader of the effects is not told of himself, and a list ends with « et »', () => {
  const text = shown('cancel-doctor', confirmed(), dayFacts(), doctorId).paragraphs.join(' ');
  expect(text).toContain('Si vous annulez, Odile Perrin et Luc Morel recevront aussitôt un courriel.');
});

test('every purpose is shown', () => {
  expect(new Set(pages.map(([purpose]) => purpose))).toEqual(new Set(Object.keys(dayPages)));
});

test.each<[Purpose, Readonly<Record<string, string>>, object]>([
  ['answer-site', { answer: 'accept' }, { ok: true, action: { type: 'answer', side: 'site', answer: 'accept' } }],
  [
    'answer-doctor',
    { answer: 'refuse', reason: 'distance' },
    { ok: true, action: { type: 'answer', side: 'doctor', answer: 'refuse', reason: 'distance' } },
  ],
  ['answer-doctor', { answer: 'refuse' }, { ok: false, faults: { reason: 'Indiquez la raison de votre refus.' } }],
  ['answer-doctor', {}, { ok: false, faults: { answer: 'Choisissez une réponse.' } }],
  ['cancel-doctor', { confirm: 'yes', reason: 'family' }, { ok: true, action: { type: 'cancel', side: 'doctor', reason: 'family' } }],
  ['cancel-doctor', { reason: 'family' }, { ok: false, faults: { confirm: 'Choisissez une réponse.' } }],
  ['cancel-doctor', { confirm: 'yes' }, { ok: false, faults: { reason: 'Indiquez la raison.' } }],
  ['change-site', { act: 'cancel', reason: 'weather' }, { ok: true, action: { type: 'cancel', side: 'site', reason: 'weather' } }],
  [
    'change-site',
    { act: 'move', reason: 'weather', date: '2026-10-12', length: 'day' },
    { ok: true, action: { type: 'move', side: 'site', date: later, halves: ['morning', 'afternoon'], reason: 'weather' } },
  ],
  [
    'change-site',
    { act: 'move', reason: 'weather', date: '2026-02-30', length: 'day' },
    { ok: false, faults: { date: 'Indiquez la date proposée.' } },
  ],
  ['change-site', { act: 'move', reason: 'weather', date: '2026-10-12' }, { ok: false, faults: { length: 'Choisissez une réponse.' } }],
  ['change-site', {}, { ok: false, faults: { act: 'Choisissez une réponse.', reason: 'Indiquez la raison.' } }],
  ['assistant', { answer: 'waived' }, { ok: true, action: { type: 'assistant', answer: 'waived' } }],
  ['assistant', {}, { ok: false, faults: { answer: 'Choisissez une réponse.' } }],
  ['declare-site', { morning: 'yes', afternoon: 'no' }, { ok: true, action: { type: 'declare', side: 'site', halves: ['morning'] } }],
  ['declare-site', { morning: 'yes' }, { ok: false, faults: { afternoon: 'Choisissez une réponse.' } }],
])('%s with %j', (purpose, fields, expected) => {
  expect(parsed(purpose, confirmed(), fields)).toEqual(expected);
});
