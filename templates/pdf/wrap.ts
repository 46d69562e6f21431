import { textWidth, type Face } from './font-pack';

/** Lines no wider than `width`. A line breaks at a space or after a hyphen, never at a no-break space; a word wider than the line is cut. */
export function wrap(text: string, face: Face, size: number, width: number): string[] {
  const whole = text.normalize('NFC');
  if (textWidth(whole, face, size) <= width) return [whole];
  const space = textWidth(' ', face, size);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of whole.split(/(?<=[ -])/u)) {
    const own = textWidth(piece, face, size);
    /** A space at the end of a line takes no room. */
    if (used + own - (piece.endsWith(' ') ? space : 0) <= width) {
      line += piece;
      used += own;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const cut = cutToWidth(piece, face, size, width);
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1) ?? '';
    used = textWidth(line, face, size);
  }
  return [...lines, line.trimEnd()];
}

function cutToWidth(word: string, face: Face, size: number, width: number): string[] {
  const parts = [''];
  for (const letter of word) {
    const last = parts.at(-1) ?? '';
    if (last === '' || textWidth((last + letter).trimEnd(), face, size) <= width) parts[parts.length - 1] = last + letter;
    else parts.push(letter);
  }
  return parts;
}
