import type { Collectivity } from '../../domain/collectivity';
import type { Mail, Party } from '../../domain/decision';
import type { Letter, Limit } from '../mail';

/** What a template writes; the envelope (sender, contact, link, specimen) is added for all alike. */
export type LetterBody = Omit<Letter, 'contact' | 'sender' | 'specimen' | 'action' | 'greeting'> & {
  readonly greeting?: string;
  readonly action?: string;
  readonly limit?: Limit;
  /** the text of the calendar entry that the mail brings; the link follows it */
  readonly entry?: readonly string[];
};

/** Several things under one title stand one below the other, each behind its dash; a single one is no list. */
export function listed(things: readonly string[]): string {
  return things.length === 1 ? (things[0] ?? '') : things.map((thing) => `– ${thing}`).join('\n');
}

/** A council of the Ordre is written to as such: who presides over it is not in our records. */
export const councilGreeting = 'Madame la Présidente, Monsieur le Président,';

type Addressees = Pick<Collectivity, 'accountant' | 'cdoms' | 'contact'>;

/** A doctor is greeted as one; a desk, which several people read, by nobody's name. */
export function greetingTo({ ref, name, familyName }: Party, { accountant, cdoms, contact }: Addressees): string {
  if (Object.values(cdoms).some((council) => council.ref === ref)) return councilGreeting;
  if (ref === 'contact' || ref === accountant.ref || name === contact.name) return 'Bonjour,';
  const doctor = /^Dr (.+)$/.exec(name)?.[1];
  return doctor === undefined ? `Bonjour ${name},` : `Bonjour Docteur ${familyName ?? doctor},`;
}

/** What a doctor said by telephone, by whom it was written down, and whom to call when it was not meant. */
export function notedByPhone(by: string, what: string): string {
  return `Nous avons noté au téléphone (${by}) ${what}.`;
}
export const callIfWrong = 'Si ce n’est pas ce que vous avez dit, appelez le contact indiqué ci-dessous.';

/** One template per kind of mail: the compiler keeps the table complete. */
export type Letters<M extends Mail<string, unknown>> = {
  readonly [K in M['kind']]: (data: Extract<M, { readonly kind: K }>['data']) => LetterBody;
};
