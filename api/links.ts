import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { isRehearsal, type Collectivity } from '../domain/collectivity';
import { dateIn, frenchInstant, instant, wallTime, type Instant } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import { collectivityId, commandId, dossierId } from '../domain/ids';
import type { Command, Noun, Outcome } from '../domain/nouns';
import { digestOf, outcomeOf } from '../store/commands';
import { instantAt } from '../domain/clock';
import type { Tx } from '../store/db';
import { documentOf } from '../store/documents';
import { linkOf, useLink, type Link } from '../store/links';
import { stateOf } from '../store/records';
import { refusalSentence } from '../templates/french';
import { linkPage, type PageModel } from '../templates/pages/link-page';
import type { Reply } from './act';
import { documentReply } from './documents';
import { formOf, type LinkForm, type Loaded, type Parsed } from './link-forms';
import { isNoun } from './resources';
import type { Service } from './service';
import { submit } from './submit';

/** Mailed links: GET is inert, POST acts once with a choice that no page preselects, a second POST shows the first outcome. */
export function linkRoutes(service: Service): Router {
  const router = Router({ strict: false });
  router.use(express.urlencoded({ extended: false, limit: '50kb' }));
  router.get('/:token', handled(async (request, response) => {
    const opened = await open(service, String(request.params['token']));
    reply(response, opened.kind === 'live' ? 200 : opened.status, opened.kind === 'live' ? formPage(opened) : opened.page);
  }));
  router.get('/:token/document', handled(async (request, response) => {
    const opened = await open(service, String(request.params['token']));
    const found = opened.kind === 'live' ? await documentBehind(service, opened) : opened;
    if ('kind' in found) return reply(response, found.status, found.page);
    response.status(found.status).set(found.headers ?? {}).type(found.mediaType ?? 'application/octet-stream').send(found.body);
  }));
  router.post('/:token', handled(async (request, response) => {
    const opened = await open(service, String(request.params['token']));
    if (opened.kind !== 'live') return reply(response, opened.status, opened.page);
    const body: unknown = request.body;
    const parsed = opened.form.parse(fieldsOf(body), opened.loaded, opened.link, service);
    if (!parsed.ok) return reply(response, 422, formPage(opened, parsed.faults));
    const [status, page] = await actOn(service, opened, parsed);
    reply(response, status, page);
  }));
  return router;
}

type Act = Extract<Parsed<Command['action']>, { readonly ok: true }>;
type Live = { readonly kind: 'live'; readonly link: Link; readonly form: LinkForm; readonly loaded: Loaded; readonly base: BaseFacts; readonly href: string };
type Moot = { readonly kind: 'moot'; readonly status: number; readonly page: PageModel };
type Opened = Live | Moot;

function handled(handle: (request: Request, response: Response) => Promise<void>): RequestHandler {
  return async (request, response) => handle(request, response);
}

function reply(response: Response, status: number, page: PageModel): void {
  response.status(status).type('text/html').send(linkPage(page));
}

function fieldsOf(body: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]));
}

async function open(service: Service, token: string): Promise<Opened> {
  const link = /^[A-Za-z0-9_-]{43}$/.test(token) ? await service.db.operator((tx) => linkOf(tx, token)) : null;
  const form = link === null ? null : formOf(link.noun, link.purpose);
  if (link === null || form === null) return moot(404, 'Lien inconnu', ['Ce lien n’existe pas. Vérifiez que l’adresse est complète.']);
  return service.db.read(link.collectivity, async (tx) => {
    const base = await baseOf(tx, link);
    if (base === null) return moot(404, 'Lien inconnu', ['Ce lien n’existe pas.']);
    if (link.command !== null) return spent(tx, link, base);
    if (link.revoked) return moot(410, 'Lien sans objet', ['Le dossier a avancé depuis l’envoi de ce lien : il n’y a plus rien à faire ici.'], base);
    if (base.now >= link.until) return moot(410, 'Délai dépassé', [`Ce lien a cessé de fonctionner le ${frenchInstant(instant(link.until), base.collectivity.zone)}.`], base);
    const loaded = await form.load(tx, link, base);
    return loaded === null ? moot(404, 'Lien inconnu', ['Ce dossier n’existe plus.'], base) : { kind: 'live', link, form, loaded, base, href: `${service.publicUrl}/l/${token}` };
  });
}

async function baseOf(tx: Tx, link: Link): Promise<BaseFacts | null> {
  const collectivity = await stateOf<Collectivity>(tx, 'collectivities', link.collectivity);
  if (collectivity === null) return null;
  const now: Instant = instantAt(collectivity.clock, Date.now());
  return { now, today: dateIn(now, collectivity.zone), by: { kind: 'link', ref: link.ref }, overrides: [], collectivityId: collectivityId(link.collectivity), collectivity, dossier: dossierId(link.dossier), digestOf };
}

function moot(status: number, title: string, paragraphs: readonly string[], base?: BaseFacts): Moot {
  return { kind: 'moot', status, page: pageOf(title, paragraphs, base) };
}

function pageOf(title: string, paragraphs: readonly string[], base?: BaseFacts): PageModel {
  if (base === undefined) return { title, paragraphs, sender: 'Relais', specimen: false };
  const { label, contact } = base.collectivity;
  return { title, paragraphs, sender: label, contact, specimen: isRehearsal(base.collectivity) };
}

/** What is to be read before one acts; the link gives this document and no other. */
async function documentBehind(service: Service, { form, loaded, link, base }: Live): Promise<Reply | Moot> {
  const named = form.document?.(loaded, link);
  if (named === undefined) return moot(404, 'Document inconnu', ['Ce lien ne donne accès à aucun document.'], base);
  const row = await service.db.read(base.collectivityId, (tx) => documentOf(tx, named.id));
  const drawn = row === null ? null : documentReply(service.documents, row, 'inline'); // its row follows a tell, its bytes a commit
  return drawn ?? moot(503, 'Document en préparation', ['Le document est en cours de préparation : réessayez dans un instant.'], base);
}

/** The link was used: its first outcome, whatever is sent now. */
async function spent(tx: Tx, link: Link, base: BaseFacts): Promise<Opened> {
  const known = link.command === null ? null : await outcomeOf(tx, link.command);
  if (known === null) return moot(202, 'Réponse reçue', ['Votre réponse est bien reçue ; elle est en cours d’enregistrement.'], base);
  const [status, page] = outcomePage(link, known.outcome, base, isNoun(known.noun) ? known.noun : undefined);
  return { kind: 'moot', status, page };
}

function outcomePage(link: Link, outcome: Outcome, base: BaseFacts, performed?: Noun): readonly [number, PageModel] {
  const noun = performed ?? (link.noun as Noun);
  if (outcome.refusals.length > 0) return [409, pageOf('Cette réponse n’a pas pu être prise en compte', outcome.refusals.map((refusal) => refusalSentence(noun, refusal)), base)];
  const form = formOf(link.noun, link.purpose);
  return [200, pageOf('C’est enregistré', form?.done ?? ['Merci, votre réponse est enregistrée.'], base)];
}

function formPage({ form, loaded, link, base, href }: Live, faults: Readonly<Record<string, string>> = {}): PageModel {
  const shown = form.show(loaded, link, base);
  const document = form.document?.(loaded, link);
  return {
    ...pageOf(shown.title, shown.paragraphs, base),
    ...(shown.facts === undefined ? {} : { facts: shown.facts }),
    ...(document === undefined ? {} : { downloads: [{ label: document.label, href: `${href}/document` }] }),
    ...(shown.submit === null ? {} : { form: { fields: shown.fields, submit: shown.submit, faults } }),
  };
}

async function actOn(service: Service, { link, base }: Live, { action, target }: Act): Promise<readonly [number, PageModel]> {
  const id = commandId(`link/${link.tokenHash.slice(0, 32)}`);
  const command = { id, collectivity: base.collectivityId, noun: target?.noun ?? link.noun, dossier: target?.dossier ?? base.dossier, by: base.by, received: wallTime(Date.now()), action } as Command;
  const outcome = await submit(service, command);
  await service.db.transaction(base.collectivityId, (tx) => useLink(tx, link.tokenHash, id));
  return outcome === null ? [202, pageOf('Réponse reçue', ['Votre réponse est bien reçue ; elle est en cours d’enregistrement.'], base)] : outcomePage(link, outcome, base, target?.noun);
}
