import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { aProgram } from './programs';

const program = aProgram(
  ['shutdown.ts'],
  `const { onStop } = require('./shutdown.js');
   const [drainMs, deadlineMs] = process.argv.slice(2).map(Number);
   const drain = () => new Promise((done, fail) => setTimeout(drainMs < 0 ? () => fail(new Error('base occupée')) : done, Math.abs(drainMs)));
   const { stop } = onStop(drain, { deadlineMs });
   process.on('SIGUSR2', () => { process.exitCode = 3; stop(); });
   setInterval(() => {}, 1000);
   console.log('ready');`,
);
afterAll(() => rmSync(program.folder, { recursive: true }));

type Ending = { readonly code: number | null; readonly ms: number; readonly said: string };

async function ending(drainMs: number, deadlineMs: number, send: (child: ChildProcess) => Promise<void> | void): Promise<Ending> {
  const child = spawn(process.execPath, [program.main, String(drainMs), String(deadlineMs)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += String(data)));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const started = performance.now();
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  await send(child);
  return { code: await ended, ms: performance.now() - started, said };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('stopping', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('drains on %s and then exits 0', async (signal) => {
    const { code, ms } = await ending(300, 5_000, (child) => void child.kill(signal));
    expect(code).toBe(0);
    expect(ms).toBeGreaterThan(250);
  });

  it('takes two SIGINTs within a second for one', async () => {
    const { code } = await ending(600, 5_000, async (child) => {
      child.kill('SIGINT');
      await pause(100);
      child.kill('SIGINT');
    });
    expect(code).toBe(0);
  });

  it('exits 130 at once on a SIGINT more than a second after the first', async () => {
    const { code, ms } = await ending(10_000, 20_000, async (child) => {
      child.kill('SIGINT');
      await pause(2_000);
      child.kill('SIGINT');
    });
    expect(code).toBe(130);
    expect(ms).toBeLessThan(8_000);
  });

  it('exits 1 and says so when the drain is not over at the deadline', async () => {
    const { code, said } = await ending(10_000, 300, (child) => void child.kill('SIGTERM'));
    expect(code).toBe(1);
    expect(said).toContain('Arrêt incomplet');
  });

  it('keeps the exit code of a program that stops because it failed', async () => {
    const { code } = await ending(10, 5_000, (child) => void child.kill('SIGUSR2'));
    expect(code).toBe(3);
  });

  it('exits 1 with the reason when the drain fails', async () => {
    const { code, said } = await ending(-10, 5_000, (child) => void child.kill('SIGTERM'));
    expect(code).toBe(1);
    expect(said).toContain('base occupée');
  });
});
