import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { guarded } from '../../runtime/guard';
import { openDatabase, retryable } from '../../store/db';
import type { Tx } from '../../store/db';
import { migrate } from '../../store/migrate';
import { appRole, describeOnDatabases, ownMigrations, postgres, testFolder } from '../databases';

const folder = testFolder();
const migrations = ownMigrations({
  '0001_notes.sql': `${appRole}
   CREATE TABLE notes (collectivity text NOT NULL, id integer NOT NULL, body text NOT NULL, PRIMARY KEY (collectivity, id));
   ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
   ALTER TABLE notes FORCE ROW LEVEL SECURITY;
   CREATE POLICY own ON notes USING (collectivity = current_setting('relais.collectivity', true));
   GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO relais_app;`,
  '0002_holdings.sql': 'CREATE TABLE holdings (id integer PRIMARY KEY); GRANT SELECT, INSERT ON holdings TO relais_app;',
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const add =
  (collectivity: string, id: number, body = 'x') =>
  async (tx: Tx) => {
    await sql`INSERT INTO notes VALUES (${collectivity}, ${id}, ${body})`.execute(tx);
  };
const ids = async (tx: Tx): Promise<readonly number[]> =>
  (await sql<{ id: number }>`SELECT id FROM notes ORDER BY id`.execute(tx)).rows.map(({ id }) => id);
const touch = (tx: Tx, id: number) => sql`UPDATE notes SET body = body || '.' WHERE id = ${id}`.execute(tx);

describeOnDatabases(
  'records',
  (rig) => {
    beforeEach(() => rig.db.operator((tx) => sql`TRUNCATE notes, holdings`.execute(tx)));

    test('what a transaction wrote is read afterwards; what a failed one wrote is not', async () => {
      await rig.db.transaction('ain', add('ain', 1));
      const failing = rig.db.transaction('ain', async (tx) => {
        await add('ain', 2)(tx);
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await rig.db.read('ain', ids)).toEqual([1]);
    });

    test('a row of another collectivity is neither seen, changed nor written', async () => {
      await rig.db.transaction('ain', add('ain', 1));
      expect(await rig.db.transaction('jura', ids)).toEqual([]);
      expect((await rig.db.transaction('jura', (tx) => touch(tx, 1))).numAffectedRows).toBe(0n);
      await expect(rig.db.transaction('jura', add('ain', 2))).rejects.toMatchObject({ code: '42501' });
      expect(await rig.db.operator(ids)).toEqual([1]);
    });

    test('a name that would cut the opening of a transaction short reads nothing', async () => {
      await rig.db.transaction('ain', add('ain', 1));
      const asked = jest.fn(ids);
      await expect(rig.db.transaction('ain\0', asked)).rejects.toThrow(RangeError);
      await expect(rig.db.read('ain\0', asked)).rejects.toThrow(RangeError);
      expect(asked).not.toHaveBeenCalled();
      expect(await rig.db.read('ain', ids)).toEqual([1]);
    });

    test('neither role nor collectivity outlives its transaction, on any connection', async () => {
      await rig.db.transaction('ain', add('ain', 1));
      await Promise.all(Array.from({ length: 12 }, (_, n) => rig.db.transaction(n % 2 === 0 ? 'ain' : 'jura', ids)));
      const { rows } = await rig.db.pool.query<{ role: string; collectivity: string }>(
        "SELECT current_user AS role, coalesce(current_setting('relais.collectivity', true), '') AS collectivity",
      );
      expect(rows).toEqual([{ role: 'postgres', collectivity: '' }]);
    });

    test('reading cannot write', async () => {
      await expect(rig.db.read('ain', add('ain', 1))).rejects.toMatchObject({ code: '25006' });
    });

    test('the values of each type are the same from both engines', async () => {
      const { rows } = await sql<
        Record<string, unknown>
      >`SELECT 9007199254740991::bigint AS big, '2026-03-29'::date AS day, '12.50'::numeric AS amount,
        timestamptz '2026-03-29 02:30:00.123456+02' AS instant, timestamp '2026-03-29 02:30:00' AS wall, '{"a":[1,null]}'::jsonb AS json,
        ARRAY[1,2]::bigint[] AS bigs, ARRAY['2026-03-29','2026-10-25']::date[] AS days, ARRAY[timestamptz '2026-10-25 01:00:00Z', NULL] AS instants,
        true AS flag, 7 AS small, NULL::bigint AS nothing, '\\x0102'::bytea AS bytes`.execute(rig.db.kysely);
      const inTransaction = await rig.db.operator(
        async (tx) => (await sql<{ text: string }>`SELECT (timestamptz '2026-07-01 00:00:00Z')::text AS text`.execute(tx)).rows,
      );
      expect(inTransaction).toEqual([{ text: '2026-07-01 00:00:00+00' }]);
      expect(rows[0]).toEqual({
        big: 9007199254740991,
        day: '2026-03-29',
        amount: '12.50',
        instant: '2026-03-29T00:30:00.123Z',
        wall: '2026-03-29 02:30:00',
        json: { a: [1, null] },
        bigs: [1, 2],
        days: ['2026-03-29', '2026-10-25'],
        instants: ['2026-10-25T01:00:00.000Z', null],
        flag: true,
        small: 7,
        nothing: null,
        bytes: Buffer.from([1, 2]),
      });
    });

    test('an integer that a number cannot hold exactly is an error, not another number', async () => {
      await expect(rig.db.pool.query('SELECT 9007199254740993::bigint AS big')).rejects.toThrow(RangeError);
      expect((await rig.db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });

    test('two transactions that lock the same rows in opposite orders both succeed', async () => {
      await rig.db.transaction('ain', async (tx) => {
        await add('ain', 1, '')(tx);
        await add('ain', 2, '')(tx);
      });
      let runs = 0;
      const held = new Set<number>();
      const both = async (): Promise<void> => {
        while (held.size < 2) await pause(5);
      };
      const cross = (first: number, second: number) =>
        rig.db.transaction('ain', async (tx) => {
          runs += 1;
          await touch(tx, first);
          held.add(first);
          await Promise.race([both(), pause(1_000)]); // the embedded engine lets no second one in
          await touch(tx, second);
        });
      await Promise.all([cross(1, 2), cross(2, 1)]);
      // The embedded engine serves them one after the other: no deadlock to repair.
      expect(runs).toBe(rig.engine === postgres ? 3 : 2);
      const { rows } = await rig.db.operator((tx) => sql<{ body: string }>`SELECT body FROM notes`.execute(tx));
      expect(rows).toEqual([{ body: '..' }, { body: '..' }]);
    });

    test.each(['40001', '40P01'])('a transaction refused with %s runs again from its start, five times at most', async (code) => {
      const refusing = (collectivity: string, times: number) => {
        let runs = 0;
        const done = rig.db.transaction(collectivity, async (tx) => {
          runs += 1;
          await add(collectivity, runs)(tx);
          if (runs <= times) await sql.raw(`DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '${code}'; END $$`).execute(tx);
          return runs;
        });
        return done.catch(() => `gave up after ${runs}`);
      };
      expect(await refusing('ain', 2)).toBe(3);
      expect(await rig.db.operator(ids)).toEqual([3]);
      expect(await refusing('jura', 9)).toBe('gave up after 5');
    });

    test('a doctor or a room taken by another transaction is asked again; any other duplicate is not', async () => {
      const refusal = (run: Promise<unknown>): Promise<unknown> =>
        run.then(
          () => null,
          (error: unknown) => error,
        );
      const twice = (table: string) =>
        refusal(rig.db.pool.query(`INSERT INTO ${table} VALUES ${table === 'holdings' ? '(1), (1)' : "('a', 1, ''), ('a', 1, '')"}`));
      expect(retryable(await twice('holdings'))).toBe(true);
      expect(retryable(await twice('notes'))).toBe(false);
      expect(retryable(new Error('40001'))).toBe(false);
    });

    test('a transaction inside another is an error at once, not a wait without end', async () => {
      const nested = rig.db.transaction('ain', () => rig.db.read('ain', ids));
      await expect(nested).rejects.toThrow('inside another one');
      expect(await rig.db.read('ain', ids)).toEqual([]);
    });

    test('a client that dies inside its transaction leaves nothing behind and stops nobody', async () => {
      const { host, port, user, database } = rig.db.pool.options;
      const client = new Client(rig.url.startsWith('postgres') ? { connectionString: rig.url } : { host, port, user, database });
      client.on('error', () => undefined);
      await client.connect();
      await client.query('BEGIN');
      await client.query("INSERT INTO notes VALUES ('ain', 9, '')");
      const waiting = rig.db.transaction('ain', add('ain', 1));
      await pause(50);
      void client.query('SELECT pg_sleep(0.05)').catch(() => undefined);
      Reflect.get(Reflect.get(client, 'connection'), 'stream').destroy();
      await waiting;
      expect(await rig.db.read('ain', ids)).toEqual([1]);
    });

    test('eight clients with different statements each get their own answers', async () => {
      const ask = async (n: number): Promise<number> => {
        let right = 0;
        for (let round = 0; round < 60; round += 1) {
          const { rows } =
            n % 2 === 0
              ? await rig.db.pool.query('SELECT $1::int AS even', [n])
              : await rig.db.pool.query('SELECT $1::text AS odd, $2::int AS round', [`n${n}`, round]);
          right += JSON.stringify(rows) === JSON.stringify([n % 2 === 0 ? { even: n } : { odd: `n${n}`, round }]) ? 1 : 0;
        }
        return right;
      };
      expect(await Promise.all(Array.from({ length: 8 }, (_, n) => ask(n)))).toEqual(Array.from({ length: 8 }, () => 60));
    });

    if (rig.engine === postgres) {
      test('an account from which row-level security would hide the operator’s rows is refused', async () => {
        await rig.db.pool.query(
          "DO $$ BEGIN CREATE ROLE relais_ordinary LOGIN PASSWORD 'x'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        );
        const url = rig.url.replace(/\/\/[^@]*@/, '//relais_ordinary:x@');
        await expect(openDatabase(url, { guarded, log: 2 })).rejects.toThrow('BYPASSRLS');
        await rig.db.pool.query('DROP ROLE relais_ordinary');
      });
    }
  },
  migrations,
);

describeOnDatabases(
  'migrations',
  (rig) => {
    const files = (name: string, content: Record<string, string>): string => {
      const made = join(folder, `${name}-${rig.engine.name}`);
      mkdirSync(made);
      for (const [file, text] of Object.entries(content)) writeFileSync(join(made, file), text);
      return made;
    };
    beforeEach(() => rig.fresh());
    const one = { '0001_one.sql': 'CREATE TABLE one (id int); INSERT INTO one VALUES (1);' };
    const two = { '0002_two.sql': 'ALTER TABLE one ADD COLUMN two int;' };

    test('each file is applied once, in order', async () => {
      expect(await migrate(rig.db.pool, files('first', one))).toEqual({ applied: ['0001_one.sql'] });
      const both = files('second', { ...two, ...one });
      expect(await migrate(rig.db.pool, both)).toEqual({ applied: ['0002_two.sql'] });
      expect(await migrate(rig.db.pool, both)).toEqual({ applied: [] });
      expect((await rig.db.pool.query('SELECT * FROM one')).rows).toEqual([{ id: 1, two: null }]);
    });

    test('an applied file that changed or that is missing is refused, and so is a late number', async () => {
      await migrate(rig.db.pool, files('base', { ...one, '0003_three.sql': 'SELECT 3;' }));
      await expect(migrate(rig.db.pool, files('changed', { '0001_one.sql': 'SELECT 1;', '0003_three.sql': 'SELECT 3;' }))).rejects.toThrow(
        '0001_one.sql\u00A0: le fichier a changé',
      );
      await expect(migrate(rig.db.pool, files('missing', one))).rejects.toThrow('0003_three.sql\u00A0: elle est appliquée');
      await expect(migrate(rig.db.pool, files('late', { ...one, ...two, '0003_three.sql': 'SELECT 3;' }))).rejects.toThrow(
        '0002_two.sql\u00A0: son numéro précède',
      );
      await expect(migrate(rig.db.pool, files('twice', { ...one, '0001_other.sql': '' }))).rejects.toThrow('pris deux fois');
      await expect(migrate(rig.db.pool, files('unnamed', { 'one.sql': '' }))).rejects.toThrow('NNNN_nom.sql');
    });

    test('a file that fails leaves nothing of itself, keeps those before it and is named', async () => {
      const half = files('half', { ...one, '0002_half.sql': 'CREATE TABLE half (id int); SELECT nonsense;' });
      await expect(migrate(rig.db.pool, half)).rejects.toThrow('Migration 0002_half.sql');
      const { rows } = await rig.db.pool.query("SELECT to_regclass('one') IS NOT NULL AS one, to_regclass('half') IS NOT NULL AS half");
      expect(rows).toEqual([{ one: true, half: false }]);
    });

    test('of two that migrate at once, one applies each file', async () => {
      const both = files('race', { ...one, ...two });
      const results = await Promise.all(Array.from({ length: 4 }, () => migrate(rig.db.pool, both)));
      expect(results.flatMap(({ applied }) => applied).toSorted()).toEqual(['0001_one.sql', '0002_two.sql']);
    });
  },
  null,
);

test('an address that is neither is refused without being repeated', async () => {
  const opening = openDatabase('mysql://root:secret@localhost', { guarded, log: 2 });
  await expect(opening).rejects.toThrow('doit commencer par');
  await expect(opening).rejects.not.toThrow('secret');
});
