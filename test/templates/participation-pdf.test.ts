import { renderParticipation } from '../../templates/participation-pdf';
import { aParticipation } from '../../bench/documents/convention-samples';
import { all, readPdf, readText } from './pdf/read-pdf';

const textOf = (bytes: Uint8Array): string => readText(readPdf(bytes).tree).replaceAll('\n', ' ').replaceAll('\u00a0', ' ');

test('it says who held how many half-days, where, in which year, on one page and without a sum', () => {
  const bytes = renderParticipation(aParticipation());
  const { pages, tree } = readPdf(bytes);
  expect([pages, all(tree, 'H1').length]).toEqual([1, 1]);
  const said = textOf(bytes);
  for (const words of ['Dr Hélène Œuvrard', '10003456789', 'Année 2026', '7 demi-journées', 'MSP des Deux Rives'])
    expect(said).toContain(words);
  expect(said).not.toContain('€');
});

test('the same data give the same bytes, and a rehearsal says what it is', () => {
  expect(renderParticipation(aParticipation())).toEqual(renderParticipation(structuredClone(aParticipation())));
  expect(Buffer.from(renderParticipation(aParticipation({ specimen: true }))).equals(renderParticipation(aParticipation()))).toBe(false);
});
