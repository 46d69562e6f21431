import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { secretHash } from '../../api/actor';
import { createApp } from '../../api/app';
import { mint } from '../../api/command-ids';
import { problem, type Problem, type ProblemKind } from '../../api/problems';
import { commonRefusals } from '../../templates/french/common';
import { typographyFaults } from '../../templates/typography';
import { describeOnDatabases } from '../databases';
import { apiRig, type ApiRig } from './api-rig';
import { rehearsal, zone } from './reference-bodies';

const kinds = [
  'invalid-input',
  'not-json',
  'too-large',
  'wrong-media-type',
  'version-unreadable',
  'key-missing',
  'key-reused',
  'unauthenticated',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'refused',
  'version-changed',
  'disk-full',
  'unavailable',
  'fault',
] as const satisfies readonly ProblemKind[];

test('what a problem or a common refusal says is printed as French is', () => {
  const details = { date: '2026-10-05', from: '2026-10-05', to: '2026-10-05', version: 1 };
  const said = [...kinds.map((kind) => problem(kind).title), ...Object.values(commonRefusals).map((sentence) => sentence(details))];
  expect(said.flatMap(typographyFaults)).toEqual([]);
});

describeOnDatabases('problems over HTTP', (rig) => {
  let api: ApiRig;
  let server: Server;
  let url: string;
  let key: string;
  beforeAll(async () => {
    api = await apiRig(rig.db);
    const { id } = (await api.post('/collectivities', api.operator, { settings: rehearsal })).body;
    key = (await api.post(`/collectivities/${id}/keys`, api.operator, { key: { user: 'claire', role: 'administrator' } })).body.key.secret;
    // The same API once more, so that requests can be sent that no well-behaved client sends.
    const away = () => Promise.reject(Object.assign(new Error('down'), { code: 14, details: 'down', metadata: {} }));
    const down = {
      workflow: {
        getHandle: () => ({ executeUpdate: away }),
        startUpdateWithStart: away,
        count: () => Promise.reject(new Error('down')),
      },
      withDeadline: <T>(_at: number, work: () => Promise<T>): Promise<T> => work(),
    };
    server = createServer(
      createApp({
        db: rig.db,
        client: down,
        log: pino({ level: 'silent' }),
        publicUrl: 'http://127.0.0.1',
        operatorHash: '',
        documents: '',
        keyring: api.keyring,
      } as never),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => {
    await api.stop();
    server.closeAllConnections();
    server.close();
  });

  type Said = { readonly status: number; readonly body: Problem; readonly headers: Headers };
  const send = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string | Buffer,
  ): Promise<Said> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Problem };
  };
  const json = { 'content-type': 'application/json', 'idempotency-key': 'k' };
  const codes = ({ body }: Said): readonly string[] =>
    (body.errors ?? []).map(({ pointer, parameter, code }) => `${pointer ?? `?${parameter ?? ''}`} ${code}`);

  test('a fault is a problem document in French, with its kind', async () => {
    const said = await send('POST', '/zones', json, '{"zone":{}}');
    expect(said.status).toBe(422);
    expect(said.headers.get('content-type')).toContain('application/problem+json');
    expect(said.body).toMatchObject({ type: 'urn:relais:problem:invalid-input', title: 'La demande contient des erreurs', status: 422 });
    expect(codes(said)).toContain('/zone/siren invalid_type');
    expect(JSON.stringify(said.body)).toMatch(/Ce champ est obligatoire/);
    expect(JSON.stringify(said.body)).not.toMatch(/expected|received|Invalid|Unrecognized/);
  });

  test('a field that nobody knows is named by its own pointer', async () => {
    const said = await send('POST', '/zones', json, JSON.stringify({ zone, 'a/b~c': 1, __proto: 2 }));
    expect(codes(said).toSorted()).toEqual(['/__proto unrecognized_keys', '/a~1b~0c unrecognized_keys']);
    expect(codes(await send('GET', '/zones?unknown=1'))).toEqual(['?unknown unrecognized_keys']);
  });

  test.each<[string, string, number]>([
    ['{', 'not-json', 400],
    ['[1', 'not-json', 400],
    ['"text"', 'not-json', 400],
    ['[]', 'invalid-input', 422],
    ['null', 'not-json', 400],
  ])('a body of %s: %s', async (body, kind, status) => {
    const said = await send('POST', '/zones', json, body);
    expect([said.status, said.body.type]).toEqual([status, `urn:relais:problem:${kind}`]);
  });

  test('a body of another type is not read as an empty one', async () => {
    const said = await send('POST', '/zones', { ...json, 'content-type': 'text/plain' }, JSON.stringify({ zone }));
    expect([said.status, said.body.type]).toEqual([415, 'urn:relais:problem:wrong-media-type']);
  });

  test('a body that is too large is refused before it is read', async () => {
    expect((await send('POST', '/zones', json, Buffer.alloc(3_000_000, 0x20))).status).toBe(413);
  });

  test('an act without an Idempotency-Key, or with one that no header can carry, is refused', async () => {
    expect((await send('POST', '/zones', { 'content-type': 'application/json' }, JSON.stringify({ zone }))).body.type).toBe(
      'urn:relais:problem:key-missing',
    );
    expect((await send('POST', '/zones', { ...json, 'idempotency-key': 'x'.repeat(201) }, JSON.stringify({ zone }))).status).toBe(400);
  });

  test('an unknown address is a 404, another method of a known one a 405 that names those it has', async () => {
    expect((await send('GET', '/nothing')).status).toBe(404);
    expect((await send('GET', '/zones/%E0%A4%A')).status).toBeLessThan(500);
    const said = await send('DELETE', '/zones');
    expect([said.status, said.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect((await send('PUT', '/tasks', json, '{}')).headers.get('allow')).toBe('GET, HEAD');
    expect((await send('DELETE', '/healthz')).headers.get('allow')).toBe('GET, HEAD');
    expect((await send('GET', '/openapiXjson')).status).toBe(404);
  });

  test('HEAD answers as GET does, without a body', async () => {
    const said = await send('HEAD', '/zones');
    expect([said.status, said.body]).toEqual([200, {}]);
  });

  test('a version that cannot be read is a fault, never no condition at all', async () => {
    for (const version of ['3', 'W/"3"', '"abc"', '*'])
      expect(
        (await send('POST', '/zones/x/removal', { ...json, 'if-match': version }, JSON.stringify({ on: '2026-12-31', source: 'Liste' })))
          .body.type,
      ).toBe('urn:relais:problem:version-unreadable');
  });

  test('without a key the answer says which scheme is asked for', async () => {
    const response = await fetch(`${url}/zones`);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test('when the server of workflows cannot be reached the act is not lost in silence: 503, and later', async () => {
    const said = await send('POST', '/zones', json, JSON.stringify({ zone }));
    expect([said.status, said.body.type, said.headers.get('retry-after')]).toEqual([503, 'urn:relais:problem:unavailable', '5']);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('an act that is taken is pending until it is performed; an id that was never given is a 404', async () => {
    const [{ collectivity } = { collectivity: '' }] = await rig.db.operator((tx) =>
      tx
        .selectFrom('api_keys')
        .select('collectivity')
        .where('hash', '=', secretHash(key.split('_').slice(2).join('_')))
        .execute(),
    );
    const of = (id: string): Promise<Said> => send('GET', `/commands/${encodeURIComponent(id)}`);
    const given = mint(api.keyring, collectivity, 'k.taken');
    expect(await of(given)).toMatchObject({ status: 200, body: { command: given, status: 'pending' } });
    for (const unknown of ['k.taken', 'x', mint(api.keyring, 'collectivity_other', 'k.taken'), `${given}x`]) {
      const { status, headers, body } = await of(unknown);
      expect([status, headers.get('content-type')]).toEqual([404, expect.stringContaining('application/problem+json')]);
      expect([body.title, body.detail]).toEqual(['Rien ne se trouve à cette adresse', 'Aucun acte ne porte cet identifiant.']);
    }
  });

  test('the same key with another body is a 422, with the same body the same answer', async () => {
    const first = await api.post('/zones', key, { zone }, 'zone-key');
    const again = await api.post('/zones', key, { zone }, 'zone-key');
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    const other = await api.post('/zones', key, { zone: { ...zone, name: 'Un autre nom' } }, 'zone-key');
    expect([other.status, (other.body as unknown as Problem).type]).toEqual([422, 'urn:relais:problem:key-reused']);
  });
});
