import { routes } from '../../api/routes';
import { tables } from '../../api/resources';
import type { Route } from '../../api/act';
import { roles, type Role } from '../../domain/decision';
import type { Database } from '../../store/db';
import { describeOnDatabases } from '../databases';
import { sampleOf, schemaOf } from '../hostile/sample-body';
import { apiRig, type Answer, type ApiRig } from './api-rig';
import { rehearsal } from './reference-bodies';

const keyRoles = ['administrator', 'approver', 'accountant', 'auditor'] as const satisfies readonly Role[];
type KeyRole = (typeof keyRoles)[number];
type Place = { readonly id: string; readonly keys: Readonly<Record<KeyRole, string>> };

/** Everybody reads, administrators act, the operator does neither; here is every address that differs. */
const unlike: Readonly<Record<string, readonly Role[]>> = {
  'post /collectivities': ['operator'],
  'post /collectivities/:id/keys': ['operator', 'administrator'],
  'post /month-closings/:id/approval': ['approver'],
  'post /statements/:id/acknowledgement': ['administrator', 'accountant'],
  'post /statements/:id/rejection': ['administrator', 'accountant'],
  'get /consultation-days/:id/cancellation-effects': ['administrator', 'auditor'],
  'get /conventions/:id/days-after-end': ['administrator', 'auditor'],
  'get /commands/:id': roles,
};
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const allowed = (route: Route): readonly Role[] => unlike[nameOf(route)] ?? (route.method === 'get' ? keyRoles : ['administrator']);

/** One row per table, as a dossier of this collectivity that another one would like to reach. */
async function plant(db: Database, collectivity: string): Promise<void> {
  await db.operator(async (tx) => {
    for (const table of Object.values(tables)) {
      if (table === 'collectivities') continue;
      const extra =
        {
          people: { rpps: '1' },
          sites: { epci: '1' },
          zones: { siren: '1' },
          statements: { number: '1', kind: 'statement', doctor: 'd', month: '2026-09', closing: 'x' },
        }[table as string] ?? {};
      await tx
        .insertInto(table)
        .values({ collectivity, id: planted, version: 1, status: 'planted', closed: false, body: '{}', next_due: null, ...extra } as never)
        .execute();
    }
    await tx
      .insertInto('documents')
      .values({
        collectivity,
        id: planted,
        noun: 'convention',
        dossier: planted,
        kind: 'convention',
        name: 'x.pdf',
        media_type: 'application/pdf',
        command: 'x',
        source: Buffer.from('x'),
        created_at: 'now',
      })
      .execute();
    await tx
      .insertInto('next_actions')
      .values({
        collectivity,
        noun: 'convention',
        dossier: planted,
        key: 'undelivered/x/m0',
        owner_kind: 'role',
        owner: 'administrator',
        what: 'undelivered',
        until: null,
        detail: '{}',
      })
      .execute();
  });
}
const planted = 'planted-1';

describeOnDatabases('who may do what', (rig) => {
  let api: ApiRig;
  let mine: Place;
  let theirs: Place;

  const aPlace = async (): Promise<Place> => {
    const { id } = (await api.post('/collectivities', api.operator, { settings: rehearsal })).body;
    const keys: Partial<Record<KeyRole, string>> = {};
    for (const role of keyRoles)
      keys[role] = (await api.post(`/collectivities/${id}/keys`, api.operator, { key: { user: `${role}-1`, role } })).body.key.secret;
    return { id, keys: keys as Place['keys'] };
  };
  beforeAll(async () => {
    api = await apiRig(rig.db);
    [mine, theirs] = [await aPlace(), await aPlace()];
    await plant(rig.db, theirs.id);
  }, 60_000);
  afterAll(() => api.stop());

  const ask = (route: Route, key: string, id: string, body: unknown = {}): Promise<Answer> => {
    const path = route.path.replace(':id', id).replaceAll(/:[a-z]+/gi, 'x');
    return route.method === 'get' ? api.get(path, key) : api.post(path, key, body);
  };
  const targetOf = ({ path }: Route, place: Place): string => (path.startsWith('/collectivities/') ? place.id : planted);

  /** A list is one's own; what is another's does not exist; an act says no more than that its body is wrong. */
  const answersOf = (route: Route, role: Role): readonly number[] => {
    if (!allowed(route).includes(role)) return [403];
    if (route.method === 'get') return route.path.includes(':id') ? [404] : route.query === undefined ? [200] : [200, 422];
    return route.path.includes(':id') ? [404, 409, 422] : [200, 201, 404, 409, 422];
  };

  test('the declared roles are those of the table above, address by address', () => {
    const declared = Object.fromEntries(routes.map((route) => [nameOf(route), route.roles.toSorted()]));
    expect(declared).toEqual(Object.fromEntries(routes.map((route) => [nameOf(route), allowed(route).toSorted()])));
    expect(Object.keys(unlike).filter((name) => !(name in declared))).toEqual([]);
  });

  test('without a key, with an unknown one or with another’s secret, nobody gets in', async () => {
    const [, id] = /^relais_([^_]+)_/.exec(mine.keys.administrator) ?? [];
    const forged = [
      `relais_${id}_${'A'.repeat(43)}`,
      `relais_instance_${'A'.repeat(43)}`,
      'nothing',
      `${mine.keys.administrator} `.repeat(2),
    ];
    for (const route of routes)
      for (const key of forged) expect([nameOf(route), (await ask(route, key, 'x')).status]).toEqual([nameOf(route), 401]);
  }, 60_000);

  test.each(roles)(
    '%s: every address that is not this role’s answers 403, every other one lets it in',
    async (role) => {
      const key = role === 'operator' ? api.operator : mine.keys[role];
      for (const route of routes) {
        const { status } = await ask(route, key, 'unknown-1');
        expect([nameOf(route), status === 403]).toEqual([nameOf(route), !allowed(route).includes(role)]);
        expect([nameOf(route), status]).not.toEqual([nameOf(route), 401]);
        expect(status).toBeLessThan(500);
      }
    },
    60_000,
  );

  test.each(keyRoles)(
    '%s: nothing of another collectivity is shown, listed or changed',
    async (role) => {
      const before = await snapshot(rig.db, theirs.id);
      const leaks: string[] = [];
      for (const route of routes) {
        const { status, body } = await ask(route, mine.keys[role], targetOf(route, theirs));
        if (!answersOf(route, role).includes(status) || (route.method === 'get' && JSON.stringify(body).includes(planted)))
          leaks.push(`${nameOf(route)} ${status}`);
      }
      expect(leaks).toEqual([]);
      expect(await snapshot(rig.db, theirs.id)).toEqual(before);
    },
    60_000,
  );

  test.each(keyRoles)(
    '%s: what is another’s, in the address or in a body that is whole, answers as what does not exist',
    async (role) => {
      const before = await snapshot(rig.db, theirs.id);
      const said: { readonly name: string; readonly status: number; readonly there: string; readonly nowhere: string }[] = [];
      for (const route of routes) {
        const whole = (id: string): unknown => (route.body === undefined ? {} : withIds(sampleOf(schemaOf(route.body)), id));
        const there = await ask(route, mine.keys[role], targetOf(route, theirs), whole(planted));
        const nowhere = await ask(route, mine.keys[role], 'unknown-1', whole('unknown-1'));
        said.push({ name: nameOf(route), status: there.status, there: shapeOf(there), nowhere: shapeOf(nowhere) });
      }
      expect(said.filter(({ there, nowhere }) => there !== nowhere)).toEqual([]);
      expect(said.filter(({ name, status }) => name.includes(':id') && status < 300)).toEqual([]);
      // bodies that lead behind the reading of their fields, where a rule is asked
      const deep = said.filter(({ status }) => status === 404 || status === 409);
      expect(deep.length).toBeGreaterThan(role === 'administrator' ? 50 : 20);
      expect(await snapshot(rig.db, theirs.id)).toEqual(before);
    },
    60_000,
  );

  test('a valid act on another collectivity’s dossier is a 404, as for what does not exist', async () => {
    const before = await snapshot(rig.db, theirs.id);
    const acts: readonly (readonly [string, unknown])[] = [
      [`/consultation-days/${planted}/cancellation`, { reason: 'weather' }],
      [`/sites/${planted}/readiness`, { items: ['room'] }],
      [`/zones/${planted}/removal`, { on: '2026-12-31', source: 'Liste de janvier 2027' }],
      [`/collectivities/${theirs.id}/keys`, { key: { user: 'mallory', role: 'administrator' } }],
      ['/tasks/settlement', { task: `convention/${planted}/undelivered/x/m0`, reason: 'rien à voir' }],
    ];
    for (const [path, body] of acts) expect([path, (await api.post(path, mine.keys.administrator, body)).status]).toEqual([path, 404]);
    expect(await snapshot(rig.db, theirs.id)).toEqual(before);
  });

  test('R-44: its own administrator settles an undelivered mail once, and no other task by hand', async () => {
    const settlement = (task: string): Promise<Answer> =>
      api.post('/tasks/settlement', theirs.keys.administrator, { task, reason: 'Prévenue par téléphone' });
    expect((await settlement(`convention/${planted}/sign-a`)).status).toBe(409);
    expect((await settlement('nothing')).status).toBe(404);
  });
});

/** The ids that a sample holds are this one. */
function withIds(sample: unknown, id: string): unknown {
  return JSON.parse(JSON.stringify(sample).replaceAll('"x-1"', JSON.stringify(id)));
}

/** What an answer tells its reader, whichever id was asked for. */
function shapeOf({ status, body }: Answer): string {
  const told = status < 300 ? '' : JSON.stringify(body).replaceAll(/planted-1|unknown-1|collectivity_[A-Za-z0-9_-]+/g, '…');
  return `${status} ${told}`;
}

/** Everything of one collectivity that an act could change. */
async function snapshot(db: Database, collectivity: string): Promise<unknown> {
  return db.read(collectivity, async (tx) => {
    const rows = [];
    for (const table of [...Object.values(tables), 'commands', 'journal', 'outbox', 'next_actions', 'api_keys'] as const)
      rows.push(await tx.selectFrom(table).selectAll().execute());
    return rows;
  });
}
