import type { Request } from 'express';
import { isPlain } from '../domain/plain-text';
import { problem, ProblemError, type Problem } from './problems';

/** A place in an address that no record can hold is one where nothing is. */
export function paramsOf({ params }: Request): Readonly<Record<string, string>> {
  const given = Object.entries(params).map(([name, value]) => [name, String(value)] as const);
  if (!given.every(([, value]) => isPlain(value))) throw new ProblemError(problem('not-found'));
  return Object.fromEntries(given);
}

/** By the kinds that the reader of bodies gives its errors. */
const kinds: Readonly<Record<string, Problem>> = {
  'entity.parse.failed': problem('not-json'),
  'charset.unsupported': problem('wrong-encoding'),
  'encoding.unsupported': problem('wrong-encoding'),
  'entity.too.large': problem('too-large'),
};

/** What the sender's own bytes make of a request; null where the fault is not theirs. */
export function unreadable(error: unknown): Problem | null {
  if (error instanceof URIError) return problem('not-found');
  if (typeof error !== 'object' || error === null) return null;
  const known = 'type' in error ? kinds[String(error.type)] : undefined;
  // a body that was cut, or that is not what its headers say
  return known ?? ('status' in error && error.status === 400 ? problem('not-json') : null);
}
