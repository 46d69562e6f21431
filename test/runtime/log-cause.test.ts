import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { causeIn } from '../../runtime/temporal-server/log-cause';

const folder = mkdtempSync(join(tmpdir(), 'relais-cause-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const log = (text: string): string => {
  const file = join(folder, 'log');
  writeFileSync(file, text);
  return file;
};
const trace = Array.from({ length: 60 }, (_, n) => `goroutine 1 frame ${n}`).join('\n');

describe('why a program ended', () => {
  test('is what it said before the trace of its goroutines: a taken port is found there, and tried anew', async () => {
    expect(await causeIn(log(`panic: listen tcp 127.0.0.1:7233: bind: address already in use\n${trace}\n`))).toContain(
      'address already in use',
    );
  });

  test('is in its last lines when nothing says more', async () => {
    expect(await causeIn(log('one\ntwo\nthree\nfour\n'))).toBe('two / three / four');
  });

  test('is not what an earlier launch wrote in the same log', async () => {
    const before = 'panic: address already in use\n';
    expect(await causeIn(log(`${before}exit\n`), before.length)).toBe('exit');
  });

  test('is unknown without a log', async () => {
    expect(await causeIn(join(folder, 'none'))).toBe('');
  });
});
