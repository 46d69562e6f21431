import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Role } from '../domain/decision';
import { wallTime } from '../domain/dates';
import { dossierId, isId, type CollectivityId, type CommandId, type DossierId } from '../domain/ids';
import type { Command, Noun } from '../domain/nouns';
import type { Tx } from '../store/db';
import { stored } from '../store/stored';
import { mint } from './command-ids';
import { problem, ProblemError, refusedProblem } from './problems';
import { resourceOf, resourceSchema, type Resource } from './resources';
import type { Service } from './service';
import { submit } from './submit';
import { explanationSchema } from './text-schemas';

/** A call without its transport: declarations never see a request or a response. */
export type Call = {
  readonly service: Service;
  readonly collectivity: CollectivityId;
  readonly user: string;
  readonly role: Role;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly key: string | null;
  readonly expected: number | null;
};

export type Reply = {
  readonly status: number;
  readonly body: unknown;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Route = {
  readonly method: 'get' | 'post' | 'put';
  readonly path: string;
  readonly title: string;
  readonly tag: string;
  readonly roles: readonly Role[];
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema?: z.ZodType; readonly mediaType?: string }>>;
  readonly run: (call: Call) => Promise<Reply>;
};

/** One id per (collectivity, user, Idempotency-Key): the table of commands is the only idempotency. */
export function keyedCommand({ service, collectivity, user, key }: Pick<Call, 'service' | 'collectivity' | 'user' | 'key'>): CommandId {
  if (key === null) throw new ProblemError(problem('key-missing'));
  return mint(service.keyring, collectivity, `k.${digest(collectivity, user, key)}`);
}

/** A created dossier's id follows from its command, so that a retry finds the same dossier. */
export function bornId(noun: Noun, collectivity: CollectivityId, command: CommandId): DossierId {
  return dossierId(`${noun}_${digest(collectivity, noun, command)}`);
}

/** Passing a warning takes its code and a reason (the journal keeps both). */
const overridesSchema = z
  .array(
    z.strictObject({
      code: z
        .string()
        .max(60)
        .regex(/^[a-z0-9-]{1,60}$/, 'Code de refus mal formé.'),
      reason: explanationSchema,
    }),
  )
  .max(10)
  .optional();

const overridden = z.looseObject({ overrides: overridesSchema });

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 24);
}

function givenId({ params }: Call): DossierId {
  const id = params['id'] ?? '';
  if (!isId(id)) throw new ProblemError(problem('not-found'));
  return dossierId(id);
}

export const pendingSchema = z.object({ command: z.string(), status: z.literal('pending') });

type ActDeclaration<N extends Noun, Body extends z.ZodType> = {
  readonly noun: N;
  readonly path: string;
  readonly roles: readonly Role[];
  readonly title: string;
  readonly body: Body;
  readonly action: (body: z.infer<Body>, call: Call, dossier: DossierId) => Nouns<N> | Promise<Nouns<N>>;
  /** for a creation whose id is given by its facts (a month, a person's engagement); otherwise the command gives it */
  readonly dossier?: (body: z.infer<Body>, call: Call) => DossierId;
};
type Nouns<N extends Noun> = Command<N>['action'];

/** A write is a declaration; its answer is the noun's resource, read after the commit. A path with :id changes a dossier, another one creates it. */
export function act<N extends Noun, Body extends z.ZodObject>(declared: ActDeclaration<N, Body>): Route {
  const { noun, path, roles, title } = declared;
  const creates = !path.includes('/:id');
  const body = declared.body.extend({ overrides: overridesSchema });
  return {
    method: 'post',
    path,
    title,
    roles,
    body,
    tag: noun,
    answers: {
      [creates ? 201 : 200]: { description: 'Le dossier après l’acte', schema: resourceSchema(noun) },
      202: { description: 'L’acte est pris en charge\u00A0; son résultat est à l’adresse indiquée', schema: pendingSchema },
    },
    run: async (call) => {
      const id = keyedCommand(call);
      const { overrides, ...input } = overridden.parse(call.body);
      const typed = declared.body.parse(input);
      const dossier = creates ? (declared.dossier?.(typed, call) ?? bornId(noun, call.collectivity, id)) : givenId(call);
      const command: Command<N> = {
        id,
        noun,
        dossier,
        collectivity: call.collectivity,
        by: { kind: 'user', user: call.user, role: call.role },
        received: wallTime(Date.now()),
        action: await declared.action(typed, call, dossier),
        ...(overrides === undefined ? {} : { overrides }),
        ...(call.expected === null ? {} : { expected: call.expected }),
      };
      return answer(call, command, creates);
    },
  };
}

/** Where the outcome of an act that is being performed will be. */
export const pendingAt = (id: CommandId): Readonly<Record<string, string>> => ({
  Location: `/commands/${encodeURIComponent(id)}`,
  'Retry-After': '2',
});

export async function answer<N extends Noun>(call: Call, command: Command<N>, creates: boolean): Promise<Reply> {
  const outcome = await submit(call.service, command);
  if (outcome === null)
    return {
      status: 202,
      body: { command: command.id, status: 'pending' },
      headers: pendingAt(command.id),
    };
  if (outcome.refusals.length > 0) throw new ProblemError(refusedProblem(command.noun, outcome.refusals));
  const resource: Resource | null = await call.service.db.read(call.collectivity, (tx) => resourceOf(tx, command.noun, command.dossier));
  return {
    status: creates ? 201 : 200,
    body: resource,
    headers: {
      ...(resource === null ? {} : { ETag: `"${resource.version}"` }),
      ...(creates ? { Location: `/${pathOf(command.noun)}/${command.dossier}` } : {}),
    },
  };
}

export const pathOf = (noun: Noun): string =>
  noun === 'collectivity'
    ? 'collectivities'
    : `${noun}s`.replace(/ys$/, 'ies').replace('consultation-daies', 'consultation-days').replace('persons', 'people');

type ReadDeclaration<Query extends z.ZodObject> = {
  readonly path: string;
  readonly roles: readonly Role[];
  readonly title: string;
  readonly tag: string;
  readonly query?: Query;
  readonly mediaType?: string;
  /** what it answers, for the document of the API */
  readonly answer?: z.ZodType;
  readonly load: (tx: Tx, call: Call, query: z.infer<Query>) => Promise<unknown>;
};

/** A read sees one collectivity's rows as they stood at one moment; null is a 404. */
export function read<Query extends z.ZodObject>(declared: ReadDeclaration<Query>): Route {
  const { path, roles, title, tag, query, mediaType = 'application/json', answer: schema, load } = declared;
  return {
    method: 'get',
    path,
    title,
    roles,
    tag,
    ...(query === undefined ? {} : { query }),
    answers: { 200: { description: title, mediaType, ...(schema === undefined ? {} : { schema }) } },
    run: async (call) => {
      const value = await call.service.db.read(call.collectivity, (tx) => load(tx, call, stored<z.infer<Query>>(call.query)));
      if (value === null) throw new ProblemError(problem('not-found'));
      return isReply(value) ? value : { status: 200, body: value, mediaType };
    },
  };
}

function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'status' in value && 'mediaType' in value && 'body' in value;
}
