import { corpus } from '../../bench/documents/corpus';
import { isRefused, mutantDrawings, soundDrawings } from '../../bench/documents/mutants';
import { inCi, veraPdf, withFiles } from '../../bench/documents/validators';

const missing = veraPdf.obstacle(inCi);
const check = missing === null || inCi ? describe : describe.skip;
const accepted = { ...corpus, ...soundDrawings };

check(`PDF/A-2a and PDF/UA-1, asked of veraPDF${missing === null ? '' : ` (${missing})`}`, () => {
  let found = new Map<string, readonly string[]>();
  beforeAll(() => {
    if (missing !== null) throw new Error(missing);
    found = withFiles({ ...accepted, ...mutantDrawings }, (files) => {
      const faults = veraPdf.faults([...files.values()]);
      return new Map([...files].map(([name, path]) => [name, faults.get(path) ?? ['no verdict']]));
    });
  }, 300_000);

  it.each(Object.keys(accepted))('accepts this document: %s', (name) => {
    expect(found.get(name)).toEqual([]);
  });

  it.each(Object.keys(mutantDrawings))('refuses this mutant by the clause that it breaks: %s', (name) => {
    const faults = found.get(name) ?? [];
    expect(isRefused(name, faults) ? 'refused' : faults).toBe('refused');
  });
});
