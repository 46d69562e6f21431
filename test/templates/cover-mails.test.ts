import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoverMail } from '../../domain/cover-messages';
import { coverDues, coverStatuses } from '../../domain/cover-record';
import { coverWords } from '../../templates/french/cover';
import { commonRefusals } from '../../templates/french/common';
import { coverLetters } from '../../templates/mails/cover';
import type { LetterBody } from '../../templates/mails/letters';
import { typographyFaults } from '../../templates/typography';
import { coverSamples as samples } from './mails/letter-samples';

function written(kind: CoverMail['kind']): readonly LetterBody[] {
  const write = coverLetters[kind] as (data: unknown) => LetterBody;
  return samples[kind].map((data: unknown) => write(data));
}
const kinds = Object.keys(samples).filter((kind): kind is CoverMail['kind'] => kind in coverLetters);

test.each(kinds)('%s is worded as French is printed, in each of its forms', (kind) => {
  for (const { subject, paragraphs, facts = [], action = '' } of written(kind)) {
    const all = [subject, ...paragraphs, ...facts.flat(), action];
    expect(all.flatMap(typographyFaults)).toEqual([]);
    expect(all.join('\n')).not.toMatch(/undefined|null|\[object/);
    expect(facts.length).toBeGreaterThan(1);
  }
});

test('R-25: the notice names the locum, the capacity, the dates and the article, and the derogation it calls for', () => {
  const [notice] = written('replacement-notice');
  const all = JSON.stringify(notice);
  for (const said of ['Dr Paul Denis', 'licence de remplacement', 'lundi 12 octobre 2026', 'R. 4127-65', 'dérogation', 'transmettre'])
    expect(all).toContain(said);
});

test('who is asked to take over a consultation does not learn whose it was', () => {
  expect(JSON.stringify(written('cover-asked'))).not.toContain('Martin');
});

test('one who was asked is not spoken of as several, and a specialty has no capital in a sentence', () => {
  const [sample] = samples['cover-escalated'];
  if (sample === undefined) throw new Error('no sample');
  const opening = (cause: typeof sample.cause, asked: number): string =>
    coverLetters['cover-escalated']({ ...sample, cause, asked, refused: cause === 'nobody' ? asked : 0 }).paragraphs[0] ?? '';
  expect(opening('nobody', 1)).toBe('Le seul médecin sollicité a refusé.');
  expect(opening('nobody', 2)).toBe('Tous les médecins sollicités ont refusé.');
  expect(opening('unanswered', 1)).toBe('Le seul médecin sollicité n’a pas répondu dans le délai.');
  const [asked] = samples['locum-asked'];
  if (asked === undefined) throw new Error('no sample');
  const { facts = [] } = coverLetters['locum-asked']({ ...asked, practice: { ...asked.practice, specialty: 'Médecine générale' } });
  expect(facts[0]?.[1]).toMatch(/, médecine générale$/);
});

const codesIn = (file: string): readonly string[] =>
  [...readFileSync(join(__dirname, '..', '..', file), 'utf8').matchAll(/code: (?:[a-z. =']+\? )?'([a-z-]+)'/g)].map(
    ([, code = '']) => code,
  );

test('every refusal, status, date and task has its sentence', () => {
  const codes = [
    'domain/cover-decisions.ts',
    'domain/cover-contract.ts',
    'domain/cover-candidates.ts',
    'domain/caps.ts',
    'domain/eligibility.ts',
  ].flatMap(codesIn);
  const ofTheDay = ['site-not-open', 'sunday', 'holiday'];
  expect(codes.length).toBeGreaterThan(25);
  expect(
    codes.filter((code) => !ofTheDay.includes(code) && coverWords.refusals[code] === undefined && commonRefusals[code] === undefined),
  ).toEqual([]);
  const actions = ['cover-dates', 'cover-contract'].map((file) =>
    readFileSync(join(__dirname, '..', '..', 'domain', `${file}.ts`), 'utf8'),
  );
  const tasks = [
    ...actions
      .join('')
      .matchAll(
        /'(practice-choice|cover-answer|settle-host|settle-practice|locum-failed|derogation|contract-to-transmit|contract-receipt)'/g,
      ),
  ].map(([, what = '']) => what);
  expect(new Set(tasks)).toEqual(new Set(Object.keys(coverWords.tasks)));
  expect([Object.keys(coverWords.statuses).length, Object.keys(coverWords.dues).length]).toEqual([coverStatuses.length, coverDues.length]);
  const detail = { date: '2026-10-12', held: 3, cap: 4, asked: 2, track: 'host' };
  for (const write of [...Object.values(coverWords.refusals), ...Object.values(coverWords.tasks)]) {
    expect(typographyFaults(write(detail))).toEqual([]);
    expect(write(detail)).not.toContain('undefined');
  }
});
