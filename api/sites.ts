import { z } from 'zod';
import { territories } from '../domain/holidays';
import { accessFields, fewestContacts, readinessItems, siteTypes, type SiteInput } from '../domain/site';
import { siteWords } from '../templates/french/site';
import { act, type Route } from './act';
import { administrators, departementSchema, halfSchema, known, shownBy, timeSchema, timeZoneSchema, without, type View } from './reference';
import { emailSchema, fewest, idSchema, listAndGet, phoneSchema, required, textSchema } from './schemas';

const hoursSchema = z.strictObject({ start: timeSchema, end: timeSchema });

const said = (code: string): string => siteWords.refusals[code]?.({ min: fewestContacts }) ?? required;

const siteSchema = z.strictObject({
  name: textSchema(200),
  type: z.enum(siteTypes),
  address: textSchema(300),
  epci: textSchema(20),
  departement: departementSchema,
  zone: timeZoneSchema,
  territory: z.enum(territories),
  goodFriday: z.boolean().default(false),
  opening: fewest(z.array(z.strictObject({ weekday: z.int(), half: halfSchema })).max(14), 1, {
    code: 'opening-missing',
    text: said('opening-missing'),
  }),
  rooms: z.int(),
  hours: z.strictObject({ morning: hoursSchema, afternoon: hoursSchema }),
  contacts: fewest(
    z.array(z.strictObject({ key: idSchema, name: textSchema(200), email: emailSchema, phone: phoneSchema })).max(10),
    fewestContacts,
    { code: 'contacts-too-few', text: said('contacts-too-few') },
  ),
  /** what the practical sheet of the eve says */
  access: z
    .strictObject({ entrance: textSchema(300), parking: textSchema(300), software: textSchema(300), phone: textSchema(40) })
    .partial()
    .optional(),
});

/** A field that is absent and a field that is undefined are one thing to a caller, and two to a record. */
const siteOf = ({ access, ...site }: z.infer<typeof siteSchema>): SiteInput =>
  access === undefined
    ? site
    : {
        ...site,
        access: Object.fromEntries(accessFields.flatMap((field) => (access[field] === undefined ? [] : [[field, access[field]]]))),
      };

const body = z.strictObject({ site: siteSchema });
const nothing = z.strictObject({});

/** who answers the phone of a site is for those who organise the days. */
const siteView: View = (site, role) => (role === 'administrator' ? site : without(site, 'contacts'));

export const siteRoutes: readonly Route[] = shownBy(siteView, [
  act({
    noun: 'site',
    path: '/sites',
    roles: administrators,
    title: 'Créer un lieu d’accueil',
    body,
    action: ({ site }) => ({ type: 'set', site: siteOf(site) }),
  }),
  act({
    noun: 'site',
    path: '/sites/:id/settings',
    roles: administrators,
    title: 'Modifier un lieu d’accueil',
    body,
    action: async ({ site }, call) => {
      await known(call, 'site');
      return { type: 'set', site: siteOf(site) };
    },
  }),
  act({
    noun: 'site',
    path: '/sites/:id/readiness',
    roles: administrators,
    title: 'Dire ce qui est prêt dans un lieu d’accueil',
    body: z.strictObject({ items: z.array(z.enum(readinessItems)).max(20) }),
    action: ({ items }) => ({ type: 'set-readiness', items }),
  }),
  act({
    noun: 'site',
    path: '/sites/:id/closing',
    roles: administrators,
    title: 'Fermer un lieu d’accueil',
    body: nothing,
    action: () => ({ type: 'close' }),
  }),
  act({
    noun: 'site',
    path: '/sites/:id/reopening',
    roles: administrators,
    title: 'Rouvrir un lieu d’accueil',
    body: nothing,
    action: () => ({ type: 'reopen' }),
  }),
  ...listAndGet('site', 'Lieux d’accueil'),
]);
