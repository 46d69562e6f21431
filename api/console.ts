import express, { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { instantAt } from '../domain/clock';
import { isRehearsal, type CollectivityRecord } from '../domain/collectivity';
import { dateIn } from '../domain/dates';
import { stateOf } from '../store/records';
import { consolePage, type Frame } from '../templates/pages/console/frame';
import type { Crumb, LinkedError, View } from '../templates/pages/console/kit';
import { roleNames } from '../templates/pages/console/roles';
import { SignIn, Stop } from '../templates/pages/console/sign-in';
import { css, styleHref } from '../templates/pages/console/style';
import type { Reply } from './act';
import { formBody, type FormBody } from './console-form';
import { first, freshNonce, keyOf, type ConsoleEntry, type Done, type Visit } from './console-page';
import { consolePages } from './console-pages';
import {
  attempts,
  cookieOf,
  csrfOf,
  isSameSite,
  keepAlive,
  leaveNotice,
  signedIn,
  signIn,
  signOut,
  type Attempts,
  type SignedIn,
} from './console-session';
import { keyFault, tooMany, unknownKey } from './console/sign-in-faults';
import { problem, ProblemError, type Problem } from './problems';
import { received } from './received';
import { roomFirst } from './room';
import type { Service } from './service';
import { paramsOf, unreadable } from './unreadable';

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
/** of who is not signed in, or is leaving */
const smallForm = express.raw({ type: formTypes, limit: '64kb' });
const formWithFiles = express.raw({ type: formTypes, limit: '12mb' });
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The console: pages and forms over the API's own routes, without a script. */
export function consoleRoutes(service: Service): Router {
  const router = Router();
  const tried = attempts();
  router.use((_request, response, next) => {
    // same-origin, not no-referrer: with the latter a browser hides where a form comes from
    response.set({ 'Content-Security-Policy': policy, 'Referrer-Policy': 'same-origin' });
    next();
  });
  router.get(styleHref.slice('/console'.length), (_request, response) => {
    response.set('Cache-Control', 'public, max-age=31536000, immutable').type('text/css').send(css);
  });
  router.use(roomFirst(service));
  router.get('/sign-in', (request, response) => showSignIn(response, 200, nextOf(queryOf(request)['next'] ?? ''), null));
  router.post('/sign-in', ownSite(service), entering(service, tried));
  router.post('/sign-out', ownSite(service), leaving(service));
  for (const entry of consolePages) serve(router, service, entry);
  router.use(known(service, () => Promise.reject(new ProblemError(problem('not-found')))));
  router.use(failure(service));
  return router;
}

function serve(router: Router, service: Service, entry: ConsoleEntry): void {
  switch (entry.kind) {
    case 'page':
      return void router.get(
        entry.path,
        visited(service, entry, async (visit, who, response) => {
          const view = await entry.show(visit);
          if (view === null) throw new ProblemError(problem('not-found'));
          await keepAlive(service, who);
          sendView(response, visit, who, { view, section: entry.section, status: 200, notice: who.session.notice });
        }),
      );
    case 'file':
      return void router.get(
        entry.path,
        visited(service, entry, async (visit, who, response) => {
          const reply = await entry.run(visit);
          await keepAlive(service, { ...who, session: { ...who.session, notice: null } });
          sendFile(response, reply);
        }),
      );
    case 'post':
      return void router.post(
        entry.path,
        ownSite(service),
        visited(service, entry, async (visit, who, response, { fields, files }) => {
          if (first(fields, 'csrf') !== visit.kit.csrf) throw foreignForm(staleForm);
          const key = keyOf(first(fields, 'nonce'), visit.path, fields);
          await answer(service, response, visit, who, await entry.run(visit, { fields, files, key }));
        }),
      );
  }
}

const foreignForm = (detail: string): ProblemError => new ProblemError({ ...problem('forbidden', { detail }), title: 'Formulaire refusé' });
const staleForm = 'Ce formulaire vient d’une autre session\u00A0: rouvrez la page et recommencez.';

async function answer(service: Service, response: Response, visit: Visit, who: SignedIn, done: Done): Promise<void> {
  if ('to' in done) {
    await leaveNotice(service, who, done.notice);
    return response.redirect(303, done.to);
  }
  await keepAlive(service, who);
  const { view, section, errors = [] } = done;
  sendView(response, visit, who, { view, section, errors, status: errors.length > 0 ? 422 : 200, notice: null });
}

type Handle = (visit: Visit, who: SignedIn, response: Response, body: FormBody) => Promise<void>;

/** For those whose role the entry names; who is not signed in is led back here afterwards. */
function visited(service: Service, { roles }: Pick<ConsoleEntry, 'roles'>, handle: Handle): RequestHandler {
  return known(service, async (who, request, response) => {
    if (!roles.includes(who.role)) throw new ProblemError(problem('forbidden'));
    const body = request.method === 'GET' ? { fields: {}, files: {} } : await formOf(request, response, formWithFiles);
    await handle(await visitOf(service, who, request, body), who, response, body);
  });
}

function known(service: Service, handle: (who: SignedIn, request: Request, response: Response) => Promise<void>): RequestHandler {
  return async (request, response) => {
    const who = await signedIn(service, request.get('cookie'));
    if (who === null) return showSignIn(response, 401, request.method === 'GET' ? request.originalUrl : '/console', null);
    response.locals['who'] = who;
    await handle(who, request, response);
  };
}

async function formOf(request: Request, response: Response, reader: RequestHandler): Promise<FormBody> {
  await received(reader, request, response);
  const body: unknown = request.body;
  const read = formBody(request.get('content-type'), body);
  if (read === null)
    throw new ProblemError(problem('invalid-input', { detail: 'Ce formulaire est incomplet\u00A0: rouvrez la page et recommencez.' }));
  return read;
}

const queryOf = (request: Request): Visit['query'] => Object.fromEntries(new URL(request.originalUrl, 'http://console').searchParams);

async function visitOf(service: Service, who: SignedIn, request: Request, body: FormBody): Promise<Visit> {
  const { collectivity: id, user, role, token } = who;
  const collectivity = await service.db.read(id, (tx) => stateOf<CollectivityRecord>(tx, 'collectivities', id));
  if (collectivity === null) throw new ProblemError(problem('not-found'));
  const now = instantAt(collectivity.clock, Date.now());
  const version = /^\d{1,9}$/.exec(first(body.fields, 'version'))?.[0];
  const params = paramsOf(request);
  const query = queryOf(request);
  return {
    call: {
      service,
      collectivity: id,
      user,
      role,
      params,
      query,
      body: {},
      key: null,
      expected: version === undefined ? null : Number(version),
    },
    collectivity,
    now,
    today: dateIn(now, collectivity.zone),
    path: request.originalUrl.split('?')[0] ?? '/console',
    query,
    kit: { csrf: csrfOf(token), nonce: freshNonce(), may: (path) => mayOpen(role, path), answered: null },
  };
}

/** What a role may not do is not shown; a path that is declared twice is a page and the form on it. */
function mayOpen(role: SignedIn['role'], path: string): boolean {
  const declared = consolePages.filter((entry) => entry.path === path);
  return declared.length > 0 && declared.every(({ roles }) => roles.includes(role));
}

type Shown = {
  readonly view: View;
  readonly section: string | null;
  readonly status: number;
  readonly notice: string | null;
  readonly errors?: readonly LinkedError[];
};

const hrefOf = (path: string): string => (path === '/' ? '/console' : `/console${path}`);

function menuOf(role: SignedIn['role']): readonly Crumb[] {
  return consolePages.flatMap((entry) =>
    entry.kind === 'page' && entry.menu !== undefined && entry.roles.includes(role)
      ? [{ href: hrefOf(entry.path), label: entry.menu }]
      : [],
  );
}

function userOf({ user, role, token }: SignedIn): Frame['user'] {
  return { name: user, role: roleNames[role], csrf: csrfOf(token) };
}

function sendView(response: Response, { collectivity }: Visit, who: SignedIn, shown: Shown): void {
  const { view, section, status, notice, errors = [] } = shown;
  const { title, body, parents = [] } = view;
  const frame: Frame = {
    title,
    parents,
    notice,
    errors,
    section: section === null ? null : hrefOf(section),
    user: userOf(who),
    menu: menuOf(who.role),
    collectivity: { label: collectivity.label, specimen: isRehearsal(collectivity) },
  };
  response.status(status).type('text/html').send(consolePage(frame, body));
}

/** What was stored is shown as it is, in a frame where it can do nothing. */
function sendFile(response: Response, { status, body, mediaType, headers = {} }: Reply): void {
  response
    .status(status)
    .set({ ...headers, 'Content-Security-Policy': 'sandbox' })
    .type(mediaType ?? 'application/octet-stream')
    .send(body);
}

function showSignIn(response: Response, status: number, next: string, fault: string | null): void {
  const frame: Frame = {
    title: 'Se connecter à la console',
    section: null,
    user: null,
    collectivity: null,
    errors: fault === null ? [] : [{ href: '#cle', text: fault }],
  };
  response
    .status(status)
    .type('text/html')
    .send(consolePage(frame, SignIn({ next, fault })));
}

/** Only an address of the console itself: a link must not lead who signs in elsewhere. */
function nextOf(asked: string): string {
  return /^\/console(?:[/?][\w./?=&%+-]*)?$/.test(asked) && !asked.includes('//') ? asked : '/console';
}

function ownSite(service: Service): RequestHandler {
  return (request, _response, next) => {
    const from = { origin: request.get('origin'), fetchSite: request.get('sec-fetch-site'), host: request.get('host') };
    next(isSameSite(service, from) ? undefined : foreignForm('Ce formulaire vient d’un autre site.'));
  };
}

function entering(service: Service, tried: Attempts): RequestHandler {
  return async (request, response) => {
    const { fields } = await formOf(request, response, smallForm);
    const next = nextOf(first(fields, 'next'));
    const address = request.ip ?? '';
    if (tried.barred(address, Date.now())) return showSignIn(response.set('Retry-After', '900'), 429, next, tooMany);
    const key = first(fields, 'key');
    const fault = keyFault(key);
    if (fault !== null) return showSignIn(response, 401, next, fault);
    const token = await signIn(service, key);
    if (token === null) {
      tried.failed(address, Date.now());
      return showSignIn(response, 401, next, unknownKey);
    }
    response.set('Set-Cookie', cookieOf(service, token)).redirect(303, next);
  };
}

function leaving(service: Service): RequestHandler {
  return known(service, async (who, request, response) => {
    const { fields } = await formOf(request, response, smallForm);
    if (first(fields, 'csrf') !== csrfOf(who.token)) throw foreignForm(staleForm);
    await signOut(service, who);
    response.set('Set-Cookie', cookieOf(service, null)).redirect(303, '/console/sign-in');
  });
}

function failure({ log }: Service): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const said = problemOf(error);
    if (said.status >= 500) log.error('console page failed', { method: request.method, status: said.status }, error);
    const who: unknown = response.locals['who'];
    const frame: Frame = { title: said.title, section: null, user: null, collectivity: null };
    const text = said.detail ?? (said.status >= 500 ? 'Réessayez dans un instant. Si cela se répète, prévenez l’équipe technique.' : '');
    const back = who === undefined ? ['/console/sign-in', 'Se connecter'] : ['/console', 'Revenir au tableau de bord'];
    response
      .status(said.status)
      .type('text/html')
      .send(consolePage(frame, Stop({ text, href: back[0] ?? '', label: back[1] ?? '' })));
  };
}

function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : (unreadable(error) ?? problem('fault'));
}
