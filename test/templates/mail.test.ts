import fc from 'fast-check';
import { isMailAddress, letterHtml, letterText, specimenBanner, subjectLimit, subjectLine } from '../../templates/mail';
import { typographyFaults } from '../../templates/typography';
import { aLetter } from '../activities/letter-builder';

const textOf = (html: string): string =>
  html
    .replace(/<(style|title)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

describe('a letter', () => {
  it('reads in plain text as a person would write it', () => {
    expect(letterText(aLetter())).toBe(
      [
        'Bonjour Docteur Martin,',
        'La maison de santé de Thizy vous attend\u00a0: merci de confirmer votre venue.',
        'Date\u00a0: samedi 24 octobre 2026, matin\nLieu\u00a0: 12 rue de l’Église, 69240 Thizy-les-Bourgs',
        'Accepter ou refuser cette journée\u00a0:\nhttps://relais.example.fr/l/Zm9vYmFy_-x',
        'À faire avant le mardi 20 octobre 2026 à 18\u00a0h.',
        'Bien cordialement,',
        'Une question\u00a0? Claire Morel, 04\u00a072\u00a000\u00a000\u00a000, medecins@departement.example',
        'Département du Rhône\n',
      ].join('\n\n'),
    );
  });

  it('says the same in text and in HTML, link, deadline and contact included', () => {
    const letter = aLetter();
    const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');
    const words = spaced(textOf(letterHtml(letter)));
    const said = [
      letter.greeting,
      ...letter.paragraphs,
      ...(letter.facts ?? []).flat(),
      letter.action?.label ?? '',
      letter.action?.until ?? '',
      letter.contact.name,
      letter.contact.phone ?? '',
      letter.contact.email,
      letter.sender,
    ];
    for (const piece of said) {
      expect(letterText(letter)).toContain(piece);
      expect(words).toContain(spaced(piece));
    }
    expect(letterHtml(letter)).toContain(`href="${letter.action?.url}"`);
  });

  it('keeps a postcode beside its town, a number in one piece, and each thing of a list behind its dash', () => {
    const sites = '– Maison de santé, 12170 Réquista\n– EHPAD, 07110 Chassiers';
    const letter = aLetter({ facts: [['Lieux', sites]], paragraphs: ['Lettre n°\u00a024-2026-EL-0001, article R.\u00a04127-85.'] });
    expect(letterText(letter)).toContain(`Lieux\u00a0:\n${sites}`);
    expect(letterHtml(letter)).toMatch(
      /<dd><div[^>]*>– Maison de santé, 12170\u00a0Réquista<\/div><div[^>]*>– EHPAD, 07110\u00a0Chassiers<\/div><\/dd>/,
    );
    for (const number of ['24-2026-EL-0001', '4127-85'])
      expect(letterHtml(letter)).toContain(`<span style="white-space:nowrap">${number}</span>`);
    expect(letterHtml(aLetter())).not.toContain('nowrap');
  });

  it('is accessible: French, one h1, no image, no table, 16 px, light and dark', () => {
    const html = letterHtml(aLetter());
    expect(html.match(/lang="fr"/g)).toHaveLength(2);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(img|table|script|link|iframe)/);
    expect(html).toContain('font-size:16px');
    expect(html).toContain('prefers-color-scheme:dark');
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  });

  it.each([
    ['text on white', '#161616', '#ffffff'],
    ['the act', '#ffffff', '#000091'],
    ['the specimen banner', '#4d3800', '#fff3cd'],
    ['text on dark', '#f0f0f0', '#161616'],
    ['links and the act on dark', '#a8a8ff', '#161616'],
  ])('has a contrast of at least 4.5 to 1 for %s (WCAG 1.4.3)', (_, ink, paper) => {
    expect(letterHtml(aLetter({ specimen: true }))).toContain(ink);
    expect(contrast(ink, paper)).toBeGreaterThanOrEqual(4.5);
  });

  it('of a rehearsal says first that it is a specimen, a real one never', () => {
    const specimen = aLetter({ specimen: true });
    expect(letterText(specimen).startsWith(`${specimenBanner}\n`)).toBe(true);
    expect(textOf(letterHtml(specimen)).trim().startsWith(specimenBanner)).toBe(true);
    expect(letterText(aLetter()) + letterHtml(aLetter())).not.toContain('SPÉCIMEN');
  });

  it('adds no fault of typography of its own', () => {
    expect(typographyFaults(letterText(aLetter({ specimen: true })))).toEqual([]);
    expect(typographyFaults(textOf(letterHtml(aLetter({ specimen: true }))))).toEqual([]);
  });

  it('lets no word become markup, and loses none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<script>', '"', "'", '&', '&lt;', '</p>', 'javascript:', 'é', ' ', 'a', '<!--'), { minLength: 1 }),
        (pieces) => {
          const words = `x${pieces.join('')}x`;
          const html = letterHtml(
            aLetter({ greeting: words, paragraphs: [words], facts: [[words, words]], closing: [words], sender: words }),
          );
          expect(html).not.toMatch(/<script|<!--|javascript:[^<]*"/);
          expect(textOf(html).split(words).length - 1).toBe(6);
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  it.each(['javascript:alert(1)', 'https://example.fr/"onclick=', 'https://example.fr/\nx', 'mailto:a@example.fr'])(
    'never links to %j',
    (url) => {
      const letter = aLetter({ action: { label: 'Ouvrir', url } });
      expect(() => letterText(letter)).toThrow(RangeError);
      expect(() => letterHtml(letter)).toThrow(RangeError);
    },
  );
});

describe('the subject of a mail', () => {
  it('stays as it is when it fits', () => {
    expect(subjectLine('Consultation à Thizy')).toBe('Consultation à Thizy');
  });

  it('is cut between two words when it does not', () => {
    const cut = subjectLine('Consultation avancée à la maison de santé pluriprofessionnelle universitaire de Thizy-les-Bourgs');
    expect(cut).toBe('Consultation avancée à la maison de santé pluriprofessionnelle universitaire…');
    expect(cut.length).toBeLessThanOrEqual(subjectLimit);
  });

  it('is one line of at most 78 characters whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: 'binary' }),
        (text) => !/\n|\p{Surrogate}/u.test(subjectLine(text)) && subjectLine(text).length <= subjectLimit,
      ),
      { seed: 7 },
    );
  });
});

describe('a mail address', () => {
  it.each(['jeanne.martin@medecin.example', "d'arc+x@sub.example.fr"])('%s is one', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });
  it.each(['', 'a', 'a@b', 'a@b.fr,c@d.fr', '"a b"@c.fr', 'a@b.fr\n', 'é@b.fr', 'groupe: a@b.fr;', '<a@b.fr>'])('%j is none', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});

function contrast(ink: string, paper: string): number {
  const [light, dark] = [luminance(ink), luminance(paper)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const channel = (at: number): number => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
