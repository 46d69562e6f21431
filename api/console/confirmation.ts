import { first, type Body, type Sent } from '../console-page';
import { problem, ProblemError } from '../problems';

/** An act without an answer of its own is confirmed by a box that no page ticks. */
export function confirmed({ fields }: Sent): Body {
  if (first(fields, 'sure') === 'yes') return {};
  throw new ProblemError(
    problem('invalid-input', { errors: [{ pointer: '/sure', code: 'not-confirmed', detail: 'Cochez la confirmation.' }] }),
  );
}

/** As somebody types it: without accents, hyphens or capitals. */
export function plainWords(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\s-]+/g, ' ')
    .trim()
    .toLowerCase();
}
