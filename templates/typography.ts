import { plain } from '../domain/plain-text';

/** The no-break space of French typography. U+202F would be finer, but old mail fonts lack it. */
export const nbsp = '\u00a0';

/** Addresses hold colons and question marks that are not punctuation. */
const addresses = /\b(?:https?:\/\/|mailto:)\S+|\S+@\S+/g;

const faults: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/\p{L}'\p{L}/u, 'apostrophe droite'],
  [/(?<!\u00a0)[;!?»]/u, 'pas d’espace insécable avant ; ! ? ou »'],
  [/(?<!\u00a0):(?=\s|$)/mu, 'pas d’espace insécable avant le deux-points'],
  [/«(?!\u00a0)/u, 'pas d’espace insécable après «'],
  [/\.\.\./u, 'trois points au lieu de …'],
];

/** What a French reader would correct in a text that we wrote; each fault comes with the place where it is. */
export function typographyFaults(text: string): string[] {
  const words = text.replace(addresses, '');
  return faults.flatMap(([pattern, fault]) => {
    const found = pattern.exec(words);
    return found ? [`${fault}${nbsp}: «${nbsp}${words.slice(Math.max(0, found.index - 15), found.index + 15)}${nbsp}»`] : [];
  });
}

/** Typed text made French: for names and reasons that people keyed in, before they enter a sentence of ours. */
export function typeset(text: string): string {
  return text
    .replace(/(\p{L})'(?=\p{L})/gu, '$1\u2019')
    .replace(/\.\.\./g, '…')
    .replace(/[ \u00a0]*([;!?»]+)/g, `${nbsp}$1`)
    .replace(/[ \u00a0]*:(?=\s|$)/gm, `${nbsp}:`)
    .replace(/«[ \u00a0]*/g, `«${nbsp}`);
}

/** Words of somebody else inside a sentence of ours, which has its own full stop. */
export function quoted(text: string): string {
  return `«${nbsp}${typeset(text).trim().replace(/\.$/, '')}${nbsp}»`;
}

/** Text that any mail, page or calendar can carry: no control character but line feeds, no half of a character, nothing that turns the reading around. */
export function cleanText(text: string): string {
  return plain(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[\u2028\u2029]/g, '\n')
      .replace(/[\t\v\f]/g, ' '),
  );
}

/** The same on one line: what a header, a name or a title can carry. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** A stored number (+33470000000, or 0470000000 as it was typed) as it is read out in France, in pairs; another country's stays as it is. */
export function phoneWords(stored: string): string {
  const national = /^(?:\+(?:33|262|590|594|596|508)|0)(\d{9})$/.exec(stored)?.[1];
  return national === undefined ? stored : (`0${national}`.match(/../g) ?? []).join('\u00A0');
}
