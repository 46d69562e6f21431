import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoverMail, CoverText } from '../../domain/cover-messages';
import { coverDues, coverStatuses, escalationCauses, settlements } from '../../domain/cover-record';
import { civilDate } from '../../domain/dates';
import { coverWords } from '../../templates/french/cover';
import { commonRefusals } from '../../templates/french/common';
import { coverLetters } from '../../templates/mails/cover';
import type { LetterBody } from '../../templates/mails/letters';
import { typographyFaults } from '../../templates/typography';

const text = (track: CoverText['track'], both = true): CoverText => ({
  track,
  doctor: 'Dr Claire Martin',
  site: 'MSP des Deux Rives',
  address: '2 rue du Pont, 03100 Montluçon',
  date: civilDate('2026-10-12'),
  halves: both ? ['morning', 'afternoon'] : ['afternoon'],
  hours: both
    ? [
        { start: '09:00', end: '12:30' },
        { start: '14:00', end: '18:00' },
      ]
    : [{ start: '14:00', end: '18:00' }],
});
const reach = { name: 'Dr Paul Denis', email: 'paul@medecin.example', phone: '06 00 00 00 01' };
const known = { name: 'Dr Paul Denis', rpps: '10000000001', practice: 'student-licensed' } as const;
type Of<K extends CoverMail['kind']> = Extract<CoverMail, { kind: K }>['data'];

/** Every kind of mail, in each of its forms. */
const samples: { readonly [K in CoverMail['kind']]: readonly Of<K>[] } = {
  'cover-asked': [text('host'), text('host', false)],
  'locum-asked': [text('practice')],
  'cover-filled': [text('host'), text('practice')],
  'cover-withdrawn': [text('host'), text('practice')],
  'practice-asked': [text('practice')],
  'practice-reminder': [text('practice')],
  'practice-covered': [{ ...text('practice'), locum: reach }],
  'locum-confirmed': [{ ...text('practice'), replaced: reach }],
  'replacement-notice': [true, false].map((forward) => ({
    ...text('practice', forward),
    locum: known,
    replaced: { ...known, practice: 'own-practice' },
    forward,
  })),
  'replacement-withdrawn': [true, false].map((forward) => ({ ...text('practice'), locum: 'Dr Paul Denis', forward })),
  'practice-unfound': escalationCauses.map((cause) => ({ ...text('practice'), cause })),
  'cover-escalated': escalationCauses.flatMap((cause) =>
    (['host', 'practice'] as const).map((track) => ({ ...text(track), cause, asked: 3, refused: 1 })),
  ),
  'cover-unfound': [text('host')],
  'cover-resolved': [text('host')],
  'practice-settled': settlements.practice.map((outcome) => ({ ...text('practice'), outcome })),
  'cover-concluded': [...settlements.host, ...settlements.practice, 'covered' as const].map((outcome) => ({
    ...text('host'),
    outcome,
    reason: outcome === 'covered' ? null : 'Vu par téléphone',
  })),
};

const letters: { readonly [K in CoverMail['kind']]: (data: Of<K>) => LetterBody } = coverLetters;
function written<K extends CoverMail['kind']>(kind: K): readonly LetterBody[] {
  const write = letters[kind];
  return samples[kind].map((data) => write(data));
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
  for (const said of ['Dr Paul Denis', 'licence de remplacement', 'lundi 12 octobre 2026', 'R.4127-65', 'dérogation', 'transmettre'])
    expect(all).toContain(said);
});

test('who is asked to take over a consultation does not learn whose it was', () => {
  expect(JSON.stringify(written('cover-asked'))).not.toContain('Martin');
});

const codesIn = (file: string): readonly string[] =>
  [...readFileSync(join(__dirname, '..', '..', file), 'utf8').matchAll(/code: (?:[a-z. =']+\? )?'([a-z-]+)'/g)].map(
    ([, code = '']) => code,
  );

test('every refusal, status, date and task has its sentence', () => {
  const codes = ['domain/cover-decisions.ts', 'domain/cover-candidates.ts', 'domain/caps.ts', 'domain/eligibility.ts'].flatMap(codesIn);
  const ofTheDay = ['site-not-open', 'sunday', 'holiday'];
  expect(codes.length).toBeGreaterThan(25);
  expect(
    codes.filter((code) => !ofTheDay.includes(code) && coverWords.refusals[code] === undefined && commonRefusals[code] === undefined),
  ).toEqual([]);
  const tasks = [
    ...readFileSync(join(__dirname, '..', '..', 'domain', 'cover-dates.ts'), 'utf8').matchAll(
      /'(practice-choice|cover-answer|settle-host|settle-practice|locum-failed|derogation)'/g,
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
