import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Call, Reply, Route } from './act';
import { identify, type Identity } from './actor';
import { operatorScope } from './commands';
import { outsideSignaturePath } from './conventions';
import { consoleRoutes } from './console';
import { linkRoutes } from './links';
import { openapiDocument } from './openapi';
import { parsed } from './parsed';
import { problem, ProblemError, type Problem } from './problems';
import { received } from './received';
import { fullDisk, roomFirst } from './room';
import { routes } from './routes';
import type { Service } from './service';
import { paramsOf, unreadable } from './unreadable';

const json = express.json({ limit: '2mb', strict: true });
/** a document of a parapheur, in base64 */
const jsonWithDocument = express.json({ limit: '14mb', strict: true });

/** The HTTP face: declared routes, mailed links, health. Nothing else sees a request or a response. */
export function createApp(service: Service): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', service.trustedProxies ?? 0);
  app.use(headers);
  // a person who opens the address that `npm start` prints wants the console
  app.get('/', (_request, response) => response.redirect('/console'));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', readiness(service));
  app.get('/openapi.json', (_request, response) => void response.json(openapiDocument(routes, service.publicUrl)));
  app.use('/l', linkRoutes(service));
  app.use('/console', consoleRoutes(service));
  app.use(roomFirst(service));
  for (const route of routes) app[route.method](route.path, handler(service, route));
  app.use(unserved);
  app.use(failure(service));
  return app;
}

const headers: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
};

const ownPaths = [
  { path: '/', methods: ['GET', 'HEAD'] },
  { path: '/healthz', methods: ['GET', 'HEAD'] },
  { path: '/readyz', methods: ['GET', 'HEAD'] },
  { path: '/openapi.json', methods: ['GET', 'HEAD'] },
] as const;

/** Methods that an address knows: none is a 404, another one a 405 that names them (RFC 9110 15.5.6). */
function methodsAt(actual: string): readonly string[] {
  const declared = routes
    .filter(({ path }) => matches(path, actual))
    .flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  const known = new Set([...declared, ...ownPaths.filter(({ path }) => matches(path, actual)).flatMap(({ methods }) => methods)]);
  return ['GET', 'HEAD', 'POST', 'PUT'].filter((method) => known.has(method));
}

function matches(path: string, actual: string): boolean {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:[a-z]+/gi, '[^/]+')}/?$`).test(actual);
}

const unserved: RequestHandler = (request, response, next) => {
  const allowed = methodsAt(request.path);
  if (allowed.length > 0) response.set('Allow', allowed.join(', '));
  next(new ProblemError(problem(allowed.length > 0 ? 'method-not-allowed' : 'not-found')));
};

function readiness({ db, client, hasRoom }: Service): RequestHandler {
  return async (_request, response) => {
    if (hasRoom?.() === false) return void response.status(503).json({ status: 'not-ready', reason: fullDisk.detail });
    const checks = await Promise.allSettled([
      db.operator((tx) => tx.selectFrom('chain_heads').select('seq').limit(1).execute()),
      client.workflow.count(),
    ]);
    const ready = checks.every(({ status }) => status === 'fulfilled');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready' });
  };
}

function handler(service: Service, route: Route): RequestHandler {
  return async (request, response) => {
    const identity = await identify(service, request.get('authorization'), new Date().toISOString().slice(0, 10));
    if (identity === null) throw new ProblemError(problem('unauthenticated'));
    if (!route.roles.includes(identity.role)) throw new ProblemError(problem('forbidden'));
    if (route.method !== 'get') await received(route.path === outsideSignaturePath ? jsonWithDocument : json, request, response);
    send(response, await route.run(callOf(service, route, request, identity)));
  };
}

function callOf(service: Service, route: Route, request: Request, { collectivity, user, role }: Identity): Call {
  return {
    service,
    user,
    role,
    collectivity: collectivity ?? operatorScope,
    key: keyOf(route, request),
    params: paramsOf(request),
    query: route.query === undefined ? {} : fieldsOf(parsed(route.query, request.query, 'query')),
    body: route.body === undefined ? {} : parsed(route.body, bodyOf(request), 'body'),
    expected: versionOf(request.get('if-match')),
  };
}

function keyOf({ method }: Route, request: Request): string | null {
  if (method === 'get') return null;
  const key = request.get('idempotency-key') ?? '';
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new ProblemError(problem('key-missing'));
  return key;
}

/** Another type would leave the body unread, and then every field would seem to be missing. */
function bodyOf(request: Request): unknown {
  const sent = Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
  if (sent && request.is('json') === false) throw new ProblemError(problem('wrong-media-type'));
  const body: unknown = request.body;
  return body ?? {};
}

/** A version that cannot be read must not pass for none: the caller wanted to be stopped by a change. */
function versionOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const digits = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (digits === undefined) throw new ProblemError(problem('version-unreadable'));
  return Number(digits);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function send(response: Response, { status, body, mediaType, headers: extra }: Reply): void {
  response.status(status);
  if (extra !== undefined) response.set(extra);
  if (Buffer.isBuffer(body) || typeof body === 'string') response.type(mediaType ?? 'application/octet-stream').send(body);
  else response.type('application/json').send(JSON.stringify(body));
}

function failure({ log, hasRoom }: Service): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const found = problemOf(error);
    const said = found.status === 500 && hasRoom?.() === false ? fullDisk : found;
    if (said.status >= 500) log.error('request failed', { method: request.method, status: said.status }, error);
    if (said.status === 401) response.set('WWW-Authenticate', 'Bearer');
    if (said.status >= 503) response.set('Retry-After', '5');
    response.status(said.status).type('application/problem+json').send(JSON.stringify(said));
  };
}

function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : (unreadable(error) ?? problem('fault'));
}
