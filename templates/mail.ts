import { cut } from '../domain/plain-text';
import { cleanLine, cleanText, nbsp, phoneWords } from './typography';

/** What the moment of a link means to its reader: by then an answer is due; or a sentence of its own; by default the link only opens something until then. */
export type Limit = 'answer' | { readonly words: string };

/** A mail before it is words on a wire. Text and HTML are written from this one value, so that they cannot disagree. */
export type Letter = {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** until: a moment in words, as it follows « avant le » */
  readonly action?: { readonly label: string; readonly url: string; readonly until?: string; readonly limit?: Limit };
  /** the act is a way out, not what the mail asks for: a link, and no button */
  readonly quiet?: true;
  readonly closing?: readonly string[];
  readonly contact: { readonly name: string; readonly phone?: string; readonly email: string };
  /** The collectivity's label (R-55). */
  readonly sender: string;
  readonly specimen: boolean;
};

export const specimenBanner = 'SPÉCIMEN – répétition, données fictives';
/** Longer subjects are cut by phones and by some lists of mails; RFC 5322 2.1.1 recommends lines of 78 characters. */
export const subjectLimit = 78;

/** One plain local@domain: quoted local parts and groups have redirected mails before. */
export function isMailAddress(text: string): boolean {
  return /^[A-Za-z0-9.!#$%&'*+/=?_{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);
}

/** A subject that fits, cut between two words: a long site name must not stop a mail. */
export function subjectLine(text: string): string {
  const line = cleanLine(text);
  if (line.length <= subjectLimit) return line;
  const start = cut(line, subjectLimit - 1);
  const space = start.lastIndexOf(' ');
  return `${(space > subjectLimit / 2 ? start.slice(0, space) : start).trimEnd()}…`;
}

export function letterText(letter: Letter): string {
  const { action, contact } = letter;
  // a list stands under its title
  const facts = (letter.facts ?? [])
    .map(([label, value]) => `${cleanLine(label)}${nbsp}:${value.startsWith('– ') ? '\n' : ' '}${cleanText(value)}`)
    .join('\n');
  const act = action ? `${cleanLine(action.label)}${nbsp}:\n${webAddress(action.url)}` : '';
  const blocks = [
    letter.specimen ? specimenBanner : '',
    letter.greeting,
    ...letter.paragraphs,
    facts,
    act,
    deadline(letter),
    ...(letter.closing ?? []),
    `${question}${contact.name}${contact.phone ? `, ${phoneWords(contact.phone)}` : ''}, ${contact.email}`,
    letter.sender,
  ];
  return `${blocks
    .map((block) => cleanText(block).trim())
    .filter(Boolean)
    .join('\n\n')}\n`;
}

export function letterHtml(letter: Letter): string {
  const { action, contact } = letter;
  const facts = (letter.facts ?? []).map(([label, value]) => `<dt>${html(label)}</dt><dd>${listHtml(value)}</dd>`).join('\n');
  const mailto = `<a href="mailto:${html(contact.email)}">${html(contact.email)}</a>`;
  const phone = contact.phone ? `, <a href="tel:${html(contact.phone.replace(/[^+\d]/g, ''))}">${html(phoneWords(contact.phone))}</a>` : '';
  const body = [
    letter.specimen ? `<p class="specimen" style="${specimenStyle}"><strong>${html(specimenBanner)}</strong></p>` : '',
    `<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">${html(cleanLine(letter.subject))}</h1>`,
    paragraph(letter.greeting),
    ...letter.paragraphs.map(paragraph),
    facts && `<dl class="facts" style="margin:0 0 16px;padding:0 0 0 12px;border-left:4px solid #000091">\n${facts}\n</dl>`,
    action ? actHtml(action, letter.quiet) : '',
    deadline(letter) && paragraph(deadline(letter)),
    ...(letter.closing ?? []).map(paragraph),
    `<p>${html(question)}${html(contact.name)}${phone}, ${mailto}</p>`,
    paragraph(letter.sender),
  ];
  return page(cleanLine(letter.subject), body.filter(Boolean).join('\n'));
}

function actHtml({ label, url }: NonNullable<Letter['action']>, quiet: Letter['quiet']): string {
  const button = quiet === undefined ? ` class="act" style="${actStyle}"` : '';
  return `<p><a href="${html(webAddress(url))}"${button}>${html(label)}</a></p>`;
}

/** The lines of a list hang from their dashes, so that a long one is not taken for two. */
function listHtml(value: string): string {
  if (!value.startsWith('– ')) return tied(html(value));
  const items = cleanText(value).split('\n');
  return items.map((item) => `<div style="margin:0 0 4px;padding-left:14px;text-indent:-14px">${tied(html(item))}</div>`).join('');
}

/** A postcode stays beside its town, « R. » beside its number, and the number of a document or of an article in one piece. */
function tied(markup: string): string {
  return markup
    .replace(/\b(\d{5}|[LRD]\.) (?=[\p{Lu}\d])/gu, `$1${nbsp}`)
    .replace(/(?<![\w/@.-])[A-Z\d]+(?:-[A-Z\d]+)+(?![\w/@-])/g, (number) => `<span style="white-space:nowrap">${number}</span>`);
}

const question = `Une question${nbsp}? `;
const specimenStyle = 'background:#fff3cd;color:#4d3800;border:2px solid #4d3800;padding:8px 12px;margin:0 0 16px';
const actStyle = 'display:inline-block;background:#000091;color:#ffffff;padding:12px 20px;text-decoration:underline;border-radius:4px';
/** Colours of at least 4.5 to 1 (WCAG 2.2, 1.4.3) on light and on dark; clients that drop this block keep the inline light ones. */
const style = `:root{color-scheme:light dark}
dt{font-weight:bold}dd{margin:0 0 8px}
@media (prefers-color-scheme:dark){
body,.page{background:#161616!important;color:#f0f0f0!important}
a{color:#a8a8ff!important}
a.act{background:#a8a8ff!important;color:#161616!important}
.facts{border-color:#a8a8ff!important}}`;

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${html(title)}</title>
<style>
${style}
</style>
</head>
<body style="margin:0;background:#ffffff;color:#161616">
<div class="page" lang="fr" style="max-width:640px;margin:0 auto;padding:16px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#161616;background:#ffffff">
${body}
</div>
</body>
</html>
`;
}

function deadline({ action }: Letter): string {
  if (action?.until === undefined) return '';
  const { limit, until } = action;
  if (typeof limit === 'object') return limit.words;
  return limit === 'answer' ? `À faire avant le ${cleanLine(until)}.` : `Lien valable jusqu’au ${cleanLine(until)}.`;
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${tied(html(text))}</p>`;
}

/** Nothing reaches the page unescaped; a line feed stays one. */
function html(text: string): string {
  const escaped = cleanText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
  return escaped.replace(/\n/g, '<br>');
}

/** Our own links only: another scheme in a mail is a fault of ours. */
function webAddress(url: string): string {
  if (!/^https?:\/\/[^\s<>"']+$/.test(url)) throw new RangeError('not a web address in a letter');
  return url;
}
