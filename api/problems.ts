import type { Refusal } from '../domain/decision';
import type { Noun } from '../domain/nouns';
import { refusalSentence } from '../templates/french';

/** RFC 9457. `errors` names each faulty input by its JSON pointer, in French. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly {
    readonly pointer?: string;
    /** the query's parameter, where the fault is not in the body */ readonly parameter?: string;
    readonly code: string;
    readonly detail: string;
    readonly overridable?: boolean;
  }[];
};

const titles = {
  'invalid-input': [422, 'La demande contient des erreurs'],
  'not-json': [400, 'Le corps de la demande n’est pas du JSON valide'],
  'too-large': [413, 'Le corps de la demande est trop volumineux'],
  'wrong-media-type': [415, 'Le corps de la demande doit être du JSON (Content-Type\u00A0: application/json)'],
  'wrong-encoding': [415, 'Le corps de la demande doit être en UTF-8, compressé en gzip, deflate ou br ou pas du tout'],
  'version-unreadable': [400, 'L’en-tête If-Match attend la version du dossier entre guillemets, par exemple "3"'],
  'key-missing': [400, 'L’en-tête Idempotency-Key est obligatoire'],
  'key-reused': [422, 'Cette clé d’idempotence a déjà servi à une autre demande'],
  unauthenticated: [401, 'Clé d’accès absente, inconnue ou expirée'],
  forbidden: [403, 'Cet acte n’est pas permis à votre rôle'],
  'not-found': [404, 'Rien ne se trouve à cette adresse'],
  'method-not-allowed': [405, 'Cette méthode n’existe pas à cette adresse'],
  refused: [409, 'L’acte est refusé'],
  'version-changed': [412, 'Le dossier a changé entre-temps'],
  'disk-full': [507, 'Le disque de Relais est plein'],
  unavailable: [503, 'Le service est momentanément indisponible'],
  fault: [500, 'Une erreur inattendue s’est produite'],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemKind = keyof typeof titles;

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

export function problem(kind: ProblemKind, more: Pick<Problem, 'detail' | 'errors'> = {}): Problem {
  const [status, title] = titles[kind];
  return { type: `urn:relais:problem:${kind}`, title, status, ...more };
}

/** Said where the shape of a body was judged and the rule not yet asked. */
export const laterFaults = 'D’autres points pourront apparaître une fois ceux-ci corrigés.';

/** Refusals of a rule as one problem; what may be overridden says so. */
export function refusedProblem(noun: Noun, refusals: readonly Refusal[]): Problem {
  const kind = refusals.some(({ code }) => code === 'version-changed')
    ? 'version-changed'
    : refusals.some(({ code }) => code === 'command-reused')
      ? 'key-reused'
      : refusals.every(({ code }) => code === 'unknown-dossier')
        ? 'not-found'
        : refusals.every(({ field }) => field !== undefined)
          ? 'invalid-input'
          : 'refused';
  return problem(kind, {
    errors: refusals.map((refusal) => ({
      code: refusal.code,
      detail: refusalSentence(noun, refusal),
      ...(refusal.field === undefined ? {} : { pointer: refusal.field }),
      ...(refusal.override === undefined ? {} : { overridable: true }),
    })),
  });
}
