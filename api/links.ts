import { Router, type Request, type RequestHandler, type Response } from 'express';
import { canonical } from '../domain/canonical';
import { instantAt } from '../domain/clock';
import type { Collectivity } from '../domain/collectivity';
import { dateIn, wallTime } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { collectivityId, dossierId, type CommandId } from '../domain/ids';
import type { Command, Noun, Outcome } from '../domain/nouns';
import { digestOf, outcomeOf } from '../store/commands';
import type { Tx } from '../store/db';
import { documentOf } from '../store/documents';
import { linkOf, useLink, type Link } from '../store/links';
import { knownParty } from '../store/link-party';
import { stateOf } from '../store/records';
import { refusalSentence } from '../templates/french';
import { linkPage } from '../templates/pages/link-page';
import type { Reply } from './act';
import { documentReply } from './documents';
import { sentFields } from './link-body';
import { typed, type Answered, type Fields, type LineAct, type LinkForm, type OpenForm, type Parsed } from './link-form';
import { linkFailure, onlyForms, unservedLink } from './link-failures';
import { formOf } from './link-forms';
import {
  documentSoon,
  formPage,
  goneDossier,
  goneParty,
  mootLink,
  noDocument,
  outcomePage,
  pageOf,
  takenPage,
  unknownLink,
  type Page,
} from './link-pages';
import { actId, expiredPage, renew, type RenewalPage } from './link-renewal';
import { isNoun } from './resources';
import { roomFirst } from './room';
import type { Service } from './service';
import { submit } from './submit';

/** Mailed links: GET is inert, POST acts once with a choice that no page preselects, a second POST shows the first outcome. */
export function linkRoutes(service: Service): Router {
  const router = Router({ strict: false });
  router.use(onlyForms);
  router.use(roomFirst(service));
  router.get(
    '/:token',
    opened(service, async (link, _request, response) => show(response, 200, link)),
  );
  router.get(
    '/:token/document',
    opened(service, async (link, _request, response) => give(response, await documentBehind(service, link))),
  );
  router.get('/:token/renewal', (request, response) =>
    response.redirect(303, `${service.publicUrl}/l/${encodeURIComponent(tokenOf(request))}`),
  );
  router.get(
    '/:token/*path',
    opened(service, async (link, request, response) =>
      give(response, await fileBehind(service, link, [request.params['path']].flat().join('/'))),
    ),
  );
  router.post(
    '/:token/renewal',
    handled(async (request, response) => {
      const found = await open(service, tokenOf(request));
      if (found.kind === 'live') return response.redirect(303, found.href);
      reply(response, found.renew === undefined ? found : await found.renew());
    }),
  );
  router.post(
    '/:token',
    opened(service, async (link, request, response) => {
      const { fields, faults } = typed(await sentFields(request, response));
      if (Object.keys(faults).length > 0) return show(response, 422, link, { fields, faults });
      const parsed = link.form.parse(fields, service);
      if (!parsed.ok) return show(response, Object.keys(parsed.faults).length > 0 ? 422 : 200, link, { fields, faults: parsed.faults });
      if ('lines' in parsed) return showLines(service, response, link, parsed);
      reply(response, await actOn(service, link, parsed, fields));
    }),
  );
  router.use(unservedLink);
  router.use(linkFailure(service));
  return router;
}

type Act = Extract<Parsed<Command['action']>, { readonly action: Command['action'] }>;
type Lines = Extract<Parsed<Command['action']>, { readonly lines: readonly LineAct[] }>;
type Live = {
  readonly kind: 'live';
  readonly link: Link;
  readonly noun: Noun;
  readonly purpose: LinkForm;
  readonly form: OpenForm;
  readonly base: BaseFacts;
  readonly href: string;
};
type Moot = Page & { readonly kind: 'moot'; /** for a link whose time is over */ readonly renew?: () => Promise<Page> };

const tokenOf = (request: Request): string => String(request.params['token']);

function handled(handle: (request: Request, response: Response) => Promise<void>): RequestHandler {
  return async (request, response) => handle(request, response);
}

/** For a link that still works; any other answers with its page. */
function opened(service: Service, handle: (link: Live, request: Request, response: Response) => Promise<void>): RequestHandler {
  return handled(async (request, response) => {
    const found = await open(service, tokenOf(request));
    if (found.kind === 'live') await handle(found, request, response);
    else reply(response, found);
  });
}

function reply(response: Response, { status, page }: Page): void {
  response.status(status).type('text/html').send(linkPage(page));
}

async function show(response: Response, status: number, { form, base, href }: Live, answered?: Answered): Promise<void> {
  if (form.page === null) return reply(response, { status, page: formPage(form, base, href, answered) });
  response
    .status(status)
    .type('text/html')
    .send(form.page({ base, href, ...(answered === undefined ? {} : { answered }) }));
}

function give(response: Response, found: Reply | Page): void {
  if ('page' in found) return reply(response, found);
  response
    .status(found.status)
    .set(found.headers ?? {})
    .type(found.mediaType ?? 'application/octet-stream')
    .send(found.body);
}

async function open(service: Service, token: string): Promise<Live | Moot> {
  const link = /^[A-Za-z0-9_-]{43}$/.test(token) ? await linkOf(service.db.kysely, token) : null;
  const purpose = link === null ? null : formOf(link.noun, link.purpose);
  if (link === null || purpose === null || !isNoun(link.noun)) return { kind: 'moot', ...unknownLink };
  const { noun } = link;
  const href = `${service.publicUrl}/l/${token}`;
  return service.db.read(link.collectivity, async (tx) => {
    const base = await baseOf(tx, link);
    if (base === null) return { kind: 'moot', ...unknownLink };
    if ((await knownParty(tx, base.collectivity, link)) === 'gone') return { kind: 'moot', ...goneParty(base) };
    const first = purpose.back === null ? await outcomeOf(tx, link.command ?? actId(service, link)) : null;
    if (first !== null && first.outcome.refusals.length === 0)
      return {
        kind: 'moot',
        ...outcomePage(
          purpose,
          { noun: isNoun(first.noun) ? first.noun : noun, outcome: first.outcome, said: await saidOf(purpose, tx, link, base) },
          base,
          href,
        ),
      };
    if (isTaken(link, first)) return { kind: 'moot', ...takenPage(base) };
    if (link.revoked) return { kind: 'moot', ...mootLink(base, await saidOf(purpose, tx, link, base)) };
    if (base.now >= link.until) {
      const inPage = ({ status, title, paragraphs, form }: RenewalPage): Page => ({
        status,
        page: { ...pageOf(title, paragraphs, base), ...(form === undefined ? {} : { form }) },
      });
      return {
        kind: 'moot',
        ...inPage(await expiredPage(tx, { service, noun, link, base, href })),
        renew: async () => inPage(await renew({ service, noun, link, base })),
      };
    }
    const form = await purpose.open(tx, link, base);
    return form === null ? { kind: 'moot', ...goneDossier(base) } : { kind: 'live', link, noun, purpose, form, base, href };
  });
}

/** What was refused after all, once the server was back, is asked again like any refusal. */
const isTaken = ({ command }: Link, outcome: object | null): boolean => command !== null && outcome === null;

async function saidOf(purpose: LinkForm, tx: Tx, link: Link, base: BaseFacts): Promise<readonly string[]> {
  return (await purpose.open(tx, link, base))?.said() ?? [];
}

async function baseOf(tx: Tx, link: Link): Promise<BaseFacts | null> {
  const collectivity = await stateOf<Collectivity>(tx, 'collectivities', link.collectivity);
  if (collectivity === null) return null;
  const now = instantAt(collectivity.clock, Date.now());
  return {
    now,
    today: dateIn(now, collectivity.zone),
    by: { kind: 'link', ref: link.ref },
    overrides: [],
    collectivityId: collectivityId(link.collectivity),
    collectivity,
    dossier: dossierId(link.dossier),
    digestOf,
  };
}

/** What is to be read before one acts; the link gives this document and no other. */
async function documentBehind(service: Service, { form: { document }, base }: Live): Promise<Reply | Page> {
  if (document === null) return noDocument(base);
  const row = await service.db.read(base.collectivityId, (tx) => documentOf(tx, document.id));
  const drawn = row === null ? null : documentReply(service.documents, row, 'inline'); // its row follows a tell, its bytes a commit
  return drawn ?? documentSoon(base);
}

async function fileBehind(service: Service, { form, base }: Live, path: string): Promise<Reply | Page> {
  return (await service.db.read(base.collectivityId, (tx) => form.file(path, { service, tx }))) ?? noDocument(base);
}

/** One id per link: whoever sends first acts; on a page of many acts, one per answer: a double click sends the same fields. */
function idOfAct(service: Service, live: Live, fields: Fields): Promise<CommandId> {
  const answer = digestOf(canonical(fields)).slice(0, 32);
  return unspent(service, live, live.purpose.back === null ? actId(service, live.link) : actId(service, live.link, answer), answer);
}

const mostRefusals = 50;

/** What was refused is asked anew under the next id: a cap may be free since, a date no longer to come. */
function unspent(service: Service, { link, base }: Live, first: CommandId, answer: string): Promise<CommandId> {
  return service.db.read(base.collectivityId, async (tx) => {
    let id = first;
    for (let n = 1; n <= mostRefusals && ((await outcomeOf(tx, id))?.outcome.refusals.length ?? 0) > 0; n += 1)
      id = actId(service, link, answer, String(n));
    return id;
  });
}

async function actOn(service: Service, live: Live, { action, target }: Act, fields: Fields): Promise<Page> {
  const { link, noun, purpose, base, href } = live;
  const { collectivityId: collectivity, by } = base;
  const id = await idOfAct(service, live, fields);
  const command: Command = {
    id,
    collectivity,
    noun: target?.noun ?? noun,
    dossier: target?.dossier ?? base.dossier,
    by,
    received: wallTime(Date.now()),
    action,
  };
  const outcome = await firstOutcome(service, command, await submit(service, command));
  // a refusal does not spend the link: who could not accept may still decline
  if (purpose.back === null && (outcome === null || outcome.refusals.length === 0))
    await service.db.transaction(collectivity, (tx) => useLink(tx, link, id));
  if (outcome === null) return takenPage(base);
  const said = await service.db.read(collectivity, (tx) => saidOf(purpose, tx, link, base));
  return outcomePage(purpose, { noun: command.noun, outcome, said }, base, href);
}

const answeredBefore = 'Cette réponse est déjà enregistrée, ou n’est plus attendue.';

/** Each answered line is a command; the page shows again what is left, and what became of each line. */
async function showLines(service: Service, response: Response, live: Live, { lines, faults }: Lines): Promise<void> {
  const said =
    lines.length === 0 && Object.keys(faults).length === 0
      ? { gone: answeredBefore }
      : Object.fromEntries(await actOnLines(service, live, lines));
  const again = await open(service, live.href.slice(live.href.lastIndexOf('/') + 1));
  if (again.kind !== 'live') return reply(response, again);
  await show(response, Object.keys(faults).length > 0 ? 422 : 200, again, { fields: {}, faults, said });
}

/** A page of thousands of lines leaves room for everybody else's. */
const linesAtOnce = 50;

async function actOnLines(
  service: Service,
  live: Live,
  lines: readonly LineAct[],
): Promise<readonly (readonly [name: string, said: string])[]> {
  const done: (readonly [string, string])[] = [];
  for (let n = 0; n < lines.length; n += linesAtOnce) {
    const some = lines.slice(n, n + linesAtOnce);
    done.push(...(await Promise.all(some.map(async (line) => [line.name, await actOnLine(service, live, line)] as const))));
  }
  return done;
}

async function actOnLine(service: Service, live: Live, { name, noun, dossier, action, fields, said }: LineAct): Promise<string> {
  const { link, base } = live;
  const answer = digestOf(canonical([noun, dossier, name, fields])).slice(0, 32);
  const id = await unspent(service, live, actId(service, link, answer), answer);
  const command: Command = { id, collectivity: base.collectivityId, noun, dossier, by: base.by, received: wallTime(Date.now()), action };
  const outcome = await submit(service, command);
  if (outcome === null) return `${said}. Votre réponse est bien reçue\u00A0; elle est en cours d’enregistrement.`;
  const refusals = outcome.refusals.map((refusal) => refusalSentence(noun, refusal));
  return refusals.length === 0 ? `${said}. C’est enregistré.` : [`${said}.`, ...refusals].join(' ');
}

/** Two different answers sent at once: the first one counts, and both senders read what became of it. */
async function firstOutcome({ db }: Service, { id, collectivity }: Command, outcome: Outcome | null): Promise<Outcome | null> {
  if (outcome === null || !outcome.refusals.some(({ code }) => code === 'command-reused')) return outcome;
  return (await db.read(collectivity, (tx) => outcomeOf(tx, id)))?.outcome ?? outcome;
}
