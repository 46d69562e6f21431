import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import { SealError, seal, unseal } from './sealing';
import type { Keyring } from './sealing';

type Context = Parameters<PayloadCodec['encode']>[1];
type Scope = { readonly namespace: string; readonly workflowId: string };

const ENCODING = 'binary/encrypted';
const KEY_ID = 'relais-key';
const SCOPE = 'relais-scope';

/** Required by path: jest and the compiled tree each resolve it to what they can load. */
export const failureConverterPath: string = require.resolve('./failure-converter');

/** The whole converter, for clients and workers alike. A workflow bundle needs `failureConverterPath` as well. */
export function dataConverter(keyring: Keyring): DataConverter {
  return { payloadCodecs: [payloadCodec(keyring)], failureConverterPath };
}

/**
 * Encrypts whole payloads, bound to the workflow that owns them: a payload copied into another workflow's history does not open.
 * The owner is written beside the ciphertext (a history names it in clear anyway), so that the UI's decoder, which is told
 * the namespace only, can open it too.
 */
export function payloadCodec(keyring: Keyring): PayloadCodec {
  return {
    encode: async (payloads, context) => payloads.map((payload) => encodeOne(keyring, payload, scopeOf(context))),
    decode: async (payloads, context) => payloads.map((payload) => decodeOne(keyring, payload, scopeOf(context))),
  };
}

function encodeOne(keyring: Keyring, payload: Payload, scope: Scope | null): Payload {
  const bound = scope ? scopeText(scope) : '';
  return {
    metadata: {
      encoding: Buffer.from(ENCODING),
      [KEY_ID]: Buffer.from(keyring.current),
      ...(scope ? { [SCOPE]: Buffer.from(bound) } : {}),
    },
    data: seal(keyring, pack(payload), bound),
  };
}

function decodeOne(keyring: Keyring, payload: Payload, scope: Scope | null): Payload {
  const { metadata, data } = payload;
  if (textOf(metadata?.['encoding']) !== ENCODING) return payload;
  if (!data) throw new SealError('an encrypted payload has no data');
  const bound = textOf(metadata?.[SCOPE]);
  if (bound !== '' && scope && !covers(bound, scope)) {
    throw new SealError(`a payload of ${bound} was found in workflow ${scope.workflowId}`);
  }
  return unpack(unseal(keyring, data, bound));
}

function scopeOf(context: Context): Scope | null {
  if (!context?.workflowId) return null;
  return { namespace: context.namespace, workflowId: context.workflowId };
}

function scopeText({ namespace, workflowId }: Scope): string {
  return `${namespace}|${workflowId}`;
}

/** The server starts a Schedule's workflow under the id given, a hyphen and the time: its arguments were encrypted before under the id alone. */
const SCHEDULED = /^-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

function covers(bound: string, scope: Scope): boolean {
  const actual = scopeText(scope);
  return actual === bound || (actual.startsWith(bound) && SCHEDULED.test(actual.slice(bound.length)));
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
}

/** Length of the metadata (4 bytes), the metadata as JSON of base64, the data. Independent of protobuf, so old bytes stay readable. */
function pack({ metadata, data }: Payload): Uint8Array {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  const head = Buffer.from(JSON.stringify(entries));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  // protobuf's empty bytes may be a plain array
  return Buffer.concat([length, head, Buffer.from(data ?? [])]);
}

function unpack(bytes: Uint8Array): Payload {
  const buffer = Buffer.from(bytes);
  const end = 4 + buffer.readUInt32BE(0);
  const entries: unknown = JSON.parse(buffer.subarray(4, end).toString('utf8'));
  if (!Array.isArray(entries)) throw new SealError('a payload’s metadata cannot be read');
  const metadata: Record<string, Uint8Array> = {};
  for (const entry of entries) {
    const [name, value] = Array.isArray(entry) ? entry : [];
    if (typeof name !== 'string' || typeof value !== 'string') throw new SealError('a payload’s metadata cannot be read');
    metadata[name] = Buffer.from(value, 'base64');
  }
  return { metadata, data: buffer.subarray(end) };
}
