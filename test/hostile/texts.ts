/** What somebody may type, paste or send in place of a text. `refused` wherever it comes in; the others may be kept, and must then be harmless wherever they go out. */
export type Hostile = { readonly name: string; readonly text: string; readonly refused: boolean };

const hostile = (name: string, text: string, refused: boolean): Hostile => ({ name, text, refused });

export const hostileTexts: readonly Hostile[] = [
  hostile('a NUL', 'Mar\u0000tin', true),
  hostile('an escape of terminals', 'Martin\u001b[2J', true),
  hostile('a C1 control', 'Mar\u0085tin', true),
  hostile('half of a character', 'Martin\ud83d', true),
  hostile('a non-character', 'Martin\uffff', true),
  hostile('a right-to-left override', 'Martin \u202e00,002', true),
  hostile('an isolate that never ends', 'Martin \u2067abc', true),
  hostile('a line separator', 'Martin\u2028Bcc: vol@voleur.example', true),
  hostile('a text that is far too long', 'é'.repeat(20_000), true),
  hostile('a header after CRLF', 'Martin\r\nBcc: vol@voleur.example', false),
  hostile('a property after LF', 'Martin\nATTENDEE:mailto:vol@voleur.example', false),
  hostile('letters that nobody sees', 'Mar\u200btin\u2060\ufeff', false),
  hostile('a formula', "=cmd|'/C calc'!A0", false),
  hostile('a formula that begins with a sign', '+1+HYPERLINK("https://voleur.example")', false),
  hostile('a formula after a blank', ' \u00a0@SUM(A1:A9)', false),
  hostile('a negative formula', '-2+3', false),
  hostile('a full-width formula', '＝1+1', false),
  hostile('a script', '"><script>alert(1)</script>', false),
  hostile('an attribute', "' onmouseover='alert(1)", false),
  hostile('an SQL end', "'); DROP TABLE people; --", false),
  hostile('a path', '../../../../etc/passwd', false),
  hostile('a template', '${7*7}{{7*7}}<%= 7*7 %>', false),
  hostile('separators of a calendar', 'a;b,c:d\\n"e"', false),
];
