import { corpus } from '../../bench/documents/corpus';
import { isRefused } from '../../bench/documents/mutants';
import { inCi, plainText, qpdf, textFaults, withFiles } from '../../bench/documents/validators';

const told = 'Indemnité de mars\n1\u202f234,50\u00a0€\n50,00\u00a0€';

describe('what a reader of plain text must find', () => {
  it('is satisfied by the same words and the same amounts, whatever the lines and spaces', () => {
    expect(textFaults(told, '  Indemnité   de mars      1 234,50 €     50,00 €   Page 1/1')).toEqual([]);
  });

  it.each([
    ['amounts in another order', 'Indemnité de mars 50,00 € 1 234,50 €', 'amount 1 of 2'],
    ['an amount that lost its thousands', 'Indemnité de mars 1 /234,50 € 50,00 €', 'amount 1 of 2'],
    ['a sign that appeared', 'Indemnité de mars 1 234,50 € -50,00 €', 'amount 2 of 2'],
    ['an amount too many', 'Indemnité de mars 1 234,50 € 50,00 € 3,00 €', 'amount'],
    ['a lost word', 'Indemnité de 1 234,50 € 50,00 €', 'lost: mars'],
    ['a broken letter', 'Indemnit\ufffd de mars 1 234,50 € 50,00 €', 'nobody can read'],
  ])('refuses %s', (_, seen, fault) => {
    expect(textFaults(told, seen).join()).toContain(fault);
  });

  it('refuses a page without text', () => {
    expect(textFaults('', '')).toEqual(['text: none']);
  });
});

describe('a mutant counts as refused', () => {
  it('by its own clause only', () => {
    expect(isRefused('missing language', ['ua1: FAIL 7.2-33 x | 7.1-3 y'])).toBe(true);
    expect(isRefused('missing language', ['2a: FAIL 6.7.2.2-1 x', 'ua1: FAIL 7.21-1 y'])).toBe(false);
    expect(isRefused('missing language', [])).toBe(false);
  });
});

const absent = [qpdf, plainText].map(({ obstacle }) => obstacle(false)).find((each) => each !== null);
const check = absent === undefined || inCi ? describe : describe.skip;

check(`qpdf and pdftotext${absent === undefined ? '' : ` (${absent})`}`, () => {
  it('accept a statement of several pages, and qpdf refuses it once damaged', () => {
    const sound = corpus['statement of 40 lines'];
    if (!sound) throw new Error('the corpus has this statement');
    const damaged = (): Uint8Array => sound().map((byte, i) => (i > 60_000 && i < 60_020 ? 0 : byte));
    withFiles({ sound, damaged }, (files) => {
      const paths = [...files.values()];
      expect(plainText.faults(paths).get(files.get('sound') ?? '')).toEqual([]);
      expect(qpdf.faults(paths).get(files.get('sound') ?? '')).toEqual([]);
      expect(qpdf.faults(paths).get(files.get('damaged') ?? '')).toHaveLength(1);
    });
  });
});
