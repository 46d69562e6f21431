import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillCache } from '../../runtime/temporal-server/cache';
import { downloadRelease } from '../../runtime/temporal-server/release';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'relais-cache-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const script = (version: string): string => `#!/bin/sh\necho "temporal version ${version} (Server 1.31.2)"\n`;
const put =
  (version: string) =>
  async (into: string): Promise<void> =>
    writeFileSync(into, script(version), { mode: 0o755 });
const silent = (): void => undefined;

describe('the cache', () => {
  it('is filled once by two clones that start together', async () => {
    let made = 0;
    const make = async (into: string): Promise<void> => {
      made += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      await put('1.8.2')(into);
    };
    const [one, two] = await Promise.all([fillCache(folder, silent, make), fillCache(folder, silent, make)]);
    expect([one, two, made]).toEqual([join(folder, 'temporal'), join(folder, 'temporal'), 1]);
    expect(readdirSync(folder)).toEqual(['temporal']);
  });

  it('takes nothing of a step that failed or gave another version, and is free again', async () => {
    await expect(fillCache(folder, silent, () => Promise.reject(new Error('coupure')))).rejects.toThrow('coupure');
    await expect(fillCache(folder, silent, put('1.5.1'))).rejects.toThrow('version 1.5.1 obtenue');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a process that was killed, and clears what it left', async () => {
    writeFileSync(join(folder, 'lock'), '');
    utimesSync(join(folder, 'lock'), 0, 0);
    mkdirSync(join(folder, 'partial-dead'));
    await fillCache(folder, silent, put('1.8.2'));
    expect(readdirSync(folder)).toEqual(['temporal']);
  });
});

describe('the vendor’s archive', () => {
  let server: Server;
  let origin: string;
  let archive: Buffer;

  beforeEach(async () => {
    const source = join(folder, 'source');
    mkdirSync(source);
    writeFileSync(join(source, 'temporal'), script('1.8.2'));
    chmodSync(join(source, 'temporal'), 0o755);
    writeFileSync(join(source, 'LICENSE'), 'MIT');
    execFileSync('tar', ['-czf', join(folder, 'a.tar.gz'), '-C', source, 'LICENSE', 'temporal']);
    archive = readFileSync(join(folder, 'a.tar.gz'));
    server = createServer((request, response) => (request.url === '/a.tar.gz' ? response.end(archive) : response.writeHead(404).end()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is unpacked when its checksum is right', async () => {
    const into = join(folder, 'into');
    await downloadRelease({ url: `${origin}/a.tar.gz`, sha256: createHash('sha256').update(archive).digest('hex') }, into, silent);
    expect(readFileSync(into, 'utf8')).toBe(script('1.8.2'));
    expect(existsSync(`${into}.d`)).toBe(false);
  });

  it('is refused when its checksum is wrong', async () => {
    const into = join(folder, 'into');
    await expect(downloadRelease({ url: `${origin}/a.tar.gz`, sha256: '0'.repeat(64) }, into, silent)).rejects.toThrow('archive refusée');
    expect(readdirSync(folder).toSorted()).toEqual(['a.tar.gz', 'source']);
  });

  it('is reported missing when the vendor has it no more', async () => {
    await expect(downloadRelease({ url: `${origin}/b.tar.gz`, sha256: '' }, join(folder, 'into'), silent)).rejects.toThrow('répond 404');
  });
});
