import { faultNamed } from '../fault-names';
import type { LinkedError } from './kit';

/** Each fault with the name of its field, linked to where that field is in the page; a fault inside a list leads to its item, or else to the list. */
export function namedErrors(errors: readonly LinkedError[], page: string): readonly LinkedError[] {
  return inOrder(
    errors.map((error) => namedError(error, page)),
    page,
  );
}

function namedError(error: LinkedError, page: string): LinkedError {
  if (error.href === null) return error;
  const id = error.href.slice(1);
  const place = placeOf(id, page);
  if (place === null) return page.includes(` id="${id}"`) ? error : { ...error, href: null };
  const { id: found, name } = place;
  const named = [...groupsAround(found, page), name].filter((each) => each !== '').join(', ');
  return { href: `#${found}`, text: name === '' || error.text.startsWith(name) ? error.text : faultNamed(named, error.text) };
}

/** « Partie 2 », so that two fields of the same name are told apart. */
function groupsAround(id: string, page: string): readonly string[] {
  const before = page.slice(0, page.indexOf(` id="${id}"`));
  const open: string[] = [];
  for (const [tag, legend] of before.matchAll(/<\/fieldset>|<fieldset class="group"><legend>([^<]*)|<fieldset/g)) {
    if (tag === '</fieldset>') open.pop();
    else open.push(legend === undefined ? '' : plain(legend).trim());
  }
  return open.filter((each) => each !== '');
}

/** From the top of the page to its end, what belongs to no field first. */
function inOrder(errors: readonly LinkedError[], page: string): readonly LinkedError[] {
  const at = ({ href }: LinkedError): number => (href === null ? -1 : page.indexOf(` id="${href.slice(1)}"`));
  return errors.toSorted((a, b) => at(a) - at(b));
}

type Place = { readonly id: string; readonly name: string };

/** The control of that id, then of what holds it: `call-volunteers-3`, then `call-volunteers`. */
function placeOf(id: string, page: string): Place | null {
  const name = nameOf(id, page);
  if (name !== null) return { id, name };
  const end = id.lastIndexOf('-');
  return end <= 0 ? null : placeOf(id.slice(0, end), page);
}

/** The label of a control, the legend of a list, or the words beside one of its choices. */
function nameOf(id: string, page: string): string | null {
  const places = [
    new RegExp(`<label for="${id}"[^>]*>([^<]*)`),
    new RegExp(`<fieldset id="${id}"[^>]*><legend>([^<]*)`),
    new RegExp(`<label class="choice" id="${id}"[^>]*>(?:<input[^>]*>)?<span>([^<]*)`),
  ];
  const found = places.map((place) => place.exec(page)?.[1]).find((text) => text !== undefined);
  return found === undefined ? null : plain(found).trim();
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

function plain(html: string): string {
  return html.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}
