import type { Brand } from './brand';

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

export function isId(text: string): boolean {
  return shape.test(text);
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

/** The id of a dossier born of others: the same parents always give the same child, so that a retry cannot make two. */
export function childId(...parents: readonly [string, ...string[]]): DossierId {
  return dossierId(parents.join('.'));
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
