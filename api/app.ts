import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { collectivityId } from '../domain/ids';
import type { Call, Reply, Route } from './act';
import { identify } from './actor';
import { linkRoutes } from './links';
import { openapiDocument } from './openapi';
import { problem, ProblemError, type Problem } from './problems';
import { routes } from './routes';
import type { Service } from './service';

const bodyLimit = '2mb';

/** The HTTP face: declared routes, mailed links, health. Nothing else sees a request or a response. */
export function createApp(service: Service): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(headers);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', readiness(service));
  app.get('/openapi.json', (_request, response) => void response.json(openapiDocument(routes, service.publicUrl)));
  app.use('/l', linkRoutes(service));
  app.use(express.json({ limit: bodyLimit, strict: true }));
  for (const route of routes) app[route.method](route.path, handler(service, route));
  app.use((request, _response, next) => next(new ProblemError(problem(routes.some(({ path }) => matches(path, request.path)) ? 'method-not-allowed' : 'not-found'))));
  app.use(failure(service));
  return app;
}

const headers: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
};

function matches(path: string, actual: string): boolean {
  return new RegExp(`^${path.replaceAll(/:[a-z]+/gi, '[^/]+')}/?$`).test(actual);
}

function readiness({ db, client }: Service): RequestHandler {
  return async (_request, response) => {
    const checks = await Promise.allSettled([db.operator((tx) => tx.selectFrom('chain_heads').select('seq').limit(1).execute()), client.workflow.count()]);
    const ready = checks.every(({ status }) => status === 'fulfilled');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready' });
  };
}

function handler(service: Service, route: Route): RequestHandler {
  return async (request, response) => {
    const call = await callOf(service, route, request);
    send(response, await route.run(call));
  };
}

async function callOf(service: Service, route: Route, request: Request): Promise<Call> {
  const identity = await identify(service, request.get('authorization'), new Date().toISOString().slice(0, 10));
  if (identity === null) throw new ProblemError(problem('unauthenticated'));
  if (!route.roles.includes(identity.role)) throw new ProblemError(problem('forbidden'));
  const { params, query } = request;
  const key = request.get('idempotency-key') ?? null;
  if (route.method !== 'get' && (key === null || !/^[\x21-\x7e]{1,200}$/.test(key))) throw new ProblemError(problem('key-missing'));
  return {
    service, key, user: identity.user, role: identity.role,
    collectivity: identity.collectivity ?? collectivityId('operator'),
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
    query: route.query === undefined ? {} : (parsed(route.query, query, '?') as Record<string, unknown>),
    body: route.body === undefined ? {} : parsed(route.body, request.body ?? {}, ''),
    expected: versionOf(request.get('if-match')),
  };
}

function versionOf(header: string | undefined): number | null {
  const digits = /^"(\d{1,9})"$/.exec(header ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Parses once, strictly; each fault is named by its JSON pointer, in French. */
function parsed(schema: z.ZodType, value: unknown, prefix: string): unknown {
  const result = schema.safeParse(value, { error: z.locales.fr().localeError });
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message, code }) => ({ pointer: `${prefix}/${path.map(String).join('/')}`, code, detail: message }));
  throw new ProblemError(problem('invalid-input', { errors }));
}

function send(response: Response, { status, body, mediaType, headers: extra }: Reply): void {
  response.status(status);
  if (extra !== undefined) response.set(extra);
  if (Buffer.isBuffer(body) || typeof body === 'string') response.type(mediaType ?? 'application/octet-stream').send(body);
  else response.type('application/json').send(JSON.stringify(body));
}

function failure({ log }: Service): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const said = problemOf(error);
    if (said.status >= 500) log.error('request failed', { method: request.method, status: said.status }, error);
    response.status(said.status).type('application/problem+json').send(JSON.stringify(said));
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const kind = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  if (kind === 'entity.parse.failed' || kind === 'charset.unsupported' || kind === 'encoding.unsupported') return problem('not-json');
  if (kind === 'entity.too.large') return problem('too-large');
  if (error instanceof URIError) return problem('not-found');
  return problem('fault');
}
