import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { drawingThreads, drawnHere, type Job } from '../../activities/drawing';
import { unseal } from '../../runtime/sealing';
import { readBytes } from '../../store/documents';
import { sealedStatement } from './document-builder';

const root = resolve(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'relais-drawing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A thread of the product is compiled; here its types are taken off as it starts. */
const entry = join(folder, 'thread.js');
const required = (...path: readonly string[]): string => `require(${JSON.stringify(join(root, ...path))})`;
writeFileSync(entry, `${required('bin', 'typed.js')}.withTypes();\n${required('activities', 'drawing-thread.ts')};\n`);

const keyring = { current: 'test', keys: new Map([['test', randomBytes(32)]]) };
function job(name: string, id = name): Job {
  const data = Buffer.from(unseal(keyring, sealedStatement(keyring, id, name), `document/${id}`)).toString('utf8');
  return { id, kind: 'statement', data, folder };
}

describe('documents drawn off the main thread', () => {
  const draw = drawingThreads(entry);

  test('are the same to the byte, and kept under their own digest', async () => {
    const jobs = ['Dr Ana Durand', 'Dr Hélène Œuvrard'].map((name) => job(name));
    const found = await draw(jobs);
    expect(found).toEqual(await drawnHere(jobs));
    for (const each of found) expect('sha256' in each && readBytes(folder, each.sha256).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('leave the main thread to its polls and heartbeats', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const jobs = Array.from({ length: 60 }, (_, n) => job('Dr Ana Durand', `d${n}`));
    turns = 0;
    await draw(jobs);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  test('say which of them no template can draw, and that the disk takes nothing', async () => {
    expect(await draw([job('Дмитрий'), job('Dr Ana Durand')])).toMatchObject([
      { id: 'Дмитрий', undrawable: expect.anything() },
      { size: expect.any(Number) },
    ]);
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    await expect(draw([{ ...job('Dr Claire Martin'), folder: file }])).rejects.toThrow('ENOTDIR');
  });

  test('where the disk refuses one, it is said once the others are kept', async () => {
    const [refused, kept] = [join(folder, 'refused'), join(folder, 'kept')];
    writeFileSync(refused, '');
    const jobs = [
      { ...job('Dr Claire Martin'), folder: refused },
      ...['Dr Ana Durand', 'Dr Léa Blanc'].map((name) => ({ ...job(name), folder: kept })),
    ];
    await expect(drawnHere(jobs)).rejects.toThrow('ENOTDIR');
    expect(
      readdirSync(kept, { recursive: true, withFileTypes: true })
        .filter(({ name }) => /^[0-9a-f]{64}/.test(name))
        .map(({ name }) => name.length),
    ).toEqual([64, 64]);
  });

  test('a disk that is full in the middle keeps no part of a file', async () => {
    const full = join(folder, 'full');
    const rename = jest.spyOn(fs, 'renameSync').mockImplementationOnce(() => {
      throw new Error('ENOSPC');
    });
    await expect(drawnHere([{ ...job('Dr Ana Durand'), folder: full }])).rejects.toThrow('ENOSPC');
    rename.mockRestore();
    expect(readdirSync(full, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())).toEqual([]);
  });

  test('a thread that dies fails its list alone: the next one has another thread', async () => {
    const dying = join(folder, 'dying.js');
    writeFileSync(dying, `require('node:worker_threads').parentPort.on('message', () => process.exit(1));\n`);
    const dies = drawingThreads(dying);
    await expect(dies([job('a')])).rejects.toThrow('ended');
    await expect(dies([job('a')])).rejects.toThrow('ended');
  });
});
