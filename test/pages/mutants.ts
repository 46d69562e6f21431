type Mutant = {
  readonly name: string;
  readonly path: string;
  readonly look: string;
  readonly change: (html: string) => string;
  readonly fault: RegExp;
};

function once(html: string, was: string | RegExp, is: string): string {
  const changed = html.replace(was, is);
  if (changed === html) throw new Error(`nothing to break: ${String(was)}`);
  return changed;
}

const trap = `<script>addEventListener('keydown', (event) => document.activeElement.matches('.menu a') && event.preventDefault())</script></body>`;
const wide = `<main id="contenu" tabindex="-1"><table><caption>Large</caption><tbody><tr><td style="white-space:nowrap">${'large '.repeat(80)}</td></tr></tbody></table>`;

/** Pages as somebody might break them, each with the finding that it must yield. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a field without its label',
    path: '/console/people/new',
    look: '1280',
    change: (html) => once(html, /<label for="person-person-familyName">/, '<label>'),
    fault: /axe label/,
  },
  {
    name: 'a table wider than the page',
    path: '/console/people',
    look: '320',
    change: (html) => once(html, '<main id="contenu" tabindex="-1">', wide),
    fault: /WCAG 1\.4\.10/,
  },
  {
    name: 'a second first heading',
    path: '/console/people',
    look: '320',
    change: (html) => once(html, '</h1>', '</h1><h1>Encore</h1>'),
    fault: /titre h1/,
  },
  {
    name: 'another language',
    path: '/console/people',
    look: '320',
    change: (html) => once(html, 'lang="fr"', 'lang="en"'),
    fault: /lang=fr/,
  },
  {
    name: 'no title',
    path: '/console/people',
    look: '320',
    change: (html) => once(html, /<title>[^<]*<\/title>/, ''),
    fault: /document-title/,
  },
  {
    name: 'a pale text',
    path: '/console/people',
    look: '1280',
    change: (html) => once(html, '</h1>', '</h1><p style="color:#bbb">Pâle</p>'),
    fault: /axe color-contrast/,
  },
  {
    name: 'a focus that is not seen',
    path: '/console/people',
    look: '1280',
    change: (html) => once(html, '</head>', '<style>a:focus-visible{outline:0}</style></head>'),
    fault: /le focus ne se voit pas/,
  },
  {
    name: 'a focus off the screen',
    path: '/console/people',
    look: '1280',
    change: (html) =>
      once(
        html,
        '<main id="contenu" tabindex="-1">',
        '<main id="contenu" tabindex="-1"><div role="region" aria-label="Piège" tabindex="0" style="position:absolute;left:-200rem">Hors de l’écran</div>',
      ),
    fault: /le focus est hors de l’écran/,
  },
  {
    name: 'a form without a button',
    path: '/console/people/new',
    look: '1280',
    change: (html) => once(html, /<p class="submit"><button type="submit"[^>]*>[^<]*<\/button><\/p><\/form><\/main>/, '</form></main>'),
    fault: /Entrée n’envoie pas le formulaire/,
  },
  {
    name: 'a page that holds whoever uses the keyboard',
    path: '/console/people',
    look: '1280',
    change: (html) => once(html, '</body>', trap),
    fault: /Tab n’y mène pas/,
  },
];
