import { inOrder } from '../../season/ending';
import { printed } from '../../season/print';
import type { Report } from '../../season/report';
import { sceneBook, scenesOf } from '../../season/scenes';

const scene = scenesOf('journées');
const [cover, lapse] = [scene('empêchement couvert', 'confrère trouvé'), scene('silence', 'sans réponse')];
const holds = { name: 'numéros', holds: true, cases: 1, faults: [] };

test('a scene that turned out as planned is in order', async () => {
  const book = sceneBook([cover, lapse]);
  book.saw(cover, 'confrère trouvé');
  await book.play(lapse, () => Promise.resolve('sans réponse'));
  expect(book.all().map(({ ok }) => ok)).toEqual([true, true]);
  expect(inOrder({ invariants: [holds], scenes: [...book.all()] }, [])).toBe(true);
});

test.each<[string, (book: ReturnType<typeof sceneBook>) => Promise<void> | void, string | null]>([
  ['a cover that should be found and is not', (book) => book.saw(cover, 'pas de confrère'), 'pas de confrère'],
  ['a scene that breaks off', (book) => book.play(cover, () => Promise.reject(new Error('attendu en vain'))), 'attendu en vain'],
  ['a scene that was never reached', () => undefined, null],
  ['a scene that was played without an outcome', (book) => book.play(cover, () => Promise.resolve(null)), null],
])('%s makes the season red and is named', async (_, act, seen) => {
  const book = sceneBook([cover, lapse]);
  book.saw(lapse, 'sans réponse');
  await act(book);
  expect(book.all()[0]).toEqual({ story: 'journées', name: 'empêchement couvert', expected: 'confrère trouvé', seen, ok: false });
  expect(inOrder({ invariants: [holds], scenes: [...book.all()] }, [])).toBe(false);
  const report: Report = {
    parameters: { seed: 1, doctors: 4, start: '2026-09-01', speed: 1, months: ['2026-10', '2026-11'], collectivity: 'c', url: 'u' },
    days: [],
    covers: [],
    statements: [],
    tables: [],
    messages: [],
    invariants: [holds],
    scenes: [...book.all()],
    lateness: { seconds: 1, mailHoursMedian: 1, mailHoursWorst: 1 },
  };
  const running = { url: 'u', operatorKey: '', temporalUi: null, started: false, pid: null, stop: () => Promise.resolve() };
  expect(printed(report, running, { faults: [], turnedDown: [] })).toContain('✘ journées, empêchement couvert');
});

test('the first sighting that is not as planned stays, whatever is seen later', () => {
  const book = sceneBook([cover]);
  for (const seen of ['confrère trouvé', 'pas de confrère', 'confrère trouvé']) book.saw(cover, seen);
  expect(book.all()).toMatchObject([{ seen: 'pas de confrère', ok: false }]);
});

test('a scene that nobody planned is a slip of the season', () => {
  expect(() => sceneBook([cover]).saw(lapse, 'sans réponse')).toThrow('silence');
});

test.each([
  ['an invariant that does not hold', [{ ...holds, holds: false }], [{ ...cover, seen: cover.expected, ok: true }], []],
  ['a person who could not act', [holds], [{ ...cover, seen: cover.expected, ok: true }], ['presence-asked (a@x.example) : 500']],
  ['a season without scenes', [holds], [], []],
])('%s makes the season red', (_, invariants, scenes, hindrances) => {
  expect(inOrder({ invariants, scenes }, hindrances)).toBe(false);
});
