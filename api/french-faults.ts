import { z } from 'zod';

/** Of characters that no reader sees, wherever they were typed. */
export const unplain =
  'Ce texte contient un caractère invisible ou de contrôle, que nos documents ne peuvent pas reprendre. Saisissez-le à nouveau au clavier.';

const library = z.locales.fr().localeError;

/** What was expected, for somebody who reads French and not TypeScript. */
const expected: Readonly<Record<string, string>> = {
  string: 'Un texte est attendu.',
  number: 'Un nombre est attendu.',
  int: 'Un nombre entier est attendu.',
  boolean: 'La réponse attendue est oui ou non (true ou false).',
  array: 'Une liste est attendue.',
  object: 'Un groupe de champs est attendu.',
  record: 'Un groupe de champs est attendu.',
  null: 'Aucune valeur n’est attendue (null).',
};

const needsValue: readonly string[] = ['invalid_type', 'invalid_value', 'invalid_union'];

/** The sentence of a fault that the schema found: a field that is missing says so, and a type is named in plain French. */
export function frenchFault(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && needsValue.includes(issue.code ?? '')) return 'Ce champ est obligatoire.';
  switch (issue.code) {
    case 'invalid_type':
      return expected[String(issue.expected)] ?? 'Cette valeur n’est pas du type attendu.';
    case 'invalid_value':
      return notOffered(issue.values.map(String));
    case 'invalid_union':
      return unionFault(issue);
    case 'invalid_format':
      return 'Ce texte n’a pas la forme attendue.';
    case 'too_big':
      return sizeFault(issue.origin, 'au plus', Number(issue.maximum));
    case 'too_small':
      return sizeFault(issue.origin, 'au moins', Number(issue.minimum));
    default:
      return other(issue);
  }
}

const notOffered = (possible: readonly string[]): string => `Cette valeur n’est pas proposée. Valeurs possibles : ${possible.join(', ')}.`;

/** Of shapes that a field tells apart, what that field may say. */
function unionFault({ input, discriminator, options }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if (!Array.isArray(options) || typeof discriminator !== 'string') return 'Cette valeur n’a aucune des formes attendues.';
  const isThere = typeof input === 'object' && input !== null && discriminator in input;
  return isThere ? notOffered(options.map(String)) : 'Ce champ est obligatoire.';
}

/** A name that a group of fields cannot have says what its own schema said of it. */
function other(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'Ce nom n’est pas attendu ici.';
  const said = library(issue);
  return typeof said === 'string' ? said : (said?.message ?? 'Cette valeur n’est pas valable.');
}

function sizeFault(origin: string, side: 'au plus' | 'au moins', bound: number): string {
  if (side === 'au moins' && bound === 1 && origin !== 'number' && origin !== 'int') return 'Ce champ ne peut pas être vide.';
  const s = bound > 1 ? 's' : '';
  if (origin === 'string') return `Ce texte doit compter ${bound} caractère${s} ${side}.`;
  if (origin === 'array' || origin === 'set') return `Cette liste doit compter ${bound} élément${s} ${side}.`;
  return `Ce nombre doit valoir ${bound} ${side}.`;
}
