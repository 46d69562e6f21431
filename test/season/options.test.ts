import { civilDate } from '../../domain/dates';
import { monthsOf, readOptions } from '../../season/options';

test('without options a season begins on 1 September 2026 with twelve doctors', () => {
  const read = readOptions([]);
  expect(read).toMatchObject({ ok: true, options: { seed: 1, doctors: 12, start: '2026-09-01', speed: 0.7, slower: null, check: false } });
});

test.each([
  ['2026-09-01', ['2026-10', '2026-11']],
  ['2026-09-06', ['2026-10', '2026-11']],
  ['2026-09-07', ['2026-11', '2026-12']],
  ['2026-02-04', ['2026-03', '2026-04']],
])('a season that begins on %s fills the two months from the first 1st at least 25 days later', (start, months) => {
  expect(monthsOf({ start: civilDate(start) })).toEqual(months);
});

test('every fault of the options is said at once, in French', () => {
  const read = readOptions('--seed x --doctors 3 --start 2026-13-01 --approve-on 31/12/2026 --speed 9 --slower 0'.split(' '));
  expect(read).toMatchObject({ ok: false });
  expect(read.ok ? [] : read.faults).toHaveLength(6);
});

test('a month is approved once it is over', () => {
  expect(readOptions(['--approve-on', '2026-12-31'])).toMatchObject({ ok: true, options: { approval: '2026-12-31' } });
  expect(readOptions(['--approve-on', '2026-11-30'])).toEqual({
    ok: false,
    faults: ['--approve-on : une date après la fin du second mois est attendue.'],
  });
});

test.each([
  ['--fast', 'Option inconnue ou mal employée\u00a0: --fast'],
  ['--seed', 'Option inconnue ou mal employée\u00a0: --seed'],
  ['--check=1', 'Option inconnue ou mal employée\u00a0: --check'],
  ['vite', 'Argument inattendu\u00a0: vite'],
])('what the command line does not know is refused in French: %s', (arg, fault) => {
  expect(readOptions([arg])).toEqual({ ok: false, faults: [fault] });
});

test.each(['licence', 'december', 'money'])('the story « %s » is small, and begins on its own day in its own folder', (story) => {
  const read = readOptions(['--story', story]);
  expect(read).toMatchObject({ ok: true, options: { story, doctors: 1 } });
  expect(read.ok && read.options.out).toContain(`season-${story}`);
});

test('a story that does not exist is refused', () => {
  expect(readOptions(['--story', 'autre'])).toMatchObject({ ok: false });
});

test('on the production stack a season has its own folder, and no chaos', () => {
  const read = readOptions(['--stack', 'production']);
  expect(read).toMatchObject({ ok: true, options: { stack: 'production', speed: 0.4 } });
  expect(read.ok && read.options.out).toContain('season-production');
  expect(readOptions(['--stack', 'other'])).toMatchObject({ ok: false });
  expect(readOptions(['--stack', 'production', '--chaos'])).toMatchObject({ ok: false });
});

test('how much slower the machine is may be said beforehand, by whoever measured it', () => {
  expect(readOptions(['--slower', '1.8'])).toMatchObject({ ok: true, options: { slower: 1.8, speed: 0.7 } });
});

test('a season with chaos is slower and has its own folder; a speed that is asked for counts', () => {
  expect(readOptions(['--chaos'])).toMatchObject({ ok: true, options: { chaos: true, speed: 0.25, story: null, start: '2026-09-01' } });
  expect(readOptions(['--chaos', '--speed', '0.15'])).toMatchObject({ ok: true, options: { speed: 0.15 } });
  const read = readOptions(['--chaos']);
  expect(read.ok && read.options.out).toContain('season-chaos');
  expect(readOptions([])).toMatchObject({ ok: true, options: { chaos: false } });
});

test.each([
  ['--story', 'licence'],
  ['--stack', 'production'],
])('chaos does not go with %s %s', (...other) => {
  expect(readOptions(['--chaos', ...other])).toMatchObject({ ok: false });
});

test('a season that loses Temporal is slower and has its own folder', () => {
  expect(readOptions(['--lose-temporal'])).toMatchObject({ ok: true, options: { losesTemporal: true, chaos: false, speed: 0.4 } });
});

test.each([['--story', 'december'], ['--stack', 'production'], ['--chaos']])('losing Temporal does not go with %s', (...other) => {
  expect(readOptions(['--lose-temporal', ...other])).toMatchObject({ ok: false });
});
