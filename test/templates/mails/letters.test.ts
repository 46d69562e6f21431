import { nouns } from '../../../activities/nouns';
import { civilDate, instant, timeZone } from '../../../domain/dates';
import type { WaitingLine } from '../../../domain/digest';
import { dossierId } from '../../../domain/ids';
import { letterHtml, letterText, subjectLimit, subjectLine, type Letter } from '../../../templates/mail';
import { digestLetters } from '../../../templates/mails/digest';
import { greetingTo, type LetterBody } from '../../../templates/mails/letters';
import { typographyFaults } from '../../../templates/typography';
import {
  campaignSamples,
  conventionSamples,
  coverSamples,
  creditorSamples,
  daySamples,
  digestSamples,
  engagementSamples,
  monthClosingSamples,
  signatureRoundSamples,
  statementSamples,
} from './letter-samples';

const dayKinds = [...new Set(daySamples.map(({ kind }) => kind))];
const ofDays = Object.fromEntries(
  dayKinds.map((kind) => [kind, daySamples.filter((mail) => mail.kind === kind).map(({ data }): unknown => data)]),
);
const samples: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  'consultation-day': ofDays,
  campaign: campaignSamples,
  convention: conventionSamples,
  cover: coverSamples,
  creditor: creditorSamples,
  digest: digestSamples,
  engagement: engagementSamples,
  'month-closing': monthClosingSamples,
  'signature-round': signatureRoundSamples,
  statement: statementSamples,
};

type Named = readonly [noun: string, kind: string, body: LetterBody];
const bodies: readonly Named[] = Object.entries(nouns).flatMap(([noun, { letters }]) =>
  Object.entries(letters).flatMap(([kind, write]) =>
    (samples[noun]?.[kind] ?? []).map((data): Named => [noun, kind, (write as (data: unknown) => LetterBody)(data)]),
  ),
);

function envelope(body: LetterBody): Letter {
  const { action, limit, entry: _, greeting = 'Bonjour Nadia Benali,', ...rest } = body;
  const until = 'mardi 20 octobre 2026 à 18\u00a0h';
  return {
    ...rest,
    greeting,
    contact: { name: 'Service santé', phone: '+33470344003', email: 'sante@allier.example' },
    sender: 'Département de l’Allier',
    specimen: false,
    ...(action === undefined
      ? {}
      : { action: { label: action, url: 'https://relais.example/l/x', until, ...(limit === undefined ? {} : { limit }) } }),
  };
}

test('every letter of every noun is rendered here', () => {
  const all = Object.entries(nouns).flatMap(([noun, { letters }]) => Object.keys(letters).map((kind) => `${noun} ${kind}`));
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter((name) => !bodies.some(([noun, kind]) => name === `${noun} ${kind}`))).toEqual([]);
});

describe.each(bodies)('%s, %s', (_noun, kind, body) => {
  const letter = envelope(body);
  const text = letterText(letter);

  test('is printed as French is, says all and nothing of the machine', () => {
    expect(typographyFaults(text)).toEqual([]);
    expect((body.entry ?? []).flatMap(typographyFaults)).toEqual([]);
    expect(`${text}${letterHtml(letter)}`).not.toMatch(
      /undefined|null|NaN|\[object|\bR\.\d|\bde [ao][a-zû]+ 20\d\d|\bà (Maison|Centre|MSP|CDOM) /,
    );
    expect(text).not.toMatch(/(?<![dD]u |[lL]e )Dr [A-Z]\S+ [A-Z]\S+ (consulte|vous remplace|conteste)/);
  });

  test('has one link at most, and its subject fits and begins with what it is', () => {
    expect(text.match(/https?:/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(body.subject.length).toBeLessThanOrEqual(subjectLimit);
    expect(subjectLine(body.subject)).toBe(body.subject);
    expect(body.subject).not.toMatch(/^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d{4})/);
  });

  test('can be read as plain text: short paragraphs, each fact with its label', () => {
    for (const paragraph of body.paragraphs) expect(paragraph.length).toBeLessThanOrEqual(400);
    for (const [label, value] of body.facts ?? []) expect([label.trim().length > 0, value.trim().length > 0]).toEqual([true, true]);
    expect(text.split('\n').every((line) => line === line.trimEnd())).toBe(true);
    expect(kind).toMatch(/^[a-z-]+$/);
  });
});

test('R-50: no mail to anybody tells a reason of health or of family', () => {
  const texts = bodies.map(([, , body]) => letterText(envelope(body))).join('\n');
  expect(texts).not.toMatch(/(?<!assurance )maladie|familiale|raison de santé/i);
});

test('R-24: the council of the site reads that the site is in its département, and distinct from the doctor’s usual practice', () => {
  const texts = bodies.filter(([, kind]) => kind === 'cdom-asked').map(([, , body]) => letterText(envelope(body)));
  expect(texts.join('\n')).toContain('sur un site de votre département, distinct de sa résidence professionnelle habituelle.');
});

test('a link that only opens something gives no deadline; a question does', () => {
  const textOf = (wanted: string): string => letterText(envelope((bodies.find(([, kind]) => kind === wanted) ?? (bodies[0] as Named))[2]));
  for (const kind of ['engagement-active', 'cdom-acknowledged', 'contract-transmission']) expect(textOf(kind)).not.toContain('2026 à 18');
  expect(textOf('day-confirmed')).toContain('Lien valable jusqu’au');
  expect(textOf('signature-asked')).toContain('À signer avant le mardi 20 octobre 2026.');
  for (const kind of ['day-proposed', 'campaign-invitation', 'cover-asked'])
    expect(textOf(kind)).toContain('À faire avant le mardi 20 octobre 2026');
  expect(textOf('cdom-asked')).toContain('deux mois');
  expect(textOf('cdom-asked')).not.toContain('2026 à 18');
  expect(textOf('presence-asked')).toContain('un administrateur décide');
});

test('a doctor is greeted as one, by the family name; a desk by nobody’s name; a council as such', () => {
  const cdom = { ref: 'cdom-03', name: 'Conseil départemental de l’Ordre (03)', email: 'cdom@ordre.example' };
  const accountant = { ref: 'paierie', name: 'Paierie départementale', email: 'paierie@dgfip.example' };
  const contact = { name: 'Cellule santé', phone: '+33470000000', email: 'sante@allier.example' };
  const greeted = (to: { ref: string; name: string; familyName?: string }): string =>
    greetingTo({ email: 'x@y.example', ...to }, { accountant, cdoms: { '03': cdom }, contact });
  expect(greeted({ ref: 'p1', name: 'Dr Louis Le Goff', familyName: 'Le Goff' })).toBe('Bonjour Docteur Le Goff,');
  expect(greeted({ ref: 'p1', name: 'Dr Louis Le Goff' })).toBe('Bonjour Docteur Louis Le Goff,');
  expect([greeted({ ref: 'contact', name: 'Cellule santé' }), greeted(accountant)]).toEqual(['Bonjour,', 'Bonjour,']);
  expect(greeted({ ref: 'chef', name: 'Cellule santé' })).toBe('Bonjour,');
  expect(greeted({ ref: 'site-1.0', name: 'Nadia Petit' })).toBe('Bonjour Nadia Petit,');
  expect(greeted(cdom)).toBe('Madame la Présidente, Monsieur le Président,');
});

test('a way out is a link, and no button: what a mail asks for is one thing', () => {
  const htmlOf = (wanted: string): string => letterHtml(envelope((bodies.find(([, kind]) => kind === wanted) ?? (bodies[0] as Named))[2]));
  for (const kind of ['engagement-active', 'day-confirmed', 'day-sheet', 'cdom-acknowledged', 'locum-confirmed'])
    expect(htmlOf(kind)).not.toContain('class="act"');
  for (const kind of ['day-proposed', 'presence-asked', 'cdom-asked']) expect(htmlOf(kind)).toContain('class="act"');
});

test('what waits is announced by what it is and its first date; each line has its own deadline', () => {
  const zone = timeZone('Europe/Paris');
  const line = (date: string, what: string): WaitingLine => ({
    noun: 'consultation-day',
    dossier: dossierId('day-1'),
    what,
    until: instant('2026-10-01T08:00:00.000Z'),
    detail: {},
    date: civilDate(date),
    halves: ['morning'],
    site: 'Maison de santé',
    doctor: 'Dr Louis Le Goff',
  });
  const [first, second] = [line('2026-10-05', 'day-answer'), line('2026-10-12', 'day-answer')];
  const doctor = (...lines: readonly WaitingLine[]) => digestLetters['doctor-waiting']({ lines, zone });
  expect(doctor(first).subject).toBe('Proposition\u00a0: lundi 5 octobre 2026, Maison de santé');
  expect(doctor(first, second).subject).toBe('Propositions\u00a0: 2, dès le lundi 5 octobre 2026');
  expect(doctor(first).facts?.[0]?.[1]).toContain('Réponse attendue avant le jeudi 1er octobre 2026 à 10\u00a0h');
  const council = digestLetters['council-waiting']({
    lines: [{ ...first, noun: 'engagement', what: 'cdom-site', detail: { departement: '03' } }],
    zone,
  });
  expect(council.facts?.[0]?.[1]).toMatch(/^Répondre à la déclaration de lieu d’exercice\nRéponse attendue avant/);
  const site = digestLetters['site-waiting']({ lines: [line('2026-10-05', 'day-presence'), line('2026-10-05', 'day-presence')], zone });
  expect(site.subject).toBe('Présences à déclarer\u00a0: 2, le lundi 5 octobre 2026');
  expect(site.paragraphs.join(' ')).toContain('Une seule personne de votre lieu d’accueil répond');
});

test('a council is greeted as one', () => {
  for (const kind of ['cdom-asked', 'cdom-reminder', 'cdom-acknowledged', 'council-waiting'])
    for (const [, , body] of bodies.filter(([, each]) => each === kind))
      expect(body.greeting).toBe('Madame la Présidente, Monsieur le Président,');
});
