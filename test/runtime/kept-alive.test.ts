import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { stopChild } from '../../runtime/guard';
import { keptAlive, untilReady, type Beside } from '../../runtime/kept-alive';
import { isAlive, until } from './programs';

/** Each launch gives a sleeping child; what a launch must do instead may be said beforehand. */
function sleeper(plan: readonly ('sleep' | 'fail')[] = []): {
  readonly launch: () => Promise<Beside>;
  readonly children: ChildProcess[];
  readonly at: number[];
} {
  const children: ChildProcess[] = [];
  const at: number[] = [];
  const launch = async (): Promise<Beside> => {
    at.push(performance.now());
    if (plan[at.length - 1] === 'fail') throw new Error('pas encore');
    const child = spawn('sleep', ['60']);
    children.push(child);
    return { child, stop: () => stopChild(child) };
  };
  return { launch, children, at };
}

describe('a child that is kept alive', () => {
  it('is launched again when it dies, and the operator is told', async () => {
    const said: string[] = [];
    const { launch, children } = sleeper();
    const kept = await keptAlive(launch, { stopped: 'Le dormeur s’est arrêté', say: (line) => said.push(line) });
    expect(kept.first.child).toBe(children[0]);
    children[0]?.kill('SIGKILL');
    expect(await until(() => children.length === 2, 3_000)).toBe(true);
    expect(said).toEqual(['Le dormeur s’est arrêté (SIGKILL)\u00A0: redémarrage.']);
    await kept.stop();
    expect(children.filter(({ pid }) => isAlive(pid ?? 0))).toEqual([]);
  });

  it('is launched at pauses that grow while it cannot be', async () => {
    const { launch, children, at } = sleeper(['sleep', 'fail', 'fail', 'fail', 'sleep']);
    const kept = await keptAlive(launch, { stopped: 'Le dormeur s’est arrêté', say: () => undefined });
    children[0]?.kill('SIGTERM');
    expect(await until(() => children.length === 2, 6_000)).toBe(true);
    const pauses = at.slice(2).map((time, n) => time - (at[n + 1] ?? 0));
    expect(pauses.map((pause, n) => pause >= 190 * 2 ** n)).toEqual([true, true, true]);
    await kept.stop();
  });

  it('is not launched again once the program stops, not even between two launches', async () => {
    const { launch, children, at } = sleeper(['sleep', 'fail', 'fail', 'fail', 'fail', 'fail', 'fail']);
    const kept = await keptAlive(launch, { stopped: 'Le dormeur s’est arrêté', say: () => undefined });
    children[0]?.kill('SIGTERM');
    await until(() => at.length === 3, 3_000);
    await kept.stop();
    const launches = at.length;
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(at.length).toBe(launches);
  });

  it('must start the first time: its failure is the program’s', async () => {
    await expect(keptAlive(sleeper(['fail']).launch, { stopped: '', say: () => undefined })).rejects.toThrow('pas encore');
  });

  it('is ready when its probe says so, and an error when it ends before', async () => {
    const child = spawn('sleep', ['60']);
    let probes = 0;
    await untilReady(child, async () => (probes += 1) === 2);
    child.kill('SIGKILL');
    await expect(untilReady(child, async () => false)).rejects.toThrow('fin prématurée (SIGKILL)');
  });
});
