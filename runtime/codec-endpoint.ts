import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PayloadCodec } from '@temporalio/common';
import { z } from 'zod';

export type CodecEndpoint = { readonly url: string; readonly close: () => Promise<void> };

const LOOPBACK = '127.0.0.1';
const BODY_BYTES = 8_000_000;
const Base64 = z.base64();
const Body = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), Base64).optional(), data: Base64.optional() })),
});

/** Decodes payloads for the Temporal UI, on this machine only and for its pages only: it has no way to encode. */
export async function startCodecEndpoint(codec: PayloadCodec, port: number, origins: readonly string[]): Promise<CodecEndpoint> {
  const server = createServer((request, response) => {
    void answer(codec, origins, request, response).catch(() => end(response, 400));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `http://${LOOPBACK}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(codec: PayloadCodec, origins: readonly string[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { origin = '' } = request.headers;
  // Another site's page can reach a loopback port; the browser names that page here and lets no script change it.
  if (!origins.includes(origin)) return end(response, 403);
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  response.setHeader('Access-Control-Allow-Headers', 'content-type, x-namespace, authorization');
  response.setHeader('Vary', 'Origin');
  if (request.method === 'OPTIONS') return end(response, 204);
  if (request.method !== 'POST' || request.url !== '/decode') return end(response, 404);
  const { payloads } = Body.parse(JSON.parse(await read(request)));
  const decoded = await codec.decode(
    payloads.map(({ metadata = {}, data = '' }) => ({ metadata: mapValues(metadata, fromBase64), data: fromBase64(data) })),
  );
  const shown = decoded.map(({ metadata, data }) => ({
    metadata: mapValues(metadata ?? {}, toBase64),
    data: toBase64(data ?? new Uint8Array()),
  }));
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ payloads: shown }));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_BYTES) throw new Error('body too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
