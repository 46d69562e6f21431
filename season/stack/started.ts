import { execFile, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { guarded } from '../../runtime/guard';
import type { Service } from './services';

/** Where programs run and write: nothing of this machine's own variables reaches them but the way to its programs. */
export type Ground = { readonly folder: string; readonly logs: string; readonly path: string; readonly home: string };

const healthyWithinMs = 120_000;
const pauseMs = 250;
const answerMs = 10_000;

export function environmentOf({ path, home }: Ground, { environment }: Pick<Service, 'environment'>): NodeJS.ProcessEnv {
  return { PATH: path, HOME: home, ...environment };
}

/** Begins a service's program under a name of its own; it cannot outlive this process. */
export function begin(ground: Ground, name: string, service: Pick<Service, 'environment' | 'command'>): ChildProcess {
  const [program = '', ...args] = service.command;
  const child = guarded(program, args, {
    log: join(ground.logs, `${name}.log`),
    env: environmentOf(ground, service),
    cwd: ground.folder,
  });
  child.once('error', () => undefined);
  return child;
}

/** Resolves once the program's own question of health is answered well. */
export async function healthy(ground: Ground, name: string, child: ChildProcess, { health }: Pick<Service, 'health'>): Promise<void> {
  const [program = '', ...args] = health ?? [];
  const asked = async (): Promise<boolean> => (health === null ? true : (await answerOf(ground, program, args)) !== null);
  await until(ground, name, child, asked);
}

/** Asks again and again; an error when the program is gone before, or the answer never comes. */
export async function until(ground: Ground, name: string, child: ChildProcess, asked: () => Promise<boolean>): Promise<void> {
  for (const since = Date.now(); Date.now() - since < healthyWithinMs; await pause(pauseMs)) {
    if (isGone(child)) throw new Error(`${name} s’est arrêté pendant son démarrage\u00A0: voir ${join(ground.logs, `${name}.log`)}.`);
    if (await asked()) return;
  }
  throw new Error(`${name} ne répond pas après ${healthyWithinMs / 1_000} s\u00A0: voir ${join(ground.logs, `${name}.log`)}.`);
}

/** What a short program prints; null when it ends with an error. */
export function answerOf({ path, home, folder }: Ground, program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) =>
    execFile(program, args, { env: { PATH: path, HOME: home }, cwd: folder, timeout: answerMs }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    ),
  );
}

/** A program that ends by itself. */
export async function over(ground: Ground, name: string, service: Pick<Service, 'environment' | 'command'>): Promise<void> {
  const code = await ended(begin(ground, name, service));
  if (code !== 0) throw new Error(`${name} a échoué (${code})\u00A0: voir ${join(ground.logs, `${name}.log`)}.`);
}

export const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Its exit code, or the name of the signal that ended it. */
export function ended(child: ChildProcess): Promise<number | string> {
  const how = (): number | string => child.signalCode ?? child.exitCode ?? 'jamais lancé';
  return isGone(child)
    ? Promise.resolve(how())
    : new Promise((resolve) => {
        child.once('exit', () => resolve(how()));
        child.once('error', () => resolve(how()));
      });
}
