import { month } from '../../../domain/dates';
import { monthTotals } from '../../../domain/month-totals';
import { accountantPage } from '../../../templates/pages/accountant-page';
import { linkPage, type PageModel } from '../../../templates/pages/link-page';
import { css } from '../../../templates/pages/style';
import { typographyFaults } from '../../../templates/typography';

const contact = { name: 'Cellule santé', phone: '+33470344003', email: 'sante@departement.example' };
const sender = 'Département de l’Exemple';
const plain: PageModel = { title: 'Signer un document', paragraphs: ['Un document attend.'], sender, contact, specimen: false };
const field = { kind: 'text', name: 'reason', label: 'Raison', required: true } as const;
const faulty: PageModel = {
  ...plain,
  specimen: true,
  facts: [['Date', 'lundi 5 octobre 2026']],
  form: { fields: [field], submit: 'Envoyer', faults: { reason: 'Indiquez la raison.' } },
};
const accountant = (answered?: object): string =>
  accountantPage({
    month: month('2026-09'),
    documents: [],
    totals: monthTotals([], []),
    href: 'http://127.0.0.1/l/token',
    sender,
    contact,
    specimen: false,
    ...(answered === undefined ? {} : { answered: { statement: 's1', fields: {}, faults: { reason: 'Indiquez la raison.' } } }),
  });
const pages: readonly (readonly [string, string])[] = [
  ['of a link', linkPage(plain)],
  ['of a link whose answer has a fault', linkPage(faulty)],
  ['without anybody to call', linkPage({ title: 'Lien inconnu', paragraphs: [], sender: 'Relais', specimen: false })],
  ['of the accountant', accountant()],
  ['of the accountant whose answer has a fault', accountant({})],
];
const stylesOf = (html: string): readonly string[] => [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => style);
const wordsOf = (html: string): string => html.replaceAll(/<style>.*?<\/style>/gs, '').replaceAll(/<[^>]+>/g, '\n');

test('a fault of a field that no form has is told without a name', () => {
  const form = { fields: [field], submit: 'Envoyer', faults: { constructor: 'Retirez-le.' } };
  expect(linkPage({ ...plain, form })).toContain('>Retirez-le.</a>');
});

test.each(pages)('a page %s is French, has one title, one way to its content and no script', (_, html) => {
  expect(html.startsWith('<!doctype html><html lang="fr">')).toBe(true);
  expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1"');
  expect(html.match(/<h1>/g)).toHaveLength(1);
  expect(html).toMatch(/<body><a class="skip" href="#contenu">Aller au contenu<\/a>/);
  expect(html.match(/<main id="contenu"/g)).toHaveLength(1);
  expect(html).not.toMatch(/<p>(?:(?!<\/p>).)*<(p|dl|ul)\b/s); // a browser would close the first one
  expect(html).not.toMatch(/<script| on[a-z]+=|https?:\/\/(?!127\.0\.0\.1)/);
  expect(typographyFaults(wordsOf(html))).toEqual([]);
});

test('all pages have one stylesheet', () => {
  expect(new Set(pages.flatMap(([, html]) => stylesOf(html)))).toEqual(new Set([css]));
});

test('a page with faults says so in its title, and lists them before anything else', () => {
  for (const [name, html] of pages) {
    const said = [html.includes('<title>Erreur\u00a0: '), html.includes('</h1><div class="faults" role="alert">')];
    expect([name, ...said]).toEqual([name, name.includes('fault'), name.includes('fault')]);
  }
});

test('who sends the page is named, and whom to call where there is somebody', () => {
  expect(linkPage(plain)).toContain('<title>Signer un document – Département de l’Exemple</title>');
  expect(linkPage(plain)).toContain('04\u00a070\u00a034\u00a040\u00a003');
  expect(linkPage(faulty)).toContain('SPÉCIMEN');
  expect(pages[2]?.[1]).not.toContain('<footer>');
});

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const digits = colour.slice(1);
  const hex = digits.match(digits.length === 3 ? /./g : /../g) ?? [];
  const [red = 0, green = 0, blue = 0] = hex.map((each) => {
    const part = Number.parseInt(each.padEnd(2, each), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

test('RGAA 3.2 and 3.3: every pair of colours is readable, in both schemes and on paper', () => {
  const schemes = [...css.matchAll(/:root\{([^}]*--ink[^}]*)\}/g)].map(([, declared = '']) =>
    Object.fromEntries([...declared.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/g)].map(([, name, value]) => [name, value])),
  );
  expect(schemes).toHaveLength(3);
  const colours = schemes.map((scheme) => ({ ...schemes[0], ...scheme }) as Record<string, string>);
  for (const { ink = '', paper = '', act = '', bad = '', soft = '', 'on-act': onAct = '' } of colours) {
    for (const text of [ink, act, bad, soft]) expect([text, paper, contrast(text, paper) >= 4.5]).toEqual([text, paper, true]);
    expect(contrast(onAct, act)).toBeGreaterThanOrEqual(4.5);
  }
});

test('what has the focus is seen, and what only serves a screen is not printed', () => {
  expect(css).toMatch(/:focus-visible\{outline:3px/);
  expect(css).toMatch(/@media print\{.*\.skip,form[^{]*\{display:none\}/s);
});

test('what is to be corrected is named in the list that leads to it', () => {
  expect(linkPage(faulty)).toContain('<a href="#reason">Raison\u00a0: Indiquez la raison.</a>');
  expect(accountant({})).toContain('<a href="#s1-reason">Motif\u00a0: Indiquez la raison.</a>');
  const listed = { title: 'Présence du lundi 5 octobre 2026', paragraphs: [], facts: [], fields: [{ ...field, label: 'Matin' }] };
  const page = linkPage({ ...plain, form: { fields: [], sections: [listed], submit: 'Envoyer', faults: { reason: 'Choisissez.' } } });
  expect(page).toContain('<a href="#reason">Présence du lundi 5 octobre 2026, Matin\u00a0: Choisissez.</a>');
});
