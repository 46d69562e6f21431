import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import type { Context } from '../../activities/context';
import { perform } from '../../activities/perform';
import { secretHash } from '../../api/actor';
import { createApp } from '../../api/app';
import type { Keyring } from '../../runtime/sealing';
import type { Database } from '../../store/db';
import { rehearsal } from './reference-bodies';
import { runsDouble } from './runs-double';

/** What these tests read of an answer by name; the rest they compare as a whole. */
export type Body = {
  readonly id: string;
  readonly clock: unknown;
  readonly lines: unknown;
  readonly key: { readonly id: string; readonly secret: string };
  readonly items: readonly { readonly id: string; readonly version: number; readonly status: string; readonly rpps: string }[];
  readonly errors?: readonly { readonly pointer?: string; readonly code: string }[];
};
export type Answer = { readonly status: number; readonly body: Body; readonly headers: Headers };
export type ApiRig = {
  readonly operator: string;
  readonly keyring: Keyring;
  readonly url: string;
  readonly get: (path: string, key: string) => Promise<Answer>;
  /** an Idempotency-Key of its own unless one is given */
  readonly post: (path: string, key: string, body: unknown, idempotencyKey?: string) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

/** The API over HTTP on a real database. In the place of the server of workflows, a double. */
export async function apiRig(db: Database): Promise<ApiRig> {
  const instance = randomBytes(32).toString('base64url');
  const log = pino({ level: 'silent' });
  const keyring = { current: 'test', keys: new Map([['test', randomBytes(32)]]) };
  // deliveries are started and other dossiers told; both go nowhere
  const nowhere = (): Promise<void> => Promise.resolve();
  const delivering = { workflow: { start: nowhere, signalWithStart: nowhere } };
  const context = { db, log, keyring, client: delivering, publicUrl: 'http://127.0.0.1' } as unknown as Context;
  const client = runsDouble((command) => perform(context, command)) as unknown as Client;
  const app = createApp({
    db,
    client,
    log,
    publicUrl: 'http://127.0.0.1',
    operatorHash: secretHash(instance),
    documents: '',
    keyring,
  } as unknown as Parameters<typeof createApp>[0]);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  return {
    operator: `relais_instance_${instance}`,
    keyring,
    url,
    get: (path, key) => call(path, { headers: { authorization: `Bearer ${key}` } }),
    post: (path, key, body, idempotencyKey = randomBytes(8).toString('hex')) =>
      call(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify(body),
      }),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A collectivity in rehearsal and the key of its first administrator. */
export async function givenCollectivity(api: ApiRig, changes: object = {}): Promise<{ readonly id: string; readonly admin: string }> {
  const created = await api.post('/collectivities', api.operator, { settings: { ...rehearsal, ...changes } });
  expect(created.status).toBe(201);
  const { id } = created.body;
  return { id, admin: await givenKey(api, { id, by: api.operator, user: 'claire', role: 'administrator' }) };
}

type KeyOrder = { readonly id: string; readonly by: string; readonly user: string; readonly role: string };
export async function givenKey(api: ApiRig, { id, by, user, role }: KeyOrder): Promise<string> {
  const issued = await api.post(`/collectivities/${id}/keys`, by, { key: { user, role } });
  expect(issued.status).toBe(201);
  return issued.body.key.secret;
}

export const codesOf = ({ errors = [] }: Body): readonly string[] => errors.map(({ pointer, code }) => `${pointer} ${code}`);
