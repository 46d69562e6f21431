import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { renderConvention } from '../../templates/convention-pdf';
import { renderEngagementLetter } from '../../templates/engagement-letter-pdf';
import { fileBytes } from '../../templates/pdf/file';
import { paragraph, startFlow } from '../../templates/pdf/flow';
import { rule, taggedDocument } from '../../templates/pdf/tagged';
import { renderParticipation } from '../../templates/participation-pdf';
import { renderMonth } from '../../templates/month-pdf';
import { renderStatement } from '../../templates/statement-pdf';
import { aConvention, aLetter, aParticipation } from './pdf/convention-samples';
import { aMixedStatement, aMonth, anOverpayment, aStatement, someLines } from './pdf/statement-samples';

const tool = join(__dirname, '../../tools/verapdf');
const lib = join(tool, 'lib');
const inCi = process.env.CI !== undefined && process.env.CI !== '';

const documents: Readonly<Record<string, () => Uint8Array>> = {
  'statement of a normal month': () => renderStatement(aStatement()),
  'statement without a line': () => renderStatement(aStatement([])),
  'statement of 60 lines on several pages': () => renderStatement(aStatement(someLines(60))),
  'corrective statement of a rehearsal': () => renderStatement(aMixedStatement()),
  overpayment: () => renderStatement(anOverpayment()),
  'masked copy': () => renderStatement(aStatement(undefined, { copy: true, draft: true })),
  convention: () => renderConvention(aConvention()),
  'engagement letter': () => renderEngagementLetter(aLetter()),
  'certificate of participation': () => renderParticipation(aParticipation()),
  'certificate of a rehearsal': () => renderParticipation(aParticipation({ specimen: true })),
  'month in one file, with bookmarks': () => renderMonth(aMonth([aMixedStatement(), aStatement(someLines(60)), anOverpayment()])),
  'month without a document': () => renderMonth(aMonth([])),
};

/** Each breaks one thing, without moving a byte of the rest where it can. */
const mutants: Readonly<Record<string, () => Uint8Array>> = {
  'font that is not embedded': () => replaced('/FontFile2', '/FontFileX'),
  'font without Unicode': () => replaced('/ToUnicode', '/ToUnicodX'),
  'missing language': () => replaced('/Lang(', '/Lung('),
  'missing metadata': () => replaced('/Metadata 14', '/Metadatx 14'),
  'metadata that deny accessibility': () => replaced('<pdfuaid:part>1', '<pdfuaid:part>7'),
  'missing colour space': () => replaced('/OutputIntents', '/OutputIntentz'),
  'missing mark of tagging': () => replaced('/Marked true', '/Marked null'),
  'role of our own invention': () => replaced('/S/H1/', '/S/Z1/'),
  'cell outside its row': () => replaced('/S/TR/', '/S/TH/'),
  'heading that jumps a level': () => replaced('/S/H2/', '/S/H4/'),
  'page that its structure does not know': () => replaced('/StructParents ', '/StructParentz '),
  'title that is not shown': () => replaced('/DisplayDocTitle true', '/DisplayDocTitle null'),
  'untagged rule': () => {
    const doc = taggedDocument({ title: 'T', author: 'A', subject: 'S', createdAt: '2026-03-01T00:00:00.000Z', engine: 'E' });
    paragraph(startFlow(doc), 'Un texte.');
    doc.pages[0]?.content.push(rule(50, 50, 100, 1));
    return fileBytes(doc);
  },
};

function replaced(from: string, to: string): Uint8Array {
  const source = Buffer.from(renderStatement(aStatement(someLines(1)))).toString('latin1');
  if (!source.includes(from) || from.length !== to.length) throw new Error(`nothing to replace: ${from}`);
  return Buffer.from(source.replace(from, to), 'latin1');
}

/** Why the check cannot run here, or null. In CI nothing may be missing: what can be fetched is fetched, the rest fails the test. */
function obstacle(): string | null {
  const { stdout } = spawnSync('java', ['--list-modules'], { encoding: 'utf8' });
  if (!(stdout ?? '').includes('jdk.compiler')) return 'no Java development kit (17 or later) on the PATH';
  if (hasLibrary()) return null;
  const fetch = ['-q', '-B', '-f', join(tool, 'pom.xml'), 'dependency:copy-dependencies'];
  if (!inCi)
    return `veraPDF is not fetched: mvn ${fetch
      .slice(2)
      .map((each) => basename(each))
      .join(' ')} in tools/verapdf`;
  spawnSync('mvn', fetch, { encoding: 'utf8', timeout: 110_000 });
  return hasLibrary() ? null : 'Maven did not fetch veraPDF';
}

function hasLibrary(): boolean {
  return existsSync(lib) && readdirSync(lib).some((file) => file.startsWith('validation-model-'));
}

/** Verdicts by file name and flavour, of one run of the Java machine for all. */
function verdicts(files: Readonly<Record<string, () => Uint8Array>>): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-pdf-'));
  try {
    const names = Object.keys(files);
    const paths = names.map((name, i) => {
      const path = join(folder, `${i}.pdf`);
      writeFileSync(path, files[name]?.() ?? '');
      return path;
    });
    const run = spawnSync(
      'java',
      ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(lib, '*'), join(tool, 'VeraCheck.java'), '2a,ua1', ...paths],
      { encoding: 'utf8', timeout: 110_000 },
    );
    const lines = run.stdout.split('\n').map((each) => each.split('\t'));
    return new Map(
      names.map((name, i) => [name, lines.filter(([path]) => path === paths[i]).map(([, flavour, verdict]) => `${flavour} ${verdict}`)]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const missing = obstacle();
const check = missing === null || inCi ? describe : describe.skip;

check(`PDF/A-2a and PDF/UA-1, asked of veraPDF${missing === null ? '' : ` (${missing})`}`, () => {
  let found = new Map<string, string[]>();
  beforeAll(() => {
    if (missing !== null) throw new Error(missing);
    found = verdicts({ ...documents, ...mutants });
  }, 120_000);

  it.each(Object.keys(documents))('accepts this document: %s', (name) => {
    expect(found.get(name)).toEqual(['2a PASS', 'ua1 PASS']);
  });

  it.each(Object.keys(mutants))('refuses this mutant: %s', (name) => {
    const verdict = found.get(name) ?? [];
    expect(verdict).toHaveLength(2);
    expect(verdict.some((each) => each.includes('FAIL'))).toBe(true);
    expect(verdict.join()).not.toContain('unreadable');
  });
});
