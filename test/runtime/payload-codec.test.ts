import { randomBytes } from 'node:crypto';
import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import { failureConverter } from '../../runtime/failure-converter';
import { payloadCodec } from '../../runtime/payload-codec';
import type { Keyring } from '../../runtime/sealing';

const keys = new Map([
  ['a', randomBytes(32)],
  ['b', randomBytes(32)],
]);
const keyring: Keyring = { current: 'a', keys };
const codec = payloadCodec(keyring);
const of = (workflowId: string, namespace = 'default'): { type: 'workflow'; namespace: string; workflowId: string } => ({
  type: 'workflow',
  namespace,
  workflowId,
});
const payload = defaultPayloadConverter.toPayload({ doctor: 'p-12' });

async function decoded(payloads: Payload[], context?: ReturnType<typeof of>): Promise<unknown[]> {
  return (await codec.decode(payloads, context)).map((one) => defaultPayloadConverter.fromPayload(one));
}

describe('the payload codec', () => {
  it('gives back each payload, with its metadata and in its order', async () => {
    const binary = defaultPayloadConverter.toPayload(Uint8Array.of(0, 255, 7));
    const encoded = await codec.encode([payload, binary], of('day/1'));
    expect(JSON.stringify(encoded)).not.toContain('p-12');
    expect(Buffer.from(encoded[0]?.data ?? []).includes('p-12')).toBe(false);
    expect(await decoded(encoded, of('day/1'))).toEqual([{ doctor: 'p-12' }, Buffer.from([0, 255, 7])]);
  });

  it('refuses a payload that was copied from another workflow or namespace', async () => {
    const encoded = await codec.encode([payload], of('day/1'));
    await expect(codec.decode(encoded, of('day/2'))).rejects.toThrow('default|day/1 was found in workflow day/2');
    await expect(codec.decode(encoded, of('day/1', 'other'))).rejects.toThrow(/was found in/);
    await expect(codec.decode(encoded, of('day/10'))).rejects.toThrow(/was found in/);
  });

  it('refuses a payload whose owner was rewritten or taken away', async () => {
    const [encoded] = await codec.encode([payload], of('day/1'));
    const rewritten = { ...encoded, metadata: { ...encoded?.metadata, 'relais-scope': Buffer.from('default|day/2') } };
    const { encoding } = encoded?.metadata ?? {};
    await expect(codec.decode([rewritten], of('day/2'))).rejects.toThrow(/belong elsewhere/);
    await expect(codec.decode([{ ...encoded, metadata: encoding ? { encoding } : {} }], of('day/2'))).rejects.toThrow(/belong elsewhere/);
  });

  it('binds an activity’s payloads to the workflow that asked for it', async () => {
    const activity = { type: 'activity', namespace: 'default', workflowId: 'day/1', activityId: '1', isLocal: false } as const;
    const encoded = await codec.encode([payload], activity);
    expect(await decoded(encoded, of('day/1'))).toEqual([{ doctor: 'p-12' }]);
  });

  it('opens in a workflow started by a Schedule what was encrypted for its Schedule', async () => {
    const encoded = await codec.encode([payload], of('closing'));
    expect(await decoded(encoded, of('closing-2026-12-01T05:00:00Z'))).toEqual([{ doctor: 'p-12' }]);
    await expect(codec.decode(encoded, of('closing-2'))).rejects.toThrow(/was found in/);
  });

  it('decodes for the UI, which tells the namespace only', async () => {
    expect(await decoded(await codec.encode([payload], of('day/1')))).toEqual([{ doctor: 'p-12' }]);
  });

  it('still decodes what a former key encrypted, and names a key that is gone', async () => {
    const encoded = await codec.encode([payload], of('day/1'));
    const rotated = payloadCodec({ current: 'b', keys });
    expect(await rotated.decode(encoded, of('day/1'))).toHaveLength(1);
    const lost = payloadCodec({ current: 'b', keys: new Map([['b', randomBytes(32)]]) });
    await expect(lost.decode(encoded, of('day/1'))).rejects.toThrow('unknown key a');
  });

  it('leaves alone a payload that was never encrypted', async () => {
    expect(await codec.decode([payload], of('day/1'))).toEqual([payload]);
  });
});

describe('the failure converter', () => {
  it('puts message and stack trace where the codec encrypts them', () => {
    const failure = failureConverter.errorToFailure(ApplicationFailure.create({ message: 'Dr Untel est absent' }), defaultPayloadConverter);
    expect(JSON.stringify({ ...failure, encodedAttributes: null })).not.toContain('Untel');
    expect(failure.encodedAttributes?.data).toBeTruthy();
  });
});
