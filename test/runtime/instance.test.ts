import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instanceKey, isPortTaken, keptPorts, movePorts } from '../../runtime/instance';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'relais-instance-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the instance key', () => {
  it('is made once, for the account alone, and only its hash is handed to the API', () => {
    const first = instanceKey(join(folder, 'data'));
    expect(first.made).toBe(true);
    expect(first.key).toMatch(/^relais_instance_[\w-]{43}$/);
    expect(first.hash).toBe(createHash('sha256').update(first.key.slice('relais_instance_'.length)).digest('hex'));
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    expect(instanceKey(join(folder, 'data'))).toEqual({ ...first, made: false });
    expect(readdirSync(join(folder, 'data'))).toEqual(['instance-key']);
  });

  it.each(['', 'relais_instance_', `relais_instance_${'x'.repeat(42)}`, 'autre chose'])(
    'is refused when its file holds «%s»: an empty secret would be everybody’s',
    (content) => {
      writeFileSync(join(folder, 'instance-key'), content);
      expect(() => instanceKey(folder)).toThrow('ne contient pas une clé d’instance');
    },
  );
});

describe('the ports', () => {
  it('are chosen once and kept, and two first starts at once end with the same', async () => {
    const [one, two] = await Promise.all([keptPorts(folder), keptPorts(folder)]);
    expect(one).toEqual(two);
    expect(await keptPorts(folder)).toEqual(one);
    // none of those that a system lends to outgoing connections, or it would be taken at a later start
    expect(Object.values(one).filter((port) => port < 20_000 || port >= 32_768)).toEqual([]);
    expect(new Set(Object.values(one)).size).toBe(3);
  });

  it('of the Temporal server move when another program holds them; the one of mailed links never does', async () => {
    const kept = await keptPorts(folder);
    const moved = await movePorts(folder, async (port) => port !== kept.ui);
    expect(moved).toEqual({ http: kept.http, grpc: expect.any(Number), ui: kept.ui });
    expect(moved.grpc).not.toBe(kept.grpc);
    expect(await keptPorts(folder)).toEqual(moved);
    expect(await movePorts(folder, async () => false)).toEqual(moved);
  });

  it.each(['', '{"http":1}', '{"http":0,"grpc":7233,"ui":8233}'])('are not guessed anew when their file holds «%s»', async (content) => {
    writeFileSync(join(folder, 'ports.json'), content);
    await expect(keptPorts(folder)).rejects.toThrow('ports.json est illisible');
    expect(readFileSync(join(folder, 'ports.json'), 'utf8')).toBe(content);
  });

  it('are known to be taken or free', async () => {
    const { http } = await keptPorts(folder);
    expect(await isPortTaken(http)).toBe(false);
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(http, '127.0.0.1', done));
    expect(await isPortTaken(http)).toBe(true);
    await new Promise((done) => holder.close(done));
  });
});
