import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { guarded } from '../../runtime/guard';
import { openDatabase, type Database, type Tx } from '../../store/db';
import { lastly } from '../../store/transaction';
import { describeOnDatabases, ownMigrations, testFolder } from '../databases';

const folder = testFolder();
const migrations = ownMigrations({ '0001_notes.sql': 'CREATE TABLE notes (id integer PRIMARY KEY)' });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Between = {
  readonly server: Server;
  /** while it is broken, no transaction can be opened, and everything else passes */
  readonly breaks: (broken: boolean) => void;
  /** no answer passes before these words were asked */
  readonly waitsFor: (words: string) => void;
};

/** Between the product and its database. */
async function between(place: string, real: string): Promise<Between> {
  let isBroken = false;
  let awaited: string | null = null;
  const server = createServer((near) => {
    const far = connect(real);
    const sent = (bytes: Buffer): Buffer => {
      const at = isBroken ? bytes.indexOf('BEGIN ISOLATION') : -1;
      if (at >= 0) bytes.write('BEGUN', at); // of the same length: the message stays whole
      return bytes;
    };
    const held: Buffer[] = [];
    near.on('data', (bytes) => {
      far.write(sent(bytes));
      if (awaited === null || !bytes.includes(awaited)) return;
      awaited = null;
      for (const answer of held.splice(0)) near.write(answer);
    });
    far.on('data', (bytes) => void (awaited === null ? near.write(bytes) : held.push(bytes)));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(place, resolve));
  return { server, breaks: (broken) => void (isBroken = broken), waitsFor: (words) => void (awaited = words) };
}

describeOnDatabases(
  'the opening of a transaction',
  (rig) => {
    const closes: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closes.splice(0)) await close();
    });

    const opened = async (): Promise<Between & { readonly db: Database }> => {
      const { host = '', port = 5432, user = '', database = '' } = rig.db.pool.options;
      const real = rig.url.startsWith('postgres') ? (new URL(rig.url).searchParams.get('host') ?? '') : host;
      const name = rig.url.startsWith('postgres') ? new URL(rig.url).pathname.slice(1) : database;
      const near = mkdtempSync(join(folder, 'near-'));
      const relayed = await between(join(near, '.s.PGSQL.5432'), join(real, `.s.PGSQL.${port}`));
      const db = await openDatabase(`postgres://${user || 'postgres'}@/${name}?host=${encodeURIComponent(near)}`, { guarded, log: 2 });
      closes.push(
        () => db.close(),
        () => new Promise((resolve) => relayed.server.close(resolve)),
      );
      return { ...relayed, db };
    };

    test('that fails keeps whatever its work would write from being written, is tried once, and the next one is as good as ever', async () => {
      const { db, breaks } = await opened();
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
      for (const each of works) {
        const work = jest.fn(each);
        await expect(db.operator(work)).rejects.toThrow('BEGUN');
        expect(work).toHaveBeenCalledTimes(1);
      }
      expect((await rig.db.pool.query('SELECT id FROM notes')).rows).toEqual([]);
      breaks(false);
      await db.operator(writes);
      expect((await rig.db.pool.query('SELECT id FROM notes')).rows).toEqual([{ id: 1 }]);
    });

    test('takes the first reading along, and COMMIT goes along with the last writing', async () => {
      const { db, waitsFor } = await opened();
      await db.operator((tx) => sql`SELECT 1`.execute(tx)); // its connection is there
      waitsFor('SELECT 41');
      await db.operator(async (tx) => {
        await sql`SELECT 41`.execute(tx);
        waitsFor('COMMIT');
        lastly(tx, sql`INSERT INTO notes VALUES (2)`);
      });
      expect((await rig.db.pool.query('SELECT id FROM notes WHERE id = 2')).rows).toEqual([{ id: 2 }]);
    });
  },
  migrations,
);
