import type { Brand } from './brand';
import { sha256 } from './sha256';

/** Opaque and free of personal data: ids travel in workflow ids, search attributes, logs and histories. */
export type CollectivityId = Brand<string, 'CollectivityId'>;
export type DossierId = Brand<string, 'DossierId'>;
export type CommandId = Brand<string, 'CommandId'>;

/** Aliases that say which noun an id belongs to. */
export type PersonId = DossierId;
export type SiteId = DossierId;
export type ProgrammeId = DossierId;
export type ConventionId = DossierId;
export type EngagementId = DossierId;
export type DayId = DossierId;
export type CreditorId = DossierId;
export type StatementId = DossierId;

const shape = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,199}$/;

/** Facts are looked up by id: what every object has by itself is nobody's name. */
export function isId(text: string): boolean {
  return shape.test(text) && !(text in Object.prototype);
}

function isIdOf<T extends string>(text: string): text is T {
  return isId(text);
}

function checked<T extends string>(text: string, what: string): T {
  if (!isIdOf<T>(text)) throw new RangeError(`not a ${what}: ${text.slice(0, 40)}`);
  return text;
}

export const collectivityId = (text: string): CollectivityId => checked(text, 'collectivity id');
export const dossierId = (text: string): DossierId => checked(text, 'dossier id');

/** Leaves room for what is put beside an id: a command's words and instant, a noun, a collectivity. */
const longestChild = 120;

/**
 * The id of a dossier born of others: the same parents always give the same child, so that a retry cannot make two.
 * A cover finds a doctor who leaves in turn, and so on: past a length, what the line of parents says is kept as a digest.
 */
export function childId(...parents: readonly [string, ...string[]]): DossierId {
  const line = parents.join('.');
  if (line.length <= longestChild) return dossierId(line);
  for (const parent of parents) dossierId(parent);
  return dossierId(`${line.slice(0, 60)}~${sha256(line).slice(0, 40)}`);
}

const commandShape = /^[A-Za-z0-9][A-Za-z0-9._~:/-]{0,299}$/;

function isCommandId(text: string): text is CommandId {
  return commandShape.test(text);
}

/** A command's id is its idempotency: the same id is performed once and answers the same. */
export function commandId(text: string): CommandId {
  if (!isCommandId(text)) throw new RangeError(`not a command id: ${text.slice(0, 40)}`);
  return text;
}
