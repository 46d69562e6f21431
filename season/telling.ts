import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDate, frenchDate } from '../domain/dates';
import type { Invariant } from './invariants';
import type { Mail } from './mailbox';
import type { Options } from './options';
import type { Report } from './report';

const names = { mails: 'mails.md', season: 'season.md' } as const;
/** What the two papers said when they were written; null where there is none. */
export type Papers = Readonly<Record<keyof typeof names, string | null>>;

type Seen = { readonly report: Report; readonly mails: readonly Mail[] };

export function papersIn(folder: string): Papers {
  const text = (name: string): string | null => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null);
  return { mails: text(names.mails), season: text(names.season) };
}

export function tell(folder: string, seen: Seen): void {
  mkdirSync(folder, { recursive: true });
  const images = join(folder, 'images');
  const pictures = existsSync(images) ? readdirSync(images).filter((name) => name.endsWith('.png')) : [];
  writeFileSync(join(folder, names.mails), mailsPaper(seen.mails, seen.report.days));
  writeFileSync(join(folder, names.season), seasonPaper(seen.report, pictures.toSorted()));
}

/** The papers tell the season that runs without options; any other has other scenes. */
export function isTold({ story, tell: told, seed, doctors, start, chaos }: Options): boolean {
  return story === null && !chaos && told === null && seed === 1 && doctors === 12 && start === '2026-09-01';
}

const mailHeading = /^## `([a-z-]+)`$/gm;
const sceneRow = /^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]* \|$/gm;
const sceneName = ({ story, name, expected }: { readonly story: string; readonly name: string; readonly expected: string }): string =>
  `${story}, ${name} : ${expected}`;

function compared(paper: string, told: readonly string[], seen: readonly string[]): readonly string[] {
  return [
    ...seen.filter((each) => !told.includes(each)).map((each) => `${paper} ne dit pas « ${each} »`),
    ...told.filter((each) => !seen.includes(each)).map((each) => `${paper} dit « ${each} », que la saison n’a pas montré`),
  ];
}

/** The papers name the scenes and the kinds of mails of the season that runs, no more and no fewer. */
export function papersTrue(papers: Papers, scenes: Report['scenes'], kinds: readonly string[]): readonly Invariant[] {
  const { mails, season } = papers;
  if (mails === null && season === null) return [];
  const rows = [...(season ?? '').matchAll(sceneRow)].map(([, story = '', name = '', expected = '']) => ({ story, name, expected }));
  const scenesTold = rows.filter(({ story }) => story !== 'Story' && story !== '---').map(sceneName);
  const kindsTold = [...(mails ?? '').matchAll(mailHeading)].map(([, kind = '']) => kind);
  const faults = [
    ...(season === null ? [] : compared(names.season, scenesTold, [...scenes].map(sceneName))),
    ...(mails === null
      ? []
      : compared(
          names.mails,
          kindsTold.filter((kind) => !mayVary(kind)),
          [...new Set(kinds)].filter((kind) => !mayVary(kind)),
        )),
  ];
  return [{ name: 'les pages sur la saison disent ses scènes et ses courriels', holds: faults.length === 0, cases: 2, faults }];
}

const roles: readonly (readonly [fits: RegExp, who: string])[] = [
  [/@medecin\.example$/, 'doctors'],
  [/@lieu\.example$/, 'contacts of host sites'],
  [/^cdom\w+@ordre\.example$/, 'councils of the Ordre'],
  [/^paierie@/, 'the accountant'],
  [/^sante@/, 'the health desk'],
  [/^directrice@/, 'the approver'],
  [/^camille\.roux@/, 'the named person'],
  [/^presidence@|^president@|^dd@|^direction@/, 'signatories'],
];
const roleOf = ({ to }: Pick<Mail, 'to'>): string => roles.find(([fits]) => fits.test(to))?.[1] ?? 'others';

/** A link opens an act: no paper keeps one. */
const withoutLinks = (text: string): string => text.replaceAll(/https?:\/\/\S+/g, '« … »');

const month = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
const date = `(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\\s)?(?:1er|\\d{1,2})\\s(?:${month})\\s\\d{4}`;
const moment = new RegExp(`(${date})(\\sà\\s(?:\\d{1,2}\\sh(?:\\s\\d{2})?|minuit))?`, 'g');
/** Votes are older than the season. */
const voted = /délibération/i;
const deadline = /avant le|jusqu’au|sous peine/;
/** Keys and prints that are drawn anew in each rehearsal. */
const drawn = [/\b[0-9a-f]{4}(?: [0-9a-f]{4}){15}\b/g, /\b(?:cre\.)?eng_[0-9a-f]+\b/g, /(?<=\bENG-\d{4}-)[0-9A-F]{8}(?=-)/g];

/** The days that were proposed, by the words of their dates. */
type Planned = ReadonlyMap<string, string>;
const plainDate = (words: string): string => words.replace(/^(?:\p{L}+di|dimanche)\s/u, '').replaceAll(/\s/g, ' ');

/** What two runs of the same season say alike: the planned days stay, the moments at which somebody acted do not. */
export function lasting(text: string, planned: Planned): string {
  const lines = withoutLinks(text).split('\n');
  const kept = lines.map((line) =>
    line.replaceAll(moment, (whole: string, day: string, hour?: string) =>
      hour === undefined && (voted.test(line) || (planned.has(plainDate(day)) && !deadline.test(line))) ? whole : '…',
    ),
  );
  return drawn.reduce((left, pattern) => left.replaceAll(pattern, '…'), kept.join('\n'));
}

/** They leave when somebody or the machine is late: a quick run sends none, so that no paper counts on them. */
const ofLateness: readonly string[] = [
  'bank-details-reminder',
  'bank-details-waiting',
  'cdom-reminder',
  'contract-reminder',
  'cover-concluded',
  'link-renewed',
  'practice-unfound',
  'signature-reminder',
];

/** A reminder, too, leaves or not by the hour at which somebody answers. */
const mayVary = (kind: string): boolean => ofLateness.includes(kind) || kind.endsWith('-reminder');

type Example = { readonly mail: Mail; readonly subject: string; readonly text: string };

/** The first of the planned days that it speaks of. */
function dayIn({ text }: Example, planned: Planned): string {
  const days = [...text.matchAll(moment)].map(([, day = '']) => planned.get(plainDate(day)) ?? '');
  return days.filter((day) => day !== '').toSorted()[0] ?? '';
}

/** What a list shows in every run. */
const listed: Readonly<Record<string, RegExp>> = {
  'council-waiting': /lettre d’engagement/,
  'desk-waiting': /sous réserve/,
  'doctor-waiting': /Proposition/,
  'site-waiting': /Présence à déclarer/,
};

/** Of a list, the shortest: what else waited that day is chance. Of any other kind, the one about the earliest day. */
function exampleOf(kind: string, examples: readonly Example[], planned: Planned): Example | undefined {
  const wanted = listed[kind];
  const rank = (each: Example): string =>
    wanted === undefined ? dayIn(each, planned) : `${wanted.test(each.text) ? 0 : 1} ${String(each.text.length).padStart(6, '0')}`;
  const key = (each: Example): string => `${rank(each)}\n${each.text}\n${each.subject}`;
  return examples.map((each) => ({ each, key: key(each) })).toSorted((a, b) => (a.key < b.key ? -1 : 1))[0]?.each;
}

function sectionOf(kind: string, its: readonly Mail[], planned: Planned): readonly string[] {
  const examples = its.map((mail): Example => ({ mail, subject: lasting(mail.subject, planned), text: lasting(mail.text, planned) }));
  const example = exampleOf(kind, examples, planned);
  if (example === undefined) return [];
  const who = [...new Set(its.map(roleOf))].toSorted().join(', ');
  const text = example.text.replaceAll('\r\n', '\n').replaceAll('```', '').trimEnd();
  const joined = example.mail.invite === null ? '' : ' With a calendar entry.';
  return [`## \`${kind}\``, `To ${who}.${joined} Subject: « ${example.subject} »`, `\`\`\`text\n${text}\n\`\`\``];
}

export function mailsPaper(mails: readonly Mail[], days: Report['days']): string {
  const planned = new Map(days.map(({ date: on }) => [frenchDate(civilDate(on)), on]));
  const kinds = [...new Set(mails.map(({ kind }) => kind))].filter((kind) => !ofLateness.includes(kind)).toSorted();
  const sections = kinds.flatMap((kind) =>
    sectionOf(
      kind,
      mails.filter((mail) => mail.kind === kind),
      planned,
    ),
  );
  const intro = `Every kind of mail that a season sends, in the order of their names: one example of each as its reader has it, and who receives that kind. Links, and what differs from one run to the next (when somebody acted, what is drawn at random), are replaced by « … ». Written by a run of the season (\`npm run season -- --tell docs\`); \`npm run season -- --check\` is red when a kind appears or disappears. Reminders that leave only when somebody or the machine is late are left out. What the mails lead to is in [the story of the season](season.md).`;
  return `${['# The mails of a season', intro, `${kinds.length} kinds.`, ...sections].join('\n\n')}\n`;
}

const euros = (cents: number): string => `${(cents / 100).toFixed(2).replace('.', ',')} €`;
const titled = (name: string): string => name.replace(/\.png$/, '').replaceAll('-', ' ');

function amounts({ statements }: Report): readonly string[] {
  const cell = ({ number, month, kind, netCents, informationCents, state }: Report['statements'][number]): string =>
    `| ${number} | ${month} | ${kind === 'statement' ? 'état liquidatif' : 'trop-perçu'} | ${euros(netCents)} | ${euros(informationCents)} | ${state === 'replaced' ? 'annulé et remplacé' : 'pris en charge'} |`;
  const paid = statements.filter(({ state }) => state !== 'replaced');
  const sum = (pick: 'netCents' | 'informationCents'): string => euros(paid.reduce((total, each) => total + each[pick], 0));
  return [
    '| Number | Month | Document | Paid by the département | Paid by the CPAM, for information | Situation |\n| --- | --- | --- | ---: | ---: | --- |\n' +
      [...statements.map(cell), `| In force | | | ${sum('netCents')} | ${sum('informationCents')} | |`].join('\n'),
  ];
}

export function seasonPaper(report: Report, pictures: readonly string[]): string {
  const { parameters, scenes, days, invariants } = report;
  const intro = `What a season of ${parameters.doctors} doctors and two months (${parameters.months.join(' and ')}) shows, from the mails, the pages and the API alone. Written by a run of the season (\`npm run season -- --tell docs\`); \`npm run season -- --check\` plays it again, is red when a scene turns out otherwise, and when this page names other scenes than those played. Its mails are in [the mails of a season](mails.md).`;
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
  const played = [
    row(['Story', 'Scene', 'Expected', 'Seen']),
    row(['---', '---', '---', '---']),
    ...scenes.map(({ story, name, expected, seen }) =>
      row([story, name, expected, seen === expected ? 'as expected' : (seen ?? 'never played')]),
    ),
  ].join('\n');
  const shown = ['statement', 'page', 'mail'].flatMap((sort) => pictures.filter((name) => name.startsWith(sort)).slice(0, 3));
  return `${[
    '# The story of a season',
    intro,
    `${days.length} days were proposed, ${report.statements.length} documents were numbered.`,
    '## Scenes',
    played,
    '## What held throughout',
    invariants.map(({ name, holds }) => `- « ${name} »: ${holds ? 'held' : 'did not hold'}`).join('\n'),
    '## Amounts',
    ...amounts(report),
    ...(shown.length === 0 ? [] : ['## Pictures', ...shown.map((name) => `![${titled(name)}](images/${name})`)]),
  ].join('\n\n')}\n`;
}
