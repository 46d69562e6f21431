/** The no-break space of French typography. U+202F would be finer, but old mail fonts lack it. */
export const nbsp = '\u00a0';

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
const loneSurrogates = /\p{Surrogate}/gu;
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

/** Text that any mail, page or calendar can carry: no control character but line feeds, no half of a character. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(controls, '')
    .replace(loneSurrogates, '\ufffd');
}

/** The same on one line: what a header, a name or a title can carry. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** A stored number (+33470000000) as it is read out in France, in pairs; another country's stays as it is. */
export function phoneWords(stored: string): string {
  const national = /^\+(?:33|262|590|594|596|508)(\d{9})$/.exec(stored)?.[1];
  return national === undefined ? stored : (`0${national}`.match(/../g) ?? []).join('\u00A0');
}
