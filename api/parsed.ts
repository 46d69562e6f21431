import type { z } from 'zod';
import { frenchFault } from './french-faults';
import { problem, ProblemError, type Problem } from './problems';

/** Parses once, strictly; each fault is named by its JSON pointer (RFC 6901) or its parameter, in French. */
export function parsed(schema: z.ZodType, value: unknown, where: 'query' | 'body'): unknown {
  const result = schema.safeParse(value, { error: frenchFault });
  if (result.success) return result.data;
  throw new ProblemError(problem('invalid-input', { errors: result.error.issues.flatMap((issue) => faultsOf(issue, where)) }));
}

type Fault = NonNullable<Problem['errors']>[number];

function faultsOf(issue: z.core.$ZodIssue, where: 'query' | 'body'): readonly Fault[] {
  const path = issue.path.map(String);
  const fault = (at: readonly string[], detail: string): Fault =>
    where === 'query' ? { parameter: at.join('.'), code: issue.code, detail } : { pointer: pointerOf(at), code: issue.code, detail };
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => fault([...path, key], 'Ce champ n’existe pas.'));
  return [fault(path, issue.message)];
}

function pointerOf(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
