import type { Mail } from '../../domain/decision';
import type { Letter } from '../mail';

/** What a template writes; the envelope (sender, contact, link, specimen) is added for all alike. */
export type LetterBody = Omit<Letter, 'contact' | 'sender' | 'specimen' | 'action' | 'greeting'> & {
  readonly greeting?: string;
  readonly action?: string;
};

/** One template per kind of mail: the compiler keeps the table complete. */
export type Letters<M extends Mail<string, unknown>> = {
  readonly [K in M['kind']]: (data: Extract<M, { readonly kind: K }>['data']) => LetterBody;
};
