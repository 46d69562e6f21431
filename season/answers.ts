import { check, type Invariant } from './invariants';
import type { Mail } from './mailbox';
import type { Browser } from './page';

/** An answer that was recorded, as its sender read it. */
export type Answered = { readonly mail: Pick<Mail, 'kind' | 'to'>; readonly link: string };
export type Reopened = Answered & { readonly title: string };

export const recorded = 'C’est enregistré';
/** On the page of a link whose reader has been replaced since: it says no more what he answered (E-26). */
const replaced = 'n’est plus notre interlocutrice';

/** What each of these people would read, were they to open their link once more. */
export async function openedAgain(answered: readonly Answered[], { open }: Pick<Browser, 'open'>): Promise<readonly Reopened[]> {
  const seen: Reopened[] = [];
  for (const each of answered) {
    const { title, html } = await open(each.link).catch((error: unknown) => ({ title: String(error), html: '' }));
    if (!html.includes(replaced)) seen.push({ ...each, title });
  }
  return seen;
}

/** a link shows ever after what its first answer came to. One that asks again has lost an answer that was said to be recorded. */
export function answersKept(seen: readonly Reopened[]): Invariant {
  return check(
    'chaque réponse enregistrée se lit encore derrière son lien',
    seen.length,
    seen.filter(({ title }) => title !== recorded).map(({ mail, title }) => `${mail.kind} (${mail.to})\u00A0: ${title}`),
  );
}
