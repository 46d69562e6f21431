import { nouns } from '../../../activities/nouns';
import { letterHtml, letterText, subjectLimit, subjectLine, type Letter } from '../../../templates/mail';
import type { LetterBody } from '../../../templates/mails/letters';
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

test('a link that only opens something gives no deadline; a question does', () => {
  const textOf = (wanted: string): string => letterText(envelope((bodies.find(([, kind]) => kind === wanted) ?? (bodies[0] as Named))[2]));
  expect(textOf('engagement-active')).toContain('Lien valable jusqu’au mardi 20 octobre 2026');
  expect(textOf('day-confirmed')).toContain('Lien valable jusqu’au');
  for (const kind of ['day-proposed', 'signature-asked', 'campaign-invitation', 'cover-asked'])
    expect(textOf(kind)).toContain('À faire avant le mardi 20 octobre 2026');
  expect(textOf('cdom-asked')).toContain('deux mois');
  expect(textOf('cdom-asked')).not.toContain('2026 à 18');
  expect(textOf('presence-asked')).toContain('un administrateur décide');
});

test('a council is greeted as one', () => {
  for (const kind of ['cdom-asked', 'cdom-reminder', 'cdom-acknowledged', 'council-waiting'])
    for (const [, , body] of bodies.filter(([, each]) => each === kind))
      expect(body.greeting).toBe('Madame la Présidente, Monsieur le Président,');
});
