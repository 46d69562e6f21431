import { createHash, randomBytes } from 'node:crypto';
import { canonical } from '../domain/canonical';
import type { CollectivityRecord } from '../domain/collectivity';
import type { CivilDate, Instant } from '../domain/dates';
import type { Override, Role } from '../domain/decision';
import type { Tx } from '../store/db';
import {
  linkedErrors,
  type Answered,
  type FormError,
  type Kit,
  type LinkedError,
  type View,
  type Warning,
} from '../templates/pages/console/kit';
import type { Call, Reply, Route } from './act';
import type { Upload } from './console-form';
import { typedFault } from './console/typed-faults';
import type { Fields } from './link-form';
import { parsed } from './parsed';
import { problem, ProblemError, type Problem } from './problems';
import { routes } from './routes';

/** A request of somebody who is signed in, without its transport. `call` is the API's own. */
export type Visit = {
  readonly call: Call;
  readonly collectivity: CollectivityRecord;
  readonly now: Instant;
  readonly today: CivilDate;
  /** the address asked for, `/console/people/…` */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly kit: Kit;
};

/** What was sent: its key makes a second click the same act. */
export type Sent = { readonly fields: Fields; readonly files: Readonly<Record<string, Upload>>; readonly key: string };

export const readers = ['administrator', 'approver', 'accountant', 'auditor'] as const satisfies readonly Role[];

type Common = {
  /** under /console; `:id` as in the API */
  readonly path: string;
  readonly roles: readonly Role[];
};

export type ConsolePage = Common & {
  readonly kind: 'page';
  /** its entry of the menu, or the path of the page whose entry it stands under */
  readonly menu?: string;
  readonly section: string;
  /** null: nothing is there */
  readonly show: (visit: Visit) => Promise<View | null>;
};

export type Done =
  /** Post/Redirect/Get: what was done is said on the page that follows */
  | { readonly to: string; readonly notice: string }
  /** the page again, with what was refused, or what comes next */
  | { readonly view: View; readonly errors?: readonly LinkedError[]; readonly section: string };

export type ConsolePost = Common & { readonly kind: 'post'; readonly run: (visit: Visit, sent: Sent) => Promise<Done> };
export type ConsoleFile = Common & { readonly kind: 'file'; readonly run: (visit: Visit) => Promise<Reply> };
export type ConsoleEntry = ConsolePage | ConsolePost | ConsoleFile;

type PageDeclaration<Data> = Common & {
  /** its label in the menu; without one it stands under `section` */
  readonly menu?: string;
  readonly section?: string;
  /** one collectivity's rows as they stood at one moment; null is a 404 */
  readonly load: (tx: Tx, visit: Visit) => Promise<Data | null>;
  readonly render: (data: Data, visit: Visit) => View;
};

/** A page is a declaration, as a read of the API is. */
export function page<Data>({ load, render, section, ...declared }: PageDeclaration<Data>): ConsolePage {
  return {
    ...declared,
    kind: 'page',
    section: section ?? declared.path,
    show: async (visit) => {
      const { service, collectivity } = visit.call;
      const data = await service.db.read(collectivity, (tx) => load(tx, visit));
      return data === null ? null : render(data, visit);
    },
  };
}

/** The route of the API that a form goes through: its roles, its schema, its rule. */
export function apiRoute(method: Route['method'], path: string): Route {
  const route = routes.find((each) => each.method === method && each.path === path);
  if (route === undefined) throw new Error(`the API has no ${method} ${path}`);
  return route;
}

export type Body = Readonly<Record<string, unknown>>;

type PostDeclaration = {
  readonly path: string;
  /** its name in its page */
  readonly form: string | ((sent: Sent, visit: Visit) => string);
  /** shown again with what was refused; has the same `:id` as `path` */
  readonly page: ConsolePage;
  readonly route: Route;
  readonly params?: (visit: Visit) => Readonly<Record<string, string>>;
  readonly body: (sent: Sent, visit: Visit) => Body | Promise<Body>;
  readonly done: (reply: Reply, visit: Visit, sent: Sent) => Done;
};

/** A form is a route of the API: the roles that may send it are those of the route. */
export function post({ path, form, page: shown, route, params, body, done }: PostDeclaration): ConsolePost {
  return {
    kind: 'post',
    path,
    roles: route.roles,
    run: async (visit, sent) => {
      try {
        const input = withOverrides(await body(sent, visit), overridesIn(sent.fields));
        const reply = await send(visit, route, input, sent.key, params?.(visit) ?? visit.call.params);
        return isPending(reply)
          ? { to: shown.section === '/' ? '/console' : `/console${shown.section}`, notice: pendingNotice }
          : done(reply, visit, sent);
      } catch (error) {
        const answered = answeredBy(error, typeof form === 'string' ? form : form(sent, visit), sent.fields);
        const again: Visit = { ...visit, kit: { ...visit.kit, answered } };
        const view = await shown.show(again);
        if (view === null) throw error;
        return { view, section: shown.section, errors: linkedErrors(answered) };
      }
    },
  };
}

export const pendingNotice = 'Votre demande est prise en charge\u00A0: son résultat apparaîtra ici dans un instant.';

/** Taken, not yet performed: the dossier shows it when it is. */
export function isPending({ status, body }: Reply): boolean {
  return status === 202 && typeof body === 'object' && body !== null && 'command' in body;
}

/** The dossier that an act made or changed. */
export function idIn({ body }: Reply): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
}

/** One call of the API's own route, as the API would run it. */
export async function send(
  visit: Visit,
  route: Route,
  body: Body,
  key: string,
  params: Readonly<Record<string, string>> = visit.call.params,
): Promise<Reply> {
  if (!route.roles.includes(visit.call.role)) throw new ProblemError(problem('forbidden'));
  return route.run({ ...visit.call, params, key, body: route.body === undefined ? {} : parsed(route.body, body, 'body') });
}

/** The same form sent twice is one act; sent again with another answer, it is another one. */
export function keyOf(nonce: string, path: string, fields: Fields): string {
  const { csrf: _, ...said } = fields;
  return `console.${createHash('sha256').update(canonical({ nonce, path, said })).digest('base64url').slice(0, 32)}`;
}

export const freshNonce = (): string => randomBytes(16).toString('base64url');

export function first(fields: Fields, name: string): string {
  return (fields[name]?.[0] ?? '').trim();
}

/** An empty answer is no answer. */
export function orNull(fields: Fields, name: string): string | null {
  const text = first(fields, name);
  return text === '' ? null : text;
}

/** The warnings that the sender passes, with the reason given for them. */
export function overridesIn(fields: Fields): readonly Override[] {
  const reason = first(fields, 'override-reason');
  return (fields['override'] ?? []).map((code) => ({ code, reason }));
}

export function withOverrides(body: Body, overrides: readonly Override[]): Body {
  return overrides.length === 0 ? body : { ...body, overrides };
}

/** A fault of ours goes on to the page of faults; what is the sender's is shown beside its field. */
export function answeredBy(error: unknown, form: string, fields: Fields): Answered {
  if (!(error instanceof ProblemError) || error.problem.status >= 500 || error.problem.status === 404) throw error; // 404: there is no page to show it on
  const { errors = [], title, detail } = error.problem;
  const faults = errors.filter(({ overridable }) => overridable !== true).map((each) => faultOf(each, fields));
  const warnings = errors.filter(({ overridable }) => overridable === true).map(({ code, detail: text }): Warning => ({ code, text }));
  const general: readonly FormError[] = errors.length === 0 ? [{ field: null, text: detail ?? `${title}.` }] : [];
  const later = errors.length > 0 && detail !== undefined ? { later: detail } : {};
  return { form, fields, errors: [...general, ...once(faults)], warnings: warnings.filter(isFirst), ...later };
}

const isFirst = (warning: Warning, n: number, all: readonly Warning[]): boolean => all.findIndex(({ code }) => code === warning.code) === n;

/** One sentence per field: the first one that the rule gave. */
function once(faults: readonly FormError[]): readonly FormError[] {
  return faults.filter(
    ({ field, text }, n) => faults.findIndex((other) => other.field === field && (field !== null || other.text === text)) === n,
  );
}

/** The checker's own words are for programs. */
const plain: Readonly<Record<string, string>> = {
  invalid_value: 'Choisissez une réponse.',
  unrecognized_keys: 'Ce champ n’existe pas.',
};

function faultOf({ pointer, code, detail }: NonNullable<Problem['errors']>[number], fields: Fields): FormError {
  const field = pointer === undefined || pointer.startsWith('/overrides') ? overrideField(pointer) : pointer.slice(1);
  return {
    field,
    text:
      pointer?.startsWith('/overrides') === true
        ? 'Indiquez le motif, en trois caractères au moins.'
        : sentenceOf(code, detail, field === null ? '' : first(fields, field)),
  };
}

/** A type that is wrong where nothing was typed is a field that was left out. */
function sentenceOf(code: string, detail: string, typed: string): string {
  return code === 'invalid_type' && typed === '' ? 'Ce champ est obligatoire.' : (plain[code] ?? typedFault(detail, typed));
}

const overrideField = (pointer: string | undefined): string | null => (pointer === undefined ? null : 'override-reason');
