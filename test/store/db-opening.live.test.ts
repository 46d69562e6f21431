import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { guarded } from '../../runtime/guard';
import { openDatabase, type Tx } from '../../store/db';
import { lastly } from '../../store/transaction';
import { describeOnDatabases, testFolder } from '../databases';

const folder = testFolder();
const migrations = join(folder, 'migrations');
mkdirSync(migrations);
writeFileSync(join(migrations, '0001_notes.sql'), 'CREATE TABLE notes (id integer PRIMARY KEY)');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Between the product and its database: while it is broken, no transaction can be opened, and everything else passes. */
async function between(place: string, real: string): Promise<{ readonly server: Server; readonly breaks: (broken: boolean) => void }> {
  let isBroken = false;
  const server = createServer((near) => {
    const far = connect(real);
    const sent = (bytes: Buffer): Buffer => {
      const at = isBroken ? bytes.indexOf('BEGIN ISOLATION') : -1;
      if (at >= 0) bytes.write('BEGUN', at); // of the same length: the message stays whole
      return bytes;
    };
    near.on('data', (bytes) => void far.write(sent(bytes)));
    far.on('data', (bytes) => void near.write(bytes));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(place, resolve));
  return { server, breaks: (broken) => void (isBroken = broken) };
}

describeOnDatabases(
  'the opening of a transaction',
  (rig) => {
    const closes: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closes.splice(0)) await close();
    });

    test('that fails keeps whatever its work would write from being written, and the next one is as good as ever', async () => {
      const { host = '', port = 5432, user = '', database = '' } = rig.db.pool.options;
      const real = rig.url.startsWith('postgres') ? (new URL(rig.url).searchParams.get('host') ?? '') : host;
      const name = rig.url.startsWith('postgres') ? new URL(rig.url).pathname.slice(1) : database;
      const near = join(folder, rig.engine.name);
      mkdirSync(near);
      const { server, breaks } = await between(join(near, '.s.PGSQL.5432'), join(real, `.s.PGSQL.${port}`));
      const db = await openDatabase(`postgres://${user || 'postgres'}@/${name}?host=${encodeURIComponent(near)}`, { guarded, log: 2 });
      closes.push(
        () => db.close(),
        () => new Promise((resolve) => server.close(resolve)),
      );
      const writes = (tx: Tx): Promise<unknown> => sql`INSERT INTO notes VALUES (1)`.execute(tx);
      const works: readonly ((tx: Tx) => Promise<unknown>)[] = [
        async (tx) => {
          await sql`SELECT 1`.execute(tx);
          await writes(tx);
        },
        async (tx) => lastly(tx, sql`INSERT INTO notes VALUES (1)`),
        async (tx) => Promise.all([sql`SELECT 1`.execute(tx), writes(tx)]),
        writes,
      ];
      breaks(true);
      for (const each of works) await expect(db.operator(each)).rejects.toThrow('BEGUN');
      expect((await rig.db.pool.query('SELECT id FROM notes')).rows).toEqual([]);
      breaks(false);
      await db.operator(writes);
      expect((await rig.db.pool.query('SELECT id FROM notes')).rows).toEqual([{ id: 1 }]);
    });
  },
  migrations,
);
