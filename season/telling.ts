import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  writeFileSync(join(folder, names.mails), mailsPaper(seen.mails));
  writeFileSync(join(folder, names.season), seasonPaper(seen.report, pictures.toSorted()));
}

/** The papers tell the season that runs without options; any other has other scenes. */
export function isTold({ story, tell: told, seed, doctors, start }: Options): boolean {
  return story === null && told === null && seed === 1 && doctors === 12 && start === '2026-09-01';
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
    ...(mails === null ? [] : compared(names.mails, kindsTold, [...new Set(kinds)])),
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

export function mailsPaper(mails: readonly Mail[]): string {
  const byKind = new Map<string, Mail[]>();
  for (const mail of mails) byKind.set(mail.kind, [...(byKind.get(mail.kind) ?? []), mail]);
  const sections = [...byKind].flatMap(([kind, its]) => {
    const [first] = its;
    if (first === undefined) return [];
    const who = [...new Set(its.map(roleOf))].join(', ');
    const text = withoutLinks(first.text).replaceAll('\r\n', '\n').replaceAll('```', '').trimEnd();
    const joined = first.invite === null ? '' : ' With a calendar entry.';
    return [`## \`${kind}\``, `To ${who}.${joined} Subject: « ${first.subject} »`, `\`\`\`text\n${text}\n\`\`\``];
  });
  const intro = `Every kind of mail that a season sends, in order of first appearance: one example of each as its reader has it, and who receives that kind. Links are replaced by « … ». Written by a run of the season (\`npm run season -- --tell docs\`); \`npm run season -- --check\` is red when a kind appears or disappears. What the mails lead to is in [the story of the season](season.md).`;
  return `${['# The mails of a season', intro, `${byKind.size} kinds, ${mails.length} mails.`, ...sections].join('\n\n')}\n`;
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
  const { parameters, scenes, days, messages, invariants } = report;
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
    `${days.length} days were proposed, ${messages.length} mails left, ${report.statements.length} documents were numbered.`,
    '## Scenes',
    played,
    '## What held throughout',
    invariants.map(({ name, cases, holds }) => `- « ${name} »: ${holds ? 'held' : 'did not hold'}, ${cases} cases`).join('\n'),
    '## Amounts',
    ...amounts(report),
    ...(shown.length === 0 ? [] : ['## Pictures', ...shown.map((name) => `![${titled(name)}](images/${name})`)]),
  ].join('\n\n')}\n`;
}
