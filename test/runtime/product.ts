import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { environment } from '../../runtime/config';
import { TEST_TEMPORAL } from '../temporal-rig';
import { isAlive } from './programs';

const program = resolve(__dirname, '..', '..', 'dist', 'runtime', 'embedded.js');

/** A server's process, as `ps` shows it. */
export type Role = 'database' | 'temporal' | 'worker' | 'api';
const marks: Readonly<Record<Role, string>> = {
  database: 'pglite/main.js',
  temporal: 'start-dev',
  worker: '--part worker',
  api: '--part api',
};

/** What these tests read of the API's answers. */
export type Answer = {
  readonly status: number;
  readonly body: { readonly id: string; readonly status: string; readonly key: { readonly secret: string } };
};

/** The product as a user has it: a process of its own that was told a folder, nothing else. */
export type Product = {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ready: () => Promise<void>;
  readonly end: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** the process that plays a role, now */
  readonly pidOf: (role: Role) => number | null;
  /** every process that this start has had under it */
  readonly leftovers: () => readonly number[];
};

type Environment = Readonly<Record<string, string>>;

/** What this shell happens to set must not send a product under test to another database or relay; where its Temporal server comes from may. */
function withoutSettings(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOurs = (name: string): boolean => name === TEST_TEMPORAL || (name in environment.shape && name !== 'TEMPORAL_CLI');
  return Object.fromEntries(Object.entries(all).filter(([name]) => !isOurs(name)));
}

export function startProduct(data: string, more: Environment = {}): Product {
  const child = spawn(process.execPath, [program], {
    env: { ...withoutSettings(process.env), NODE_ENV: 'production', RELAIS_DATA: data, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const end = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
    child.once('close', (code, signal) => done({ code, signal })),
  );
  const seen = new Set<number>();
  const family = (): readonly { readonly pid: number; readonly args: string }[] => {
    const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
    const found = rows.flatMap((row) =>
      row !== null && Number(row[2]) === child.pid ? [{ pid: Number(row[1]), args: row[3] ?? '' }] : [],
    );
    for (const { pid } of found) seen.add(pid);
    return found;
  };
  return {
    child,
    end,
    said: () => said,
    ready: async () => {
      for (let tries = 0; tries < 900; tries += 1) {
        family();
        if (said.includes('Relais est prêt.')) return;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ended while it started:\n${said}`);
        await pause(100);
      }
      throw new Error(`never ready:\n${said}`);
    },
    pidOf: (role) => family().find(({ args }) => args.includes(marks[role]) && !args.startsWith('/bin/sh'))?.pid ?? null,
    leftovers: () => [...seen].filter(isAlive),
  };
}

export type Caller = (method: 'GET' | 'POST', path: string, body?: object, key?: string) => Promise<Answer>;

export function caller(url: string, secret: string): Caller {
  return async (method, path, body, key = randomBytes(8).toString('hex')) => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': key };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
}

export function mailsIn(folder: string): Promise<readonly Email[]> {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .toSorted()
    : [];
  return Promise.all(names.map((name) => PostalMime.parse(readFileSync(join(folder, name)))));
}

/** Asks until there is an answer; what a probe threw last is told, so that a red run says what it saw instead. */
export async function eventually<T>(what: string, probe: () => Promise<T | null | undefined | false>, withinMs = 60_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  let last = '';
  while (performance.now() < deadline) {
    const found = await probe().catch((error: unknown) => {
      last = `, and saw last: ${error instanceof Error ? error.message : String(error)}`;
      return null;
    });
    if (found !== null && found !== undefined && found !== false) return found;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}${last}`);
}
