/** What a reader may copy or what he typed stays as it is, a « > » in an attribute included; a title holds no element. */
const whole =
  /(<(?:title|style|textarea|pre|code|option|script)\b[\s\S]*?<\/(?:title|style|textarea|pre|code|option|script)>|<(?:"[^"]*"|[^">])*>)/;
const article = /\b[LRD]\.[ \u00a0]?\d+(?:-\d+)+/g;

/** « R. 4127-85 » is read in one piece: no line of a page breaks inside an article's number. */
export function unbrokenArticles(html: string): string {
  return html
    .split(whole)
    .map((part, n) => (n % 2 === 1 ? part : part.replaceAll(article, '<span class="article">$&</span>')))
    .join('');
}
