import { liquidate } from '../../domain/liquidation';
import { cents } from '../../domain/money';
import {
  canonicalJson,
  draftFaults,
  draftsDigest,
  draftsFingerprint,
  type DraftFault,
  type StatementDraft,
} from '../../domain/statement-draft';
import { aHalf, anInput, sha256 } from './money-builders';

const [draft] = liquidate(anInput([aHalf('2026-03-10'), aHalf('2026-03-11')])).drafts;
if (draft === undefined) throw new Error('a draft was expected');
const [line] = draft.lines;
const [other] = draft.information;
if (line === undefined || other === undefined) throw new Error('lines were expected');

describe('a document adds up', () => {
  test('R-20: figures, words and lines of a computed document agree', () => {
    expect(draftFaults(draft)).toEqual([]);
  });

  test.each<[DraftFault, Partial<StatementDraft>]>([
    ['net', { net: cents(1_00), subtotals: { ...draft.subtotals, service: cents(1_00) }, words: 'un euro' }],
    ['words', { words: 'cent vingt et un euros' }],
    ['line-amount', { lines: [{ ...line, quantity: 2 }, ...draft.lines.slice(1)] }],
    ['subtotals', { subtotals: { ...draft.subtotals, arrears: cents(1) } }],
    ['subtotals', { informationTotal: cents(1) }],
    ['sign', { kind: 'overpayment' }],
    ['payer', { lines: [{ ...line, payer: 'cpam' }, ...draft.lines.slice(1)] }],
    ['payer', { information: draft.information.map((each) => ({ ...each, payer: 'collectivity' as const })) }],
  ])('R-20, R-02, R-11: a wrong %s is seen', (fault, over) => {
    expect(draftFaults({ ...draft, ...over })).toEqual([fault]);
  });

  test('R-17, R-20: a document without a line is no document', () => {
    expect(draftFaults({ ...draft, lines: [] })).toContain('empty');
  });
});

describe('R-12: what a digest is taken of', () => {
  test('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, null, 'é"'], a: { d: true, c: 0 } })).toBe('{"a":{"c":0,"d":true},"b":[1,null,"é\\""]}');
  });

  test('changes with a line, not with the sums already paid', () => {
    expect(draftsFingerprint([{ ...draft, cumulative: [] }])).toBe(draftsFingerprint([draft]));
    expect(draftsFingerprint([{ ...draft, lines: [line] }])).not.toBe(draftsFingerprint([draft]));
  });

  test('is one text of a few documents, and the digests of their parts of many: a line anywhere changes it, and no text of the whole is made', () => {
    const many = Array.from({ length: 250 }, () => draft);
    expect(draftsDigest(many.slice(0, 100), sha256)).toBe(sha256(draftsFingerprint(many.slice(0, 100))));
    const lengths: number[] = [];
    const digestOf = (text: string): string => (lengths.push(text.length), sha256(text));
    const before = draftsDigest(many, digestOf);
    expect([lengths.length, Math.max(...lengths)]).toEqual([4, draftsFingerprint(many.slice(0, 100)).length]);
    for (const n of [0, 120, 249])
      expect(
        draftsDigest(
          many.map((each, k) => (k === n ? { ...draft, lines: [line] } : each)),
          sha256,
        ),
      ).not.toBe(before);
  });
});
