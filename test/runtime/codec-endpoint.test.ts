import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import { startCodecEndpoint } from '../../runtime/codec-endpoint';
import type { CodecEndpoint } from '../../runtime/codec-endpoint';
import { payloadCodec } from '../../runtime/payload-codec';

const UI = 'http://127.0.0.1:8233';
const codec = payloadCodec({ current: 'a', keys: new Map([['a', randomBytes(32)]]) });
let endpoint: CodecEndpoint;
beforeAll(async () => {
  endpoint = await startCodecEndpoint(codec, 0, [UI]);
});
afterAll(() => endpoint.close());

function post(body: unknown, headers: Record<string, string> = { origin: UI }, path = '/decode'): Promise<Response> {
  return fetch(`${endpoint.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function asJson({ metadata, data }: Payload): unknown {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return {
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
    data: base64(data ?? new Uint8Array()),
  };
}

describe('the decoder of the Temporal UI', () => {
  it('shows to its page what a workflow’s payload says', async () => {
    const clear = defaultPayloadConverter.toPayload('Journée du 3 octobre');
    const encoded = await codec.encode([clear], { type: 'workflow', namespace: 'default', workflowId: 'day/1' });
    const response = await post({ payloads: encoded.map(asJson) });
    expect(response.headers.get('access-control-allow-origin')).toBe(UI);
    expect(await response.json()).toEqual({ payloads: [asJson(clear)] });
  });

  it('answers the browser’s question before the call', async () => {
    const response = await fetch(`${endpoint.url}/decode`, { method: 'OPTIONS', headers: { origin: UI } });
    expect([response.status, response.headers.get('access-control-allow-headers')]).toEqual([204, expect.stringContaining('x-namespace')]);
  });

  it.each([
    ['another page', { payloads: [] }, { origin: 'https://ailleurs.example' }, '/decode', 403],
    ['no page at all', { payloads: [] }, {}, '/decode', 403],
    ['a wish to encode', { payloads: [] }, { origin: UI }, '/encode', 404],
    ['a body of another shape', { payloads: 'x' }, { origin: UI }, '/decode', 400],
  ])('refuses %s', async (_what, body, headers: Record<string, string>, path, status) => {
    expect((await post(body, headers, path)).status).toBe(status);
  });
});
