import type { z } from 'zod';
import { frenchFault } from './french-faults';
import { laterFaults, problem, ProblemError, type Problem } from './problems';

/** Parses once, strictly; each fault is named by its JSON pointer (RFC 6901) or its parameter, in French. */
export function parsed(schema: z.ZodType, value: unknown, where: 'query' | 'body'): unknown {
  const result = schema.safeParse(value, { error: frenchFault });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => faultsIn(issue, where));
  throw new ProblemError(problem('invalid-input', where === 'body' ? { errors, detail: laterFaults } : { errors }));
}

/** The faults of a body, where others are found beside them. */
export function faultsOf(schema: z.ZodType, value: unknown): readonly Fault[] {
  const result = schema.safeParse(value, { error: frenchFault });
  return result.success ? [] : result.error.issues.flatMap((issue) => faultsIn(issue, 'body'));
}

type Fault = NonNullable<Problem['errors']>[number];

function faultsIn(issue: z.core.$ZodIssue, where: 'query' | 'body'): readonly Fault[] {
  const path = issue.path.map(String);
  const code = codeOf(issue);
  const fault = (at: readonly string[], detail: string): Fault =>
    where === 'query' ? { parameter: at.join('.'), code, detail } : { pointer: pointerOf(at), code, detail };
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => fault([...path, key], 'Ce champ n’existe pas.'));
  return [fault(path, issue.message)];
}

/** A shape that a rule knows keeps the rule's own code, whoever looks first. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof own === 'string' ? own : issue.code;
}

function pointerOf(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
