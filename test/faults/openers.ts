import type { ChildProcess } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { projectRoot } from '../../runtime/config';
import { guarded, stopChild } from '../../runtime/guard';
import { EXIT } from '../../store/pglite/exit';
import { socketFolderOf } from '../../store/pglite/paths';
import { eventually } from '../runtime/product';
import { openRecords } from './power-cut';

/** Several processes on one folder of records: one has it, the others are told who, and nothing that was acknowledged is lost. */
export type Openers = {
  readonly tried: number;
  readonly refused: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly faults: readonly string[];
};

const AT_ONCE = 6;
const ENDS_WITHIN_MS = 20_000;
const program = join(projectRoot(), 'dist', 'store', 'pglite', 'main.js');

export async function openers(work: string): Promise<Openers> {
  const folder = join(work, 'shared');
  const alias = join(work, 'alias');
  mkdirSync(folder);
  symlinkSync(folder, alias);
  const { db, children } = await openRecords(folder);
  const acknowledged: number[] = [];
  const faults: string[] = [];
  let writing = true;
  await db.pool.query('CREATE TABLE shared (n int PRIMARY KEY)');
  const writer = async (): Promise<void> => {
    for (let n = 1; writing; n += 1) {
      await db.pool.query('INSERT INTO shared VALUES ($1)', [n]);
      acknowledged.push(n);
    }
  };
  const writes = writer();
  const intruders = await Promise.all(waysIn(folder, alias).map((way, n) => intruder(way, join(work, `intruder-${n}.log`))));
  for (const { way, code, log } of intruders)
    if (code !== EXIT.held || !log.includes(`process ${children[0]?.pid}`)) faults.push(`${way}\u00A0: code ${code}, ${log.trim()}`);
  writing = false;
  await writes;
  children[0]?.kill('SIGKILL');
  // a connection that the death cut answers with an error, once
  const count = (): Promise<number> => db.operator((tx) => sql`SELECT n FROM shared`.execute(tx)).then(({ rows }) => rows.length);
  const there = await eventually('the records after a kill -9', count);
  await db.close();
  const race = await raceFor(folder, work);
  rmSync(alias);
  return {
    tried: intruders.length + race.tried,
    refused: intruders.filter(({ code }) => code === EXIT.held).length + race.refused,
    acknowledged: acknowledged.length,
    lost: acknowledged.length - there,
    faults: [...faults, ...race.faults],
  };
}

type Way = { readonly way: string; readonly command: string; readonly args: readonly string[] };

/** By its name, by a link to it, and from a network of its own, where the abstract socket of the holder does not show. */
function waysIn(folder: string, alias: string): readonly Way[] {
  const by = (way: string, path: string): Way => ({ way, command: process.execPath, args: [program, path, socketFolderOf(path)] });
  const apart = spawnSync('unshare', ['-rn', 'true']).status === 0;
  return [
    ...Array.from({ length: AT_ONCE }, (_, n) => (n % 2 === 0 ? by('par son nom', folder) : by('par un lien', alias))),
    ...(apart
      ? [{ way: 'd’un autre réseau', command: 'unshare', args: ['-rn', process.execPath, program, folder, socketFolderOf(folder)] }]
      : []),
  ];
}

async function ended(child: ChildProcess, withinMs: number): Promise<number | null> {
  const end = Date.now() + withinMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < end) await pause(50);
  return child.exitCode;
}

async function intruder({ way, command, args }: Way, file: string): Promise<{ way: string; code: number | null; log: string }> {
  const child = guarded(command, args, { log: file });
  const code = await ended(child, ENDS_WITHIN_MS);
  await stopChild(child);
  return { way, code, log: readFileSync(file, 'utf8') };
}

/** All at the same moment on a folder that nobody has: exactly one keeps it, and its death by kill -9 frees it at once. */
async function raceFor(folder: string, work: string): Promise<{ tried: number; refused: number; faults: readonly string[] }> {
  const racers = Array.from({ length: AT_ONCE }, (_, n) =>
    guarded(process.execPath, [program, folder, socketFolderOf(folder)], { log: join(work, `racer-${n}.log`) }),
  );
  const end = Date.now() + ENDS_WITHIN_MS;
  const left = (): readonly ChildProcess[] => racers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  while (left().length > 1 && Date.now() < end) await pause(50);
  const winners = left();
  for (const winner of winners) await stopChild(winner, 0);
  const refused = racers.filter(({ exitCode }) => exitCode === EXIT.held).length;
  const { db } = await openRecords(folder);
  await db.close();
  const faults = winners.length === 1 && refused === AT_ONCE - 1 ? [] : [`course\u00A0: ${winners.length} gagnants, ${refused} refus`];
  return { tried: racers.length, refused, faults };
}
