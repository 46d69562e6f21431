import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../store/migrate';
import { untakenTells } from '../../store/outbox';
import { describeOnDatabases, MIGRATIONS, ownMigrations } from '../databases';

const upTo = (version: string): string =>
  ownMigrations(
    Object.fromEntries(
      readdirSync(MIGRATIONS)
        .filter((name) => name.slice(0, 4) <= version)
        .map((name) => [name, readFileSync(join(MIGRATIONS, name), 'utf8')]),
    ),
  );

describeOnDatabases(
  'a filled database that an older version left, on what dossiers were told',
  (rig) => {
    test('what was told then counts as taken, and so does what was performed; what was not told waits for its delivery, and is told again once it was told', async () => {
      const rows = [
        ['told-performed', true],
        ['told', true],
        ['performed', false],
        ['open', false],
      ] as const;
      for (const [id, told] of rows)
        await rig.db.pool.query(
          `INSERT INTO tells (collectivity, id, command, n, from_noun, from_dossier, noun, dossier, action, told)
          VALUES ('ain', $1, 'c1', 0, 'cover', 'cover-1', 'consultation-day', 'day-1', '{"type":"covered"}', $2)`,
          [id, told],
        );
      for (const id of ['told-performed', 'performed'])
        await rig.db.pool.query(
          `INSERT INTO commands (collectivity, id, noun, dossier, body_hash, outcome) VALUES ('ain', $1, 'consultation-day', 'day-1', '', '{}')`,
          [id],
        );
      await migrate(rig.db.pool, MIGRATIONS);
      const flags = await rig.db.pool.query<{ id: string; told: boolean; taken: boolean }>('SELECT id, told, taken FROM tells ORDER BY id');
      expect(flags.rows).toEqual([
        { id: 'open', told: false, taken: false },
        { id: 'performed', told: false, taken: true },
        { id: 'told', told: true, taken: true },
        { id: 'told-performed', told: true, taken: true },
      ]);
      expect(await rig.db.operator(untakenTells)).toEqual([]);
      await rig.db.pool.query('UPDATE tells SET told = true');
      expect(await rig.db.operator(untakenTells)).toMatchObject([
        { id: 'open', collectivity: 'ain', noun: 'consultation-day', action: { type: 'covered' } },
      ]);
    });
  },
  upTo('0014'),
);
