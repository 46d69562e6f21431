import { readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** Events as the SDK decodes them, with plain numbers for long ones and base64 for bytes: so they are encoded again. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
export type HistoryJson = { readonly events: readonly Fields[] };
export type Fields = { readonly [field: string]: Json };
/** Lived by the product in a season, or played by a scene. */
export const origins = ['season', 'scene'] as const;
export type Origin = (typeof origins)[number];
export type Kept = { readonly name: string; readonly history: HistoryJson; readonly from: Origin };

const corpusFolder: string = join(__dirname, 'corpus');
const ending = '.json.gz';

export const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const fieldsOf = (value: Json | undefined): Fields => (isFields(value) ? value : {});
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export function readCorpus(): readonly Kept[] {
  const { histories } = readIndex();
  return readdirSync(corpusFolder)
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((file) => {
      const name = basename(file, ending);
      const from = histories.find((each) => each.name === name)?.from ?? 'scene';
      return { name, from, history: JSON.parse(gunzipSync(readFileSync(join(corpusFolder, file))).toString('utf8')) };
    });
}

/** What was recorded, so that a history that is lost is missed: its file, where it was lived, and how many events it has. */
type Index = { readonly histories: readonly { readonly name: string; readonly from: Origin; readonly events: number }[] };
const indexFile = join(corpusFolder, 'index.json');
export const readIndex = (): Index => JSON.parse(readFileSync(indexFile, 'utf8'));

export function writeCorpus(all: readonly Kept[]): void {
  rmSync(corpusFolder, { recursive: true, force: true });
  mkdirSync(corpusFolder, { recursive: true });
  for (const { name, history } of all)
    writeFileSync(join(corpusFolder, `${name}${ending}`), gzipSync(JSON.stringify(history), { level: 9 }));
  const index: Index = { histories: all.map(({ name, from, history }) => ({ name, from, events: history.events.length })) };
  writeFileSync(indexFile, `${JSON.stringify(index, null, 2)}\n`);
}

/** What names the machine and the process that recorded, and no replay reads. */
const dropped: ReadonlySet<string> = new Set(['identity', 'requestId', 'binaryChecksum', 'workerVersion', 'stackTrace', 'source']);

/** A message of the SDK as JSON. Its own way gives names for numbers, which no encoder takes back. */
export function plain(value: unknown): Json {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return isScalar(value) ? value : null;
  if ('low' in value && 'high' in value) return Number(value);
  const fields = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(fields.map(([name, each]) => [name, plain(each)]));
}

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A worker's own queue is called after its process and its machine. */
const processQueue = /^\d+@.*$/;

/** A history that everybody may read: payloads opened, no process, no path, no stack. A replay asks for the opened payloads and for nothing that is dropped. */
export async function opened(value: Json, codec: PayloadCodec | null): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map((each: Json) => opened(each, codec)));
  if (typeof value === 'string') return value.replace(processQueue, 'a-process');
  if (!isFields(value)) return value;
  if (isFields(value['metadata']) && typeof value['metadata']['encoding'] === 'string') return openedPayload(value, codec);
  const kept = Object.entries(value).filter(([name]) => !dropped.has(name));
  return Object.fromEntries(await Promise.all(kept.map(async ([name, each]) => [name, await opened(each, codec)] as const)));
}

async function openedPayload({ metadata, data }: Fields, codec: PayloadCodec | null): Promise<Json> {
  const bytes = Object.entries(fieldsOf(metadata)).map(([name, each]) => [name, Buffer.from(textOf(each), 'base64')] as const);
  const payload: Payload = { metadata: Object.fromEntries(bytes), data: Buffer.from(textOf(data), 'base64') };
  const [clear = payload] = codec === null ? [payload] : await codec.decode([payload]);
  const names = Object.entries(clear.metadata ?? {}).map(([name, each]) => [name, Buffer.from(each).toString('base64')]);
  const text = Buffer.from(clear.data ?? []).toString('utf8');
  return { metadata: Object.fromEntries(names), data: Buffer.from(withoutPlaces(text)).toString('base64') };
}

/** A failure's stack and a collectivity's folder of mails name paths of the machine. */
function withoutPlaces(text: string): string {
  return text.replace(/"stack_trace":"(?:[^"\\]|\\.)*"/g, '"stack_trace":""').replace(/file:\/\/[^"\\\s]*/g, 'file:///mails');
}

/** What a payload says, once opened. */
export function valueOf(payload: Json | undefined): Json {
  const text = Buffer.from(textOf(fieldsOf(payload)['data']), 'base64').toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

export function payloadsOf(value: Json | undefined): readonly Json[] {
  const list = fieldsOf(value)['payloads'];
  return Array.isArray(list) ? list.map((each: Json) => valueOf(each)) : [];
}
