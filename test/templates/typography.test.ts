import { cleanLine, cleanText, nbsp, quoted, typeset, typographyFaults } from '../../templates/typography';

describe('the typography of French texts', () => {
  it.each([
    'Répondez avant le 1er mars\u00a0: c’est important\u00a0!',
    'Le lien https://example.fr/l/a?b=c:d;e sert à 9:00, écrivez à a@example.fr.',
    'Il a dit «\u00a0oui\u00a0»\u00a0; puis…',
    'Lieu\u00a0:\nhttps://example.fr/?x=1',
  ])('has nothing to say of %j', (text) => {
    expect(typographyFaults(text)).toEqual([]);
  });

  it.each([
    ["l'agenda", 'apostrophe droite'],
    ['Lieu : Thizy', 'deux-points'],
    ['Lieu: Thizy', 'deux-points'],
    ['Pourquoi ?', 'avant ; ! ? ou »'],
    ['Merci!', 'avant ; ! ? ou »'],
    ['oui ; non', 'avant ; ! ? ou »'],
    ['«\u00a0oui »', 'avant ; ! ? ou »'],
    ['« oui\u00a0»', 'après «'],
    ['à suivre...', 'trois points'],
  ])('finds one fault in %j', (text, fault) => {
    expect(typographyFaults(text)).toEqual([expect.stringContaining(fault)]);
  });

  it('corrects what people typed', () => {
    const typed = "L'accueil : «oui» ; voir l'étage... Vraiment ?!";
    expect(typeset(typed)).toBe(`L’accueil${nbsp}: «${nbsp}oui${nbsp}»${nbsp}; voir l’étage… Vraiment${nbsp}?!`);
    expect(typeset(typeset(typed))).toBe(typeset(typed));
    expect(typographyFaults(typeset("L'accueil : «oui» ; voir l'étage... Vraiment ?"))).toEqual([]);
  });

  it('quotes what people typed without the full stop of their sentence', () => {
    expect(quoted("D'accord avec le lieu. ")).toBe(`«${nbsp}D’accord avec le lieu${nbsp}»`);
    expect(quoted('Vraiment ?')).toBe(`«${nbsp}Vraiment${nbsp}?${nbsp}»`);
  });

  it('keeps of a text what mails, pages and calendars can carry', () => {
    expect(cleanText('a\u0000b\r\nc\rd\te\u2028f\ud800g\u{1f469}')).toBe('ab\nc\nd e\nf\ufffdg\u{1f469}');
    expect(cleanLine(' a\r\n b ')).toBe('a b');
  });
});
