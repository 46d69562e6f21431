import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { linkPage } from '../templates/pages/link-page';
import { pageOf, unknownLink, type Page } from './link-pages';
import { ProblemError, type Problem } from './problems';
import type { Service } from './service';

const whomToCall = 'Si cela se répète, appelez le numéro indiqué dans le courriel que vous avez reçu.';

const failures = {
  tooLong: page(413, 'Réponse trop longue', [
    'Votre réponse n’a pas été enregistrée\u00A0: elle est trop longue. Raccourcissez-la.',
    whomToCall,
  ]),
  otherType: page(415, 'Réponse illisible', [
    'Votre réponse n’a pas été enregistrée\u00A0: rouvrez le lien du courriel et répondez dans la page.',
    whomToCall,
  ]),
  malformed: page(400, 'Réponse illisible', [
    'Votre réponse est arrivée incomplète et n’a pas été enregistrée\u00A0: rouvrez le lien du courriel et répondez de nouveau.',
    whomToCall,
  ]),
  wrongMethod: page(405, 'Cette adresse ne s’utilise pas ainsi', ['Rouvrez le lien du courriel que vous avez reçu.', whomToCall]),
  unread: page(503, 'Service momentanément indisponible', ['Réessayez dans quelques minutes.', whomToCall]),
  untaken: page(503, 'Service momentanément indisponible', [
    'Votre réponse n’a pas été enregistrée. Réessayez dans quelques minutes\u00A0: le lien reste valable.',
    whomToCall,
  ]),
  fault: page(500, 'Une erreur s’est produite', ['Ce n’est pas de votre fait. Réessayez dans quelques minutes.', whomToCall]),
  faultOfAct: page(500, 'Une erreur s’est produite', [
    'Ce n’est pas de votre fait. Dans quelques minutes, rouvrez le lien du courriel\u00A0: il dira si votre réponse est enregistrée.',
    whomToCall,
  ]),
} as const satisfies Record<string, Page>;

function page(status: number, title: string, paragraphs: readonly string[]): Page {
  return { status, page: pageOf(title, paragraphs, null) };
}

/** By the kinds that the reader of bodies gives its errors. */
const unreadable: Readonly<Record<string, Page>> = {
  'entity.too.large': failures.tooLong,
  'charset.unsupported': failures.otherType,
  'encoding.unsupported': failures.otherType,
};

function failureOf(error: unknown, isAct: boolean): Page {
  if (error instanceof ProblemError) return failureFor(error.problem, isAct);
  if (error instanceof URIError) return unknownLink;
  const known = typeof error === 'object' && error !== null ? error : {};
  const kind = 'type' in known ? unreadable[String(known.type)] : undefined;
  if (kind !== undefined) return kind;
  if ('status' in known && known.status === 400) return failures.malformed;
  return isAct ? failures.faultOfAct : failures.fault;
}

function failureFor({ status }: Problem, isAct: boolean): Page {
  if (status === 413) return failures.tooLong;
  if (status >= 503) return isAct ? failures.untaken : failures.unread;
  return isAct ? failures.faultOfAct : failures.fault;
}

/** A body of another type would be left unread, and then nothing would seem to have been answered. */
export const onlyForms: RequestHandler = (request, response, next) => {
  if (request.method !== 'POST' || request.is('urlencoded') !== false || !hasBody(request)) return next();
  const { status, page: said } = failures.otherType;
  response.status(status).type('text/html').send(linkPage(said));
};

function hasBody(request: Request): boolean {
  return Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
}

/** What no page of a link serves: another method, or another address. */
export const unservedLink: RequestHandler = (request, response) => {
  const [token, place, ...rest] = request.path.split('/').filter((part) => part !== '');
  const acts = token !== undefined && rest.length === 0 && (place === undefined || place === 'renewal');
  const allowed = token === undefined ? [] : ['GET', 'HEAD', ...(acts ? ['POST'] : [])];
  const isWrongMethod = allowed.length > 0 && !allowed.includes(request.method);
  const { status, page: said } = isWrongMethod ? failures.wrongMethod : unknownLink;
  if (isWrongMethod) response.set('Allow', allowed.join(', '));
  response.status(status).type('text/html').send(linkPage(said));
};

/** Who reads this came from a mail: no code, no cause, what to do. The log names no address, since a link is one. */
export function linkFailure({ log }: Service): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, page: said } = failureOf(error, request.method === 'POST');
    if (status === 500) log.error('link page failed', { method: request.method, status }, error);
    if (status === 503) response.set('Retry-After', '60');
    response.status(status).type('text/html').send(linkPage(said));
  };
}
