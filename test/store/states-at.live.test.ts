import { dossierId } from '../../domain/ids';
import { statesAt, type Place } from '../../store/records';
import { engineSetting } from '../activities/engine-setting';
import { describeOnDatabases } from '../databases';

describeOnDatabases('states of several tables in one statement', (rig) => {
  test('each is found in its own table, and nobody in another’s, however many are asked for', async () => {
    const { collectivity } = await engineSetting(rig.db);
    const row = (id: string, name: string) => ({
      collectivity,
      id,
      version: 1,
      status: 'active',
      closed: false,
      next_due: null,
      body: JSON.stringify({ name }),
    });
    await rig.db.transaction(collectivity, async (tx) => {
      await tx.insertInto('programmes').values(row('both', 'a programme')).execute();
      await tx.insertInto('campaigns').values(row('both', 'a campaign')).execute();
    });
    const absent = Array.from({ length: 5_000 }, (_, n): Place => ({
      table: n % 2 === 0 ? 'programmes' : 'engagements',
      id: dossierId(`x-${n}`),
    }));
    const places: readonly Place[] = [
      { table: 'programmes', id: 'both' },
      ...absent,
      { table: 'campaigns', id: 'both' },
      { table: 'programmes', id: 'both' },
    ];
    const found = await rig.db.read(collectivity, (tx) => statesAt(tx, places));
    expect([found('programmes', 'both'), found('campaigns', 'both'), found('engagements', 'both')]).toEqual([
      { name: 'a programme' },
      { name: 'a campaign' },
      null,
    ]);
    expect((await rig.db.read(collectivity, (tx) => statesAt(tx, [])))('programmes', 'both')).toBeNull();
  });
});
