import { sql } from 'kysely';
import type { Tx } from '../../store/db';
import { togetherLastly } from '../../store/together';
import { lastly } from '../../store/transaction';
import { appRole, describeOnDatabases, ownMigrations } from '../databases';

const migrations = ownMigrations({
  '0001_notes.sql': `${appRole} CREATE TABLE notes (id integer PRIMARY KEY); GRANT SELECT, INSERT, UPDATE ON notes TO relais_app;`,
});

const note = (id: number) => sql`INSERT INTO notes VALUES (${id})`;
const ids = async (tx: Tx): Promise<readonly number[]> =>
  (await sql<{ id: number }>`SELECT id FROM notes ORDER BY id`.execute(tx)).rows.map(({ id }) => id);

describeOnDatabases(
  'a branch of a work',
  (rig) => {
    beforeEach(() => rig.db.operator((tx) => sql`TRUNCATE notes`.execute(tx)));

    test('that goes on after another one failed writes nothing any more', async () => {
      const late: Promise<unknown>[] = [];
      const failing = rig.db.transaction('ain', async (tx) => {
        const others = [note(1).execute(tx), ids(tx).then(() => note(2).execute(tx))];
        late.push(...others.map((each) => each.catch((error: unknown) => error)));
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await Promise.all(late)).toEqual([expect.any(Error), expect.any(Error)]);
      expect(await rig.db.operator(ids)).toEqual([]);
    });
  },
  migrations,
);

describeOnDatabases(
  'the last statement of a transaction',
  (rig) => {
    beforeEach(() => rig.db.operator((tx) => sql`TRUNCATE notes`.execute(tx)));
    const kept = (): Promise<readonly number[]> => rig.db.read('ain', ids);

    test('leaves with COMMIT, after all that the work asked', async () => {
      const seen = await rig.db.transaction('ain', async (tx) => {
        lastly(tx, note(2));
        await note(1).execute(tx);
        return ids(tx);
      });
      expect(seen).toEqual([1]);
      expect(await kept()).toEqual([1, 2]);
    });

    test('that fails takes everything with it, and the next transaction is as good as ever', async () => {
      const failing = rig.db.transaction('ain', async (tx) => {
        await note(1).execute(tx);
        lastly(tx, note(1));
      });
      await expect(failing).rejects.toMatchObject({ code: '23505' });
      expect(await kept()).toEqual([]);
      await rig.db.transaction('ain', async (tx) => lastly(tx, note(3)));
      expect(await kept()).toEqual([3]);
    });

    test('never leaves when the work fails', async () => {
      const failing = rig.db.transaction('ain', async (tx) => {
        lastly(tx, note(1));
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await kept()).toEqual([]);
    });

    test('is one: a second is refused, and nothing is written', async () => {
      const failing = rig.db.transaction('ain', async (tx) => {
        lastly(tx, note(1));
        lastly(tx, note(2));
      });
      await expect(failing).rejects.toThrow('one last statement');
      expect(await kept()).toEqual([]);
    });

    test('that changes no row where one was to be changed takes everything with it', async () => {
      const changing = (id: number): Promise<void> =>
        rig.db.transaction('ain', async (tx) => togetherLastly(tx, [note(id)], sql`UPDATE notes SET id = 8 WHERE id = 7`));
      await expect(changing(1)).rejects.toMatchObject({ code: '22012' });
      expect(await kept()).toEqual([]);
      await rig.db.transaction('ain', async (tx) => lastly(tx, note(7)));
      await changing(1);
      expect(await kept()).toEqual([1, 8]);
    });
  },
  migrations,
);
