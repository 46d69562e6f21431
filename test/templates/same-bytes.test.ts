import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { corpus } from '../../bench/documents/corpus';
import { differing, drawnBy, settings } from '../../bench/documents/same-bytes';
import { aLine, aStatement, someLines } from '../../bench/documents/statement-samples';
import { cents, formatEuros } from '../../domain/money';
import { renderStatement } from '../../templates/statement-pdf';
import { pieces } from './pdf/read-pdf';

const script = ['-r', join(__dirname, '../typescript.js'), join(__dirname, '../../bench/documents/digests.ts')];
const node24 = spawnSync('node24', ['--version']).error === undefined ? (['node24'] as const) : null;
const nodes = [[process.execPath] as const, ...(node24 === null ? [] : [node24])];

describe('the same facts give the same bytes (R-12)', () => {
  // the bar draws in every setting
  it(`in processes of other zones and locales, drawn by ${nodes.length === 1 ? 'this Node (no node24 on the PATH)' : 'Node 20 and 24'}`, () => {
    const tellings = nodes.flatMap((node) => [settings[0], settings[2]].map((env) => drawnBy([...node], script, env)));
    expect(tellings).not.toContain(null);
    const told = tellings.filter((each) => each !== null);
    expect(told[0]?.digests.size).toBe(Object.keys(corpus).length);
    expect(differing(told)).toEqual([]);
  }, 120_000);

  it('and a telling that differs is named', () => {
    const told = (digest: string): Parameters<typeof differing>[0][number] => ({
      node: 'v0',
      digests: new Map([
        ['a', '1'],
        ['b', digest],
      ]),
    });
    expect(differing([told('2'), told('2'), told('3')])).toEqual(['b']);
  });
});

describe('one changed fact', () => {
  const texts = (bytes: Uint8Array): string[] => pieces(bytes).map(({ page, left, y, text }) => `${page} ${left} ${y} ${text}`);
  const before = aStatement(someLines(40));
  const difference = (after: typeof before): string[] => {
    const [was, is] = [new Set(texts(renderStatement(before))), texts(renderStatement(after))];
    return is.filter((each) => !was.has(each)).map((each) => each.split(' ').slice(3).join(' ').trim());
  };

  it('of money changes its line and the totals alone', () => {
    const unit = cents(62_50);
    const after = aStatement(someLines(40).map((line, i) => (i === 11 ? aLine(11, { unit }) : line)));
    const { net, netInWords, cumulative } = after;
    expect(difference(after).toSorted()).toEqual(
      [
        `${formatEuros(unit)}\u00a0(a)`,
        formatEuros(unit),
        formatEuros(net),
        `Arrêté le présent état à la somme de ${netInWords} (${formatEuros(net)}).`,
        formatEuros(cumulative[0]?.withThis ?? cents(0)),
      ].toSorted(),
    );
  });

  it('of evidence changes its line alone', () => {
    const after = aStatement(someLines(40).map((line, i) => (i === 39 ? aLine(39, { attestedBy: 'M. Noël Ba' }) : line)));
    expect(difference(after)).toEqual(['M. Noël Ba']);
  });

  it('changes the digest of the whole', () => {
    expect(renderStatement(aStatement(someLines(40), { number: '23-2026-EL-0018' }))).not.toEqual(renderStatement(before));
    expect(renderStatement(aStatement(someLines(40)))).toEqual(renderStatement(before));
  });
});
