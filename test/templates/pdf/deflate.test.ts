import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { deflated } from '../../../templates/pdf/deflate';

const read = (bytes: Uint8Array): string => inflateSync(bytes).toString('latin1');

describe('what a page says, made shorter', () => {
  test('any reader of zlib finds the same bytes again', () => {
    const repeated = fc
      .tuple(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 40 }))
      .map(([part, times]) => new Uint8Array(Buffer.concat(Array.from({ length: times }, () => part))));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 2_000 }), repeated), (content) => {
        expect(inflateSync(deflated(content)).equals(content)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nothing', 0],
    ['one byte', 1],
    ['a run as long as a match may be, and one more', 259],
    ['further back than a match may reach', 70_000],
  ])('%s', (_, length) => {
    const content = Buffer.from(Array.from({ length }, (__, i) => (length < 1_000 ? 65 : (i * 7_919) % 251)));
    expect(read(deflated(content))).toBe(content.toString('latin1'));
  });

  test('the same bytes, whatever was made shorter before', () => {
    const page = Buffer.from('BT /F1 8 Tf 45 726.9 Td <00120034> Tj ET\n'.repeat(200));
    const first = deflated(page);
    deflated(Buffer.from('0.6 G 0.3 w 45 506.45 m 550.28 506.45 l S\n'.repeat(300)));
    expect(Buffer.from(deflated(page)).equals(first)).toBe(true);
    expect(first.length).toBeLessThan(page.length / 20);
  });
});
