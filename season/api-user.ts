import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { exchanged, plainLine, type Line } from './line';

/** What the API answers, as an integrator without our types reads it; a check of each shape belongs to the tests of the API. */
// oxlint-disable-next-line typescript/no-explicit-any -- the season stays outside: borrowing the product's types would hide a wrong answer
export type Json = any;
export type Body = Readonly<Record<string, unknown>>;
export type Answer = { readonly status: number; readonly body: Json; readonly bytes: Buffer };

export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** The published API as one key holder uses it. */
export type ApiUser = {
  readonly get: (path: string) => Promise<Json>;
  readonly bytes: (path: string) => Promise<Buffer>;
  /** a write that must succeed */
  readonly post: (path: string, body: Body) => Promise<Json>;
  /** a write that is expected to be refused: its problem */
  readonly refused: (path: string, body: Body) => Promise<Json>;
};

export function apiUser(url: string, key: string, line: Line = plainLine): ApiUser {
  const call = async (method: 'GET' | 'POST', path: string, body?: Body): Promise<Answer> => {
    const headers: Record<string, string> = { authorization: `Bearer ${key}` };
    if (method === 'POST') Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const { status, type, bytes } = await (method === 'POST' ? line.act : line.read)(path, async () =>
      exchanged(await fetch(`${url}${path}`, sent)),
    );
    const answer = { status, bytes, body: type.includes('json') ? JSON.parse(bytes.toString('utf8')) : null };
    return status === 202 ? settled(call, answer) : answer;
  };
  const wanted = (answer: Answer, path: string, ok: (status: number) => boolean): Answer => {
    if (!ok(answer.status)) throw new Unexpected(`${path} : ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 600)}`);
    return answer;
  };
  const done = (status: number): boolean => status >= 200 && status < 300;
  return {
    get: async (path) => wanted(await call('GET', path), path, done).body,
    bytes: async (path) => wanted(await call('GET', path), path, done).bytes,
    post: async (path, body) => wanted(await call('POST', path, body), path, done).body,
    refused: async (path, body) => wanted(await call('POST', path, body), path, (status) => status >= 400 && status < 500).body,
  };
}

/** 202: the act is taken; its outcome is at the address given. */
async function settled(call: (method: 'GET', path: string) => Promise<Answer>, taken: Answer): Promise<Answer> {
  for (let tries = 0; tries < 240; tries += 1) {
    await pause(250);
    const { body } = await call('GET', `/commands/${encodeURIComponent(String(taken.body.command))}`);
    if (body.status === 'done') return { ...taken, status: body.refusals.length > 0 ? 409 : 200, body };
  }
  throw new Unexpected(`command ${String(taken.body.command)} was never performed`);
}
