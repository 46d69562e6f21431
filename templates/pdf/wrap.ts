import { composed, textWidth, type Face } from './font-pack';

/** Lines no wider than `width`. A line breaks at a space or after a hyphen, never at a no-break space; what is wider than the line is cut, at a no-break space if it has one. */
export function wrap(text: string, face: Face, size: number, width: number): string[] {
  if (textWidth(text, face, size) <= width) return [text];
  const whole = composed(text);
  const space = textWidth(' ', face, size);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (let start = 0, end = 0; start < whole.length; start = end) {
    end = endOfPiece(whole, start);
    const piece = whole.slice(start, end);
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

function endOfPiece(text: string, start: number): number {
  for (let i = start; i < text.length; i++) if (text[i] === ' ' || text[i] === '-') return i + 1;
  return text.length;
}

function cutToWidth(word: string, face: Face, size: number, width: number): string[] {
  const parts = [''];
  for (const letter of word) {
    const last = parts.at(-1) ?? '';
    if (last === '' || textWidth((last + letter).trimEnd(), face, size) <= width) {
      parts[parts.length - 1] = last + letter;
      continue;
    }
    const at = last.lastIndexOf(noBreak) + 1;
    parts.splice(-1, 1, ...(at > 0 ? [last.slice(0, at).trimEnd(), last.slice(at) + letter] : [last, letter]));
  }
  return parts;
}

const noBreak = '\u00a0';
