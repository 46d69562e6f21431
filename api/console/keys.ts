import { z } from 'zod';
import { issuedKeyPage, keysPage } from '../../templates/pages/console/keys';
import { apiRoute, first, page, post, type ConsoleEntry } from '../console-page';
import { administrators } from '../reference';
import { dateOrNull } from './typed-date';

const collator = new Intl.Collator('fr', { sensitivity: 'base' });

const list = page({
  path: '/keys',
  menu: 'Clés d’accès',
  roles: administrators,
  load: (_tx, { collectivity }) => Promise.resolve(collectivity.keys),
  render: (keys, { kit }) =>
    keysPage(
      {
        today: new Date().toISOString().slice(0, 10), // a key's date is the machine's: it opens a real door, even in a rehearsal
        lines: keys
          .map(({ id, user, role, expires, revoked }) => ({ id, user, role, expires, revoked: revoked !== null }))
          .toSorted((a, b) => Number(a.revoked) - Number(b.revoked) || collator.compare(a.user, b.user)),
      },
      kit,
    ),
});

const issued = z.object({ key: z.object({ user: z.string(), secret: z.string().nullable() }), note: z.string() });

export const keyEntries: readonly ConsoleEntry[] = [
  list,
  post({
    path: '/keys',
    form: 'key',
    page: list,
    route: apiRoute('post', '/collectivities/:id/keys'),
    params: ({ call }) => ({ id: call.collectivity }),
    body: ({ fields }) => ({
      key: { user: first(fields, 'key/user'), role: first(fields, 'key/role'), expires: dateOrNull(fields, 'key/expires') },
    }),
    done: ({ body }) => {
      const { key, note } = issued.parse(body);
      return { view: issuedKeyPage({ ...key, note }), section: '/keys' };
    },
  }),
  post({
    path: '/keys/:key/revocation',
    form: (_sent, { call }) => `revoke-${call.params['key'] ?? ''}`,
    page: list,
    route: apiRoute('post', '/collectivities/:id/keys/:key/revocation'),
    params: ({ call }) => ({ id: call.collectivity, key: call.params['key'] ?? '' }),
    body: () => ({}),
    done: () => ({ to: '/console/keys', notice: 'La clé est révoquée\u00A0: elle ne sert plus, et ses sessions sont fermées.' }),
  }),
];
