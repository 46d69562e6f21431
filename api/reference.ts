import { z } from 'zod';
import { frenchZones } from '../domain/french-zones';
import { halves, isInstant, isTimeOfDay, isTimeZone } from '../domain/dates';
import type { Role } from '../domain/decision';
import { isId } from '../domain/ids';
import type { Noun } from '../domain/nouns';
import { isDepartement } from '../domain/reference';
import type { Call, Reply, Route } from './act';
import { problem, ProblemError } from './problems';
import { resourceOf } from './resources';
import { idSchema, required, textSchema } from './schemas';

export const administrators = ['administrator'] as const;

export const partySchema = z.strictObject({ ref: idSchema, name: textSchema(200), email: textSchema(254) });
export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, 'Ce fuseau n’est pas celui d’un territoire français : écrivez par exemple Europe/Paris ou Indian/Mayotte.')
  .meta({ enum: [...frenchZones] });
export const instantSchema = z
  .string()
  .refine(isInstant, 'Instant attendu sous la forme 2026-09-01T06:00:00.000Z.')
  .meta({ format: 'date-time' });
export const departementSchema = z.string().refine(isDepartement, {
  error: ({ input }) => (input === '' ? required : 'Numéro de département inconnu : écrivez par exemple 03, 2A ou 976.'),
});
export const halfSchema = z.enum(halves);
export const timeSchema = z
  .string()
  .refine(isTimeOfDay, 'L’heure s’écrit sous la forme 09:00.')
  .meta({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

/** A path with an id changes what exists: to the rule, a setting of an unknown id would be a creation. */
export async function known(call: Call, noun: Noun): Promise<void> {
  const { id = '' } = call.params;
  const found = isId(id) ? await call.service.db.read(call.collectivity, (tx) => resourceOf(tx, noun, id)) : null;
  if (found === null) throw new ProblemError(problem('not-found'));
}

type Shown = Readonly<Record<string, unknown>>;
export type View = (resource: Shown, role: Role) => Shown;

/** The same routes, answering of each record what the caller's role may see. */
export function shownBy(view: View, routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({ ...route, run: async (call) => shown(view, call.role, await route.run(call)) }));
}

function shown(view: View, role: Role, reply: Reply): Reply {
  const { body } = reply;
  if (!isRecord(body)) return reply;
  if (isResource(body)) return { ...reply, body: view(body, role) };
  if (!Array.isArray(body['items'])) return reply;
  return { ...reply, body: { ...body, items: body['items'].map((item: unknown) => (isRecord(item) ? view(item, role) : item)) } };
}

function isRecord(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && !Buffer.isBuffer(value);
}

function isResource(body: Shown): boolean {
  return typeof body['id'] === 'string' && typeof body['noun'] === 'string';
}

export function without(resource: Shown, ...names: readonly string[]): Shown {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
}
