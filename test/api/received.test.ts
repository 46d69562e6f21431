import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { secretHash } from '../../api/actor';
import { createApp } from '../../api/app';
import { outsideSignaturePath } from '../../api/conventions';
import { typographyFaults } from '../../templates/typography';

/** Nothing is stored: who is unknown is refused before any row is read, and the operator's key is no row. */
const secret = 'a'.repeat(43);
const operator = { authorization: `Bearer relais_instance_${secret}`, 'idempotency-key': 'k' };
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer(
    createApp({ log: pino({ level: 'silent' }), publicUrl: 'http://127.0.0.1', operatorHash: secretHash(secret), documents: '' } as never),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Said = { readonly status: number | undefined; readonly type: string | undefined; readonly text: string };

/** Announces a body and sends nothing of it: only who does not wait for it can answer. */
async function announced(path: string, bytes: number, headers: Readonly<Record<string, string>> = {}): Promise<Said> {
  const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers: { ...headers, 'content-length': String(bytes) } });
  const closed = once(sent, 'close');
  sent.on('error', () => undefined);
  sent.flushHeaders();
  const [response] = await once(sent, 'response', { signal: AbortSignal.timeout(3_000) });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  sent.destroy();
  await closed;
  return { status: response.statusCode, type: response.headers['content-type'], text: Buffer.concat(chunks).toString('utf8') };
}

/** Sends all of a body. */
async function posted(path: string, bytes: number, headers: Readonly<Record<string, string>>): Promise<number> {
  const body = new Uint8Array(Buffer.from(`{${' '.repeat(bytes - 2)}}`));
  return (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body })).status;
}

const fiveMegabytes = 5_000_000;
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const files = { 'content-type': 'multipart/form-data; boundary=limit' };

describe('a body is read once its sender is known, and not before', () => {
  test.each([
    ['no key', '/zones', json],
    ['no key, where documents are sent', outsideSignaturePath.replace(':id', 'c-1'), json],
    ['a malformed key', '/zones', { ...json, authorization: 'Bearer nonsense' }],
    ['the key of an instance that is not this one', '/zones', { ...json, authorization: `Bearer relais_instance_${'b'.repeat(43)}` }],
  ])('with %s, five megabytes are a 401 in French that waits for none of them', async (_who, path, headers) => {
    const { status, type, text } = await announced(path, fiveMegabytes, headers);
    expect([status, type]).toEqual([401, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(text)).toEqual({
      type: 'urn:relais:problem:unauthenticated',
      title: 'Clé d’accès absente, inconnue ou expirée',
      status: 401,
    });
  });

  test('a role that may not act is told so before its body is read', async () => {
    expect((await announced('/zones', fiveMegabytes, { ...json, ...operator })).status).toBe(403);
  });

  test.each([
    ['an address that nothing serves', '/nothing', json, 404],
    ['an act of the console without a session', '/console/imports', files, 401],
    ['leaving without a session', '/console/sign-out', form, 401],
    ['an address of the console that nothing serves', '/console/nothing', files, 401],
    ['an answer to a link that is none', '/l/none', form, 404],
  ])('%s costs no memory', async (_what, path, headers, status) => {
    const said = await announced(path, fiveMegabytes, headers);
    expect(said.status).toBe(status);
    const words = said.text.replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, '\n').replaceAll('&#39;', "'");
    expect(said.type?.startsWith('text/html') === true ? typographyFaults(words) : []).toEqual([]);
  });

  test('the door of the console takes a key and no more', async () => {
    expect(await posted('/console/sign-in', 100_000, form)).toBe(413);
  });

  test('who is known is read as far as his body may go', async () => {
    expect(await posted('/collectivities', 1_900_000, { ...json, ...operator })).toBe(422);
    expect(await posted('/collectivities', 2_500_000, { ...json, ...operator })).toBe(413);
  });
});
