import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Noun } from '../../domain/nouns';
import { words, type Detail, type Sentence } from '../../templates/french';
import { commonRefusals } from '../../templates/french/common';
import { typographyFaults } from '../../templates/typography';

const domain = join(__dirname, '..', '..', 'domain');

/** Whose words a rule's file speaks; the other files serve several nouns, and somebody must word what they say. */
const nounOf: readonly (readonly [file: RegExp, noun: Noun])[] = [
  [/^(convention|deliberation)/, 'convention'],
  [/^(signature-round|round-)/, 'signature-round'],
  [/^(consultation-day|day-|presence)/, 'consultation-day'],
  [/^engagement/, 'engagement'],
  [/^campaign/, 'campaign'],
  [/^cover/, 'cover'],
  [/^creditor/, 'creditor'],
  [/^(month-closing|closing-)/, 'month-closing'],
  [/^(statement\.|issued-statement)/, 'statement'],
  [/^collectivity/, 'collectivity'],
  [/^programme/, 'programme'],
  [/^person/, 'person'],
  [/^data-import/, 'data-import'],
];

/** Conditions choose between codes, so that one place may name several. */
const quoted = (text: string): readonly string[] => [...text.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, code = '']) => code);
const found = (source: string, pattern: RegExp): readonly string[] =>
  [...source.matchAll(pattern)].flatMap(([, part = '']) => quoted(part));

const codesIn = (source: string): readonly string[] => [
  ...found(source, /\bcode: (?!string)((?:[^,;{}]|\{[^}]*\})*)/g).filter((code) => code.includes('-')),
  ...found(source, /\bread\.(?:check|doubt|fault)\([^;]*?,\s*('[a-z-]+')(?:,[^;]*)?\s*,?\s*\);/g).filter((code) => code.includes('-')),
];
const tasksIn = (source: string): readonly string[] => found(source, /\bowner: [^;]*?\bwhat: ('[a-z-]+')/g);

const files = readdirSync(domain).filter((file) => file.endsWith('.ts'));
const said = files.map((file) => {
  const source = readFileSync(join(domain, file), 'utf8');
  return {
    file,
    noun: nounOf.find(([pattern]) => pattern.test(file))?.[1] ?? null,
    codes: [...new Set(codesIn(source))],
    tasks: [...new Set(tasksIn(source))],
  };
});

const wordsFor = (of: Noun | null) => Object.entries(words).flatMap(([noun, its]) => (of === null || noun === of ? [its] : []));
const wordsRefusal = (noun: Noun | null, code: string): boolean =>
  commonRefusals[code] !== undefined || wordsFor(noun).some(({ refusals }) => refusals[code] !== undefined);
const wordsTask = (noun: Noun | null, task: string): boolean => wordsFor(noun).some(({ tasks }) => tasks[task] !== undefined);

test('the search finds the refusals and tasks of the rules', () => {
  const of = (name: string) => said.find(({ file }) => file === name);
  expect(of('convention.ts')?.codes).toEqual(expect.arrayContaining(['deliberation-not-enforceable', 'wrong-round']));
  expect(of('convention-terms.ts')?.codes).toEqual(
    expect.arrayContaining(['parties-too-few', 'rank-malformed', 'epci-not-listed', 'notice-malformed']),
  );
  expect(of('signature-round.ts')?.codes).toEqual(expect.arrayContaining(['not-your-turn', 'not-a-signatory']));
  expect(of('round-dates.ts')?.tasks).toEqual(['signature']);
});

test.each(said.filter(({ codes }) => codes.length > 0))('every refusal of domain/$file has its French sentence', ({ noun, codes }) => {
  expect(codes.filter((code) => !wordsRefusal(noun, code))).toEqual([]);
});

test.each(said.filter(({ tasks }) => tasks.length > 0))('every task of domain/$file has its French sentence', ({ noun, tasks }) => {
  expect(tasks.filter((task) => !wordsTask(noun, task))).toEqual([]);
});

/** A detail that has every name: a date where a date is meant, a number elsewhere. */
const dates = /^(date|from|to|on|until|since|after|before|end|start|receivedOn|listedTo)$/;
const anything: Detail = new Proxy<Record<string, string | number>>(
  {},
  { get: (_, name) => (dates.test(String(name)) ? '2026-09-01' : name === 'month' ? '2026-09' : 3) },
);

const sentencesOf = (kind: 'refusals' | 'tasks'): readonly (readonly [string, string, Sentence])[] =>
  Object.entries(words).flatMap(([noun, its]) => Object.entries(its[kind]).map(([code, write]) => [noun, code, write] as const));

test.each(sentencesOf('refusals'))('the refusal %s %s is a sentence, as French is printed', (_, __, write) => {
  const sentence = write(anything);
  expect(typographyFaults(sentence)).toEqual([]);
  expect(sentence).toMatch(/^[«\p{Lu}\d].*([.?~-]|\u00a0!)$/u);
  expect(sentence).not.toContain('undefined');
});

test.each(sentencesOf('tasks'))('the task %s %s says what to do, without a full stop', (_, __, write) => {
  const sentence = write(anything);
  expect(typographyFaults(sentence)).toEqual([]);
  expect(sentence).toMatch(/^[«\p{Lu}].*[^.]$/u);
  expect(sentence).not.toContain('undefined');
});

test.each(Object.entries(words))('statuses and dates of %s follow a colon: no capital, no full stop', (_, { name, statuses, dues }) => {
  expect(name).toMatch(/^\p{Lu}/u);
  for (const text of [...Object.values(statuses), ...Object.values(dues)]) {
    expect(typographyFaults(text)).toEqual([]);
    expect(text).toMatch(/^(\p{Ll}|J-).*[^.]$/u);
  }
});
