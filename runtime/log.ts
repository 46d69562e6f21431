import { pino } from 'pino';
import type { DestinationStream } from 'pino';

import { plain } from '../domain/plain-text';
import type { LogLevel } from './config';

/** a log line holds ids, codes and figures. A field that is not in this list never reaches it, whoever passes it. */
const fieldNames = [
  'collectivity noun dossier command person site delivery statement document digest link due',
  'workflow workflowId workflowType run runId activity activityId activityType namespace taskQueue',
  'attempt version status code method route path request key role program',
  'host port pid signal exit count bytes ms level migration engine component',
];

const allowed: ReadonlySet<string> = new Set(fieldNames.join(' ').split(' '));

/** Longer values are no ids. */
const VALUE_LENGTH = 200;
const STACK_FRAMES = 12;

export type LogFields = Readonly<Record<string, unknown>>;

export type Log = {
  readonly debug: (message: string, fields?: LogFields) => void;
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields, error?: unknown) => void;
  readonly error: (message: string, fields?: LogFields, error?: unknown) => void;
  /** A log whose every line carries these fields too. */
  readonly with: (fields: LogFields) => Log;
};

export type LogOptions = { readonly level: LogLevel; readonly file?: string | undefined; readonly program: string };

const STDERR = 2;
const WAITING_BYTES = 1_000_000;

/** One JSON object a line, written at once: a line written before a crash is there after it. */
export function openLog({ level, file, program }: LogOptions, stream?: DestinationStream): Log {
  const destination = stream ?? linesTo(file ?? STDERR);
  const lines = pino({ level, base: { pid: process.pid, program }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const over = (always: LogFields): Log => ({
    debug: (message, fields) => lines.debug(clean({ ...always, ...fields }), redact(message)),
    info: (message, fields) => lines.info(clean({ ...always, ...fields }), redact(message)),
    warn: (message, fields, error) => lines.warn({ ...clean({ ...always, ...fields }), ...faultOf(error) }, redact(message)),
    error: (message, fields, error) => lines.error({ ...clean({ ...always, ...fields }), ...faultOf(error) }, redact(message)),
    with: (fields) => over({ ...always, ...fields }),
  });
  return over({});
}

/** A full disk refuses the line, not the act that it tells about: what could not be written waits, up to a limit, for the next line. */
function linesTo(dest: string | number): DestinationStream {
  const destination = pino.destination({ dest, sync: true, mkdir: true, maxLength: WAITING_BYTES });
  destination.on('error', () => undefined);
  return destination;
}

/** Takes out what opens a link or names a person: link tokens, mail addresses, IBANs, long numbers (RPPS, telephone), quoted values. */
export function redact(text: string): string {
  return plain(text)
    .replaceAll(/\/l\/[^/?#\s"']+/g, '/l/…')
    .replaceAll(/\bBearer\s+\S+/gi, 'Bearer …')
    .replaceAll(/:\/\/[^/\s:@]+:[^/\s@]+@/g, '://…@')
    .replaceAll(/[^\s<>"'@,;:=(]+@[^\s<>"'@,;:)]+/g, '…@…')
    .replaceAll(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b/g, 'IBAN…')
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/(?<![0-9a-f-])\+?\d(?:[ .]?\d){8,}(?![0-9a-f-])/gi, '…');
}

function clean(fields: LogFields): Record<string, string | number | boolean | null> {
  const kept: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!allowed.has(name)) continue;
    if (typeof value === 'string') kept[name] = redact(value).slice(0, VALUE_LENGTH);
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) kept[name] = value;
  }
  return kept;
}

/** A database's error carries the offending row in its detail: only name, code, redacted message and frames are kept. */
function faultOf(error: unknown): { readonly fault?: object } {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { fault: { name: typeof error } };
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? {} : { cause: faultOf(error.cause).fault };
  return {
    fault: {
      name: error.name,
      ...code,
      message: redact(error.message),
      stack: frames.slice(0, STACK_FRAMES).map((line) => line.trim()),
      ...cause,
    },
  };
}
