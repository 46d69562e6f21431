/**
 * Characters that no reader sees and that change what is read or kept: controls, halves of characters, and the marks of writing direction, which can
 * make a name or an amount read otherwise than it is stored (Unicode UTR #36, 2.5). Tabulations and line ends are not among them.
 */
const treacherous =
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Surrogate}\p{Noncharacter_Code_Point}]/u;
const allTreacherous = new RegExp(treacherous.source, 'gu');

/** Left behind by word processors and pages that a text was copied from: nothing is lost with them. */
const invisible = /[\u00ad\u180e\u200b\u2060-\u2064\ufeff]/gu;

export function isPlain(text: string): boolean {
  return !treacherous.test(text);
}

export function visible(text: string): string {
  return text.replace(invisible, '');
}

/** The beginning of a text, at most so many UTF-16 units: a cut through a character would leave a half of it, which no database keeps. */
export function cut(text: string, longest: number): string {
  return text.slice(0, longest).replace(/\p{Surrogate}$/u, '');
}

/** For what was kept before it was refused at the door: shown without what could mislead. */
export function plain(text: string): string {
  return visible(text).replace(allTreacherous, (found) => (/\p{Surrogate}/u.test(found) ? '\ufffd' : ''));
}
