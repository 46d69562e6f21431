import { renderConvention } from '../../templates/convention-pdf';
import { renderEngagementLetter } from '../../templates/engagement-letter-pdf';
import { aConvention, aLetter } from '../../bench/documents/convention-samples';
import { all, pageTexts, readPdf, readText, type Node } from './pdf/read-pdf';

const flat = (tree: Node): string => readText(tree).replaceAll('\n', ' ');

describe('a convention’s PDF', () => {
  it('is the same to the byte for the same data', () => {
    expect(renderConvention(aConvention())).toEqual(renderConvention(structuredClone(aConvention())));
  });

  it('numbers its articles without a gap, under headings that jump no level', () => {
    const { tree } = readPdf(renderConvention(aConvention()));
    const numbers = all(tree, 'H2').flatMap(({ text }) => /^Article (\d+)/.exec(text)?.[1] ?? []);
    expect(numbers).toEqual(Array.from({ length: 14 }, (_, i) => String(i + 1)));
    expect(all(tree, 'H1')).toHaveLength(1);
    expect(all(tree, 'H3')).toHaveLength(0);
  });

  it('carries what the parties chose', () => {
    const text = flat(readPdf(renderConvention(aConvention())).tree);
    const chosen = [
      '1er février 2026',
      '31 décembre 2028',
      'préavis de trois mois',
      '4 demi-journées par mois civil',
      '100,00 €',
      '50,00 €',
      'exécutoire le 19 décembre 2025',
    ];
    for (const each of chosen) expect(text).toContain(each);
    expect(text).toContain('il n’est pas retenu sur un état liquidatif suivant');
    expect(flat(readPdf(renderConvention(aConvention({ offsetAllowed: true }))).tree)).toContain(
      'est retenu sur l’état liquidatif suivant',
    );
  });

  it('lists each signatory with name, capacity, time, digest and level, and says who is still awaited', () => {
    const text = flat(readPdf(renderConvention(aConvention())).tree);
    expect(text.split('Signature simple, le')).toHaveLength(3);
    expect(text.split('En attente de signature')).toHaveLength(2);
    expect(text).toContain('Dr Agnès Châtelain');
    expect(text).toContain('mercredi 21 janvier 2026 à 10 h 30');
    expect(text).toContain('a7d5f0c2e4b69817263544f3e2d1c0b9a8978685746352413f2e1d0c9b8a7960');
  });

  it('lists every EPCI of its annex, however many', () => {
    const epci = Array.from({ length: 151 }, (_, i) => ({ siren: String(200_000_000 + i), name: `Communauté n° ${i}` }));
    const { tree, pages } = readPdf(renderConvention(aConvention({ epci })));
    const text = readText(tree);
    for (const { name } of epci) expect(text.split('\n')).toContain(name);
    expect(pages).toBeGreaterThan(3);
  });

  it('does not show an informed party among those who agree', () => {
    const text = flat(readPdf(renderConvention(aConvention())).tree);
    expect(text).toContain('Copie pour information : Agence régionale de santé.');
    expect(text).not.toContain('Agence régionale de santé, agissant par');
  });
});

describe('an engagement letter’s PDF', () => {
  it('holds the undertaking of no overcharge and the version of its text (R-30)', () => {
    const text = flat(readPdf(renderEngagementLetter(aLetter())).tree);
    expect(text).toContain('sans aucun dépassement d’honoraires');
    expect(text).toContain('version 2026-01');
  });

  it('ties neither pay nor duration to output (R.4127-83 II CSP)', () => {
    const text = flat(readPdf(renderEngagementLetter(aLetter())).tree);
    expect(text).toContain('Elle ne dépend ni du nombre de patients reçus, ni des actes accomplis');
    expect(text).toContain('La durée du présent engagement n’en dépend pas davantage');
  });

  it('never leaves its signatures alone on a page', () => {
    const { tree, pages } = readPdf(renderEngagementLetter(aLetter()));
    const places = all(tree, 'H2').map(({ text, pages: [page] }) => [text, page] as const);
    const signatures = places.findIndex(([text]) => text === 'Signatures');
    expect(places[signatures]?.[1]).toBe(pages - 1);
    expect(places[signatures - 1]?.[1]).toBe(pages - 1);
  });

  it('is stamped on every page of a rehearsal (E-40)', () => {
    for (const text of pageTexts(renderEngagementLetter(aLetter({ specimen: true })))) expect(text).toContain('SPÉCIMEN');
  });
});
