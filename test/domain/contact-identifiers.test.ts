import fc from 'fast-check';
import { cleanText, email, formatPhone, phone } from '../../domain/contact-identifiers';
import { outcome } from './outcome';

describe('e-mail addresses', () => {
  test.each([
    ['anne.martin@exemple.fr', 'anne.martin@exemple.fr'],
    [' Anne.Martin+relais@Exemple.FR ', 'Anne.Martin+relais@exemple.fr'],
    ["o'brien@mairie.exemple.fr", "o'brien@mairie.exemple.fr"],
    ['anne@mssante.exemple.fr', 'anne@mssante.exemple.fr'],
    ['anne@aura.mssante.fr', 'email-mssante'],
    ['anne@MSSANTE.FR', 'email-mssante'],
    ['anne@antimssante.fr', 'anne@antimssante.fr'],
    ['"anne martin"@exemple.fr', 'email-malformed'],
    ['Anne <anne@exemple.fr>', 'email-malformed'],
    ['anne@exemple.fr, bruno@exemple.fr', 'email-malformed'],
    ['equipe:anne@exemple.fr;', 'email-malformed'],
    ['anne@exemple.fr\r\nBcc: autre@exemple.fr', 'email-malformed'],
    ['anne@exemple', 'email-malformed'],
    ['anne@exemple..fr', 'email-malformed'],
    ['.anne@exemple.fr', 'email-malformed'],
    ['anne@-exemple.fr', 'email-malformed'],
    ['anne@[192.0.2.1]', 'email-malformed'],
    ['anne@192.0.2.1', 'email-malformed'],
    ['hélène@exemple.fr', 'email-malformed'],
    ['anne@exémple.fr', 'email-malformed'],
    ['anne@xn--exmple-cva.fr', 'anne@xn--exmple-cva.fr'],
    ['anne@@exemple.fr', 'email-malformed'],
    ['anne', 'email-malformed'],
    ['', 'email-malformed'],
    [`${'a'.repeat(65)}@exemple.fr`, 'email-malformed'],
    [`anne@${'a'.repeat(64)}.fr`, 'email-malformed'],
  ])('%j gives %s', (text, expected) => expect(outcome(email(text))).toBe(expected));

  test('no accepted address holds what could open another recipient or header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const checked = email(`${text}@exemple.fr`);
        return !checked.ok || (/^[!-~]+$/.test(checked.value) && !/[",;:<>()[\]\\]/.test(checked.value));
      }),
      { numRuns: 500 },
    );
  });
});

describe('telephone numbers', () => {
  test.each([
    ['06 12 34 56 78', '+33612345678'],
    ['04.70.12.34.56', '+33470123456'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['0262 12 34 56', '+262262123456'],
    ['06 92 12 34 56', '+262692123456'],
    ['+262 692 12 34 56', '+262692123456'],
    ['0639 12 34 56', '+262639123456'],
    ['0590 12 34 56', '+590590123456'],
    ['0594 12 34 56', '+594594123456'],
    ['0696 12 34 56', '+596696123456'],
    ['0508 12 34 56', '+508508123456'],
    ['+590 612 34 56 78', 'phone-malformed'],
    ['+32 470 12 34 56', 'phone-not-french'],
    ['15', 'phone-malformed'],
    ['612345678', 'phone-malformed'],
    ['06 12 34 56 7', 'phone-malformed'],
    ['00 12 34 56 78', 'phone-not-french'],
    ['poste 12', 'phone-malformed'],
    ['', 'phone-malformed'],
  ])('%s gives %s', (text, expected) => expect(outcome(phone(text))).toBe(expected));

  test('a number is shown as it is dialled in France', () => {
    const shown = ['+33612345678', '+262262123456'].map((text) => phone(text)).map((checked) => checked.ok && formatPhone(checked.value));
    expect(shown).toEqual(['06 12 34 56 78', '02 62 12 34 56'].map((text) => text.replaceAll(' ', '\u00a0')));
  });
});

describe('texts', () => {
  test.each([
    ['  Salle\u00a02, porte de gauche ', 40, 'Salle\u00a02, porte de gauche'],
    ['e\u0301le\u0300ve', 5, 'élève'],
    ['👩‍⚕️', 4, '👩‍⚕️'],
    ['élève', 4, 'text-too-long'],
    ['   ', 4, 'text-empty'],
    ['a\u0000b', 9, 'text-control-character'],
    ['a\tb', 9, 'text-control-character'],
    ['a\nb', 9, 'text-control-character'],
    ['a\u007fb', 9, 'text-control-character'],
    ['a\u0085b', 9, 'text-control-character'],
    ['1\u202e00', 9, 'text-control-character'],
    ['a\ud800b', 9, 'text-broken-character'],
    ['a\udc00', 9, 'text-broken-character'],
    ['a\uffff', 9, 'text-broken-character'],
  ])('%j within %i characters gives %j', (text, max, expected) => expect(outcome(cleanText(text, max))).toBe(expected));

  test('several lines are kept where they are allowed, with one kind of line end', () => {
    expect(outcome(cleanText('Entrée par la cour\r\nSonner\rdeux fois', 60, 'several'))).toBe('Entrée par la cour\nSonner\ndeux fois');
    expect(outcome(cleanText('a\u0007\nb', 60, 'several'))).toBe('text-control-character');
  });

  test('a text once clean stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const once = cleanText(text, 1000);
        return !once.ok || outcome(cleanText(once.value, 1000)) === once.value;
      }),
      { numRuns: 300 },
    );
  });
});
