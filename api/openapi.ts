import { extendZodWithOpenApi, OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Route } from './act';

extendZodWithOpenApi(z);

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z
    .array(
      z.object({
        pointer: z.string().optional(),
        parameter: z.string().optional(),
        code: z.string(),
        detail: z.string(),
        overridable: z.boolean().optional(),
      }),
    )
    .optional(),
});
const faults = {
  400: 'Demande illisible',
  401: 'Clé absente ou inconnue',
  403: 'Rôle insuffisant',
  404: 'Introuvable',
  409: 'Acte refusé',
  412: 'Dossier changé',
  413: 'Corps trop volumineux',
  415: 'Corps qui n’est pas du JSON',
  422: 'Champs en erreur',
  500: 'Erreur inattendue',
  503: 'Service indisponible',
  507: 'Disque plein',
};
/** A GET has no body to refuse and changes no version. */
const ofActs: readonly string[] = ['409', '412', '413', '415', '507'];

/** OpenAPI 3.1 of the declared routes: what is not declared cannot be served, what is served is documented. */
export function openapiDocument(routes: readonly Route[], url: string): ReturnType<OpenApiGeneratorV31['generateDocument']> {
  const registry = new OpenAPIRegistry();
  const security = registry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'Clé d’accès «\u00a0relais_…\u00a0»',
  });
  const fault = registry.register('Problem', problemSchema);
  for (const route of routes) registry.registerPath(pathOf(route, security.name, fault));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Relais', version: '0.1.0', description: 'Conventions et engagements de médecins volontaires' },
    servers: [{ url }],
  });
}

function pathOf({ method, path, title, tag, roles, body, query, answers }: Route, key: string, fault: z.ZodType): RouteConfig {
  const names = [...path.matchAll(/:([a-z]+)/gi)].map(([, name = '']) => name);
  const possible = Object.entries(faults).filter(([status]) => method !== 'get' || !ofActs.includes(status));
  const problems = Object.fromEntries(
    possible.map(([status, description]) => [status, { description, content: { 'application/problem+json': { schema: fault } } }]),
  );
  const own = Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, mediaType = 'application/json' }]) => [
      status,
      { description, content: { [mediaType]: { schema: schema ?? z.any() } } },
    ]),
  );
  return {
    method,
    path: path.replaceAll(/:([a-z]+)/gi, '{$1}'),
    operationId: operationOf(method, path),
    summary: title,
    tags: [tag],
    security: [{ [key]: [] }],
    description: `Rôles\u00A0: ${roles.join(', ')}`,
    request: {
      ...(names.length === 0 ? {} : { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(method === 'get'
        ? {}
        : {
            headers: z.object({
              'Idempotency-Key': z
                .string()
                .max(200)
                .regex(/^[!-~]+$/),
              ...(names.length === 0
                ? {}
                : {
                    'If-Match': z
                      .string()
                      .regex(/^"[0-9]{1,9}"$/)
                      .optional(),
                  }),
            }),
          }),
      ...(body === undefined ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: { ...own, ...problems },
  };
}

/** `postConsultationDaysByIdCancellation`: the address says it, so that no two routes share it. */
function operationOf(method: string, path: string): string {
  const parts = path
    .split(/[/.]/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part));
  return [method, ...parts].join('-').replaceAll(/-([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase());
}
