import { accessFields } from '../../domain/site';
import { first, type Body, type Sent } from '../console-page';
import type { Fields } from '../link-form';
import { wholeTyped } from './form-rows';

const texts = ['name', 'type', 'address', 'epci', 'departement', 'territory', 'zone'] as const;
const mostContacts = 10;

/** The body of the API's own route, from what the form sends. */
export function siteBody({ fields }: Sent): Body {
  const said = (name: string): string => first(fields, `site/${name}`);
  const hours = (half: string): Body => ({ start: said(`hours/${half}/start`), end: said(`hours/${half}/end`) });
  const access = accessFields.map((name) => [name, said(`access/${name}`)] as const).filter(([, value]) => value !== '');
  return {
    site: {
      ...Object.fromEntries(texts.map((name) => [name, said(name)])),
      goodFriday: said('goodFriday') === 'yes',
      rooms: wholeTyped(said('rooms')),
      opening: (fields['site/opening'] ?? []).map((each) => ({ weekday: Number(each.split('/')[0]), half: each.split('/')[1] })),
      hours: { morning: hours('morning'), afternoon: hours('afternoon') },
      contacts: contactsIn(fields),
      ...(access.length === 0 ? {} : { access: Object.fromEntries(access) }),
    },
  };
}

/** A line that was left empty is nobody; whoever was known keeps his key, to which the links of his mails belong, and nobody takes over another's. */
function contactsIn(fields: Fields): readonly Body[] {
  const lines = Array.from({ length: mostContacts }, (_, n) => {
    const said = (name: string): string => first(fields, `site/contacts/${n}/${name}`);
    return { key: said('key'), name: said('name'), email: said('email'), phone: said('phone') };
  });
  const ranks = lines.map(({ key }) => Number(/^contact-(\d{1,6})$/.exec(key)?.[1] ?? 0));
  const last = Math.max(...ranks);
  return lines
    .filter(({ name, email, phone }) => `${name}${email}${phone}` !== '')
    .map((line, n) => (line.key === '' ? { ...line, key: `contact-${last + n + 1}` } : line));
}
