import { Client } from 'pg';
import { perform } from '../../activities/perform';
import { firstBreak } from '../../store/journal';
import { describeOnDatabases } from '../databases';
import { command, engineSetting, openRound, zoneAction, type EngineSetting } from './engine-setting';

describeOnDatabases('the one writer', (rig) => {
  let setting: EngineSetting;
  beforeEach(async () => void (setting = await engineSetting(rig.db)));

  const countOf = async (table: 'zones' | 'commands' | 'journal', column: 'id' | 'command', like: string): Promise<number> => {
    const { collectivity, context } = setting;
    return context.db.read(
      collectivity,
      async (tx) =>
        (
          await tx
            .selectFrom(table)
            .selectAll()
            .where(column as never, 'like', like as never)
            .execute()
        ).length,
    );
  };

  test('the same command performed again gives the same outcome and no second effect', async () => {
    const { context, collectivity } = setting;
    const asked = command(collectivity, 'zone', 'zone-1', zoneAction());
    const first = await perform(context, asked);
    expect(first).toMatchObject({ refusals: [], standing: { version: 1 } });
    expect(await perform(context, asked)).toEqual(first);
    expect(await countOf('journal', 'command', asked.id)).toBe(1);
  });

  test('the same id with another body is refused, and the first outcome stays', async () => {
    const { context, collectivity } = setting;
    const asked = command(collectivity, 'zone', 'zone-1', zoneAction());
    await perform(context, asked);
    const reused = await perform(context, { ...asked, action: zoneAction('CC Bocage Bourbonnais') });
    expect(reused).toEqual({ refusals: [{ code: 'command-reused' }], standing: null });
    expect((await perform(context, { ...asked, overrides: [{ code: 'anything', reason: 'une raison' }] })).refusals).toEqual([
      { code: 'command-reused' },
    ]);
    expect(await perform(context, asked)).toMatchObject({ refusals: [] });
  });

  test('the order of an action’s keys is no other body: a row gives them back in its own order', async () => {
    const { context, collectivity } = setting;
    const asked = command(collectivity, 'zone', 'zone-1', zoneAction());
    const first = await perform(context, asked);
    const { zone, type } = zoneAction();
    const turned = { zone: Object.fromEntries(Object.entries(zone).toReversed()) as typeof zone, type };
    expect(await perform(context, { ...asked, action: turned })).toEqual(first);
  });

  test('a refusal is remembered too: what has become possible since needs a new command', async () => {
    const { context, collectivity } = setting;
    const tooEarly = command(collectivity, 'zone', 'zone-1', { type: 'refresh' });
    expect((await perform(context, tooEarly)).refusals).toEqual([{ code: 'unknown-dossier' }]);
    await perform(context, command(collectivity, 'zone', 'zone-1', zoneAction()));
    const again = await perform(context, tooEarly);
    expect(again.refusals).toEqual([{ code: 'unknown-dossier' }]);
    expect(again.standing).toMatchObject({ version: 1 });
    expect((await perform(context, { ...tooEarly, id: command(collectivity, 'zone', 'x', { type: 'refresh' }).id })).refusals).toEqual([]);
  });

  test('a command answered again tells where the dossier stands now, never where it stood', async () => {
    const { context, collectivity } = setting;
    const first = command(collectivity, 'zone', 'zone-1', zoneAction());
    await perform(context, first);
    await perform(context, command(collectivity, 'zone', 'zone-1', { type: 'refresh' }));
    expect((await perform(context, first)).standing).toMatchObject({ version: 2 });
  });

  test('twenty at once under one id have one effect, whose outcome all of them get', async () => {
    const { context, collectivity } = setting;
    const asked = command(collectivity, 'zone', 'zone-1', zoneAction());
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => perform(context, asked)));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await countOf('commands', 'id', asked.id)).toBe(1);
    expect(await countOf('journal', 'command', asked.id)).toBe(1);
    expect(await rig.db.read(collectivity, firstBreak)).toBeNull();
  });

  test('two that create the same dossier at once: one does, the rule words the refusal or the change of the other', async () => {
    const { context, collectivity } = setting;
    const both = [
      command(collectivity, 'zone', 'zone-1', zoneAction()),
      command(collectivity, 'zone', 'zone-1', zoneAction('CC Bocage Bourbonnais')),
    ];
    const outcomes = await Promise.all(both.map((each) => perform(context, each)));
    expect(outcomes.filter(({ refusals }) => refusals.length === 0).length).toBeGreaterThanOrEqual(1);
    expect(await countOf('zones', 'id', 'zone-1')).toBe(1);
    expect(await countOf('commands', 'id', 'test.%')).toBe(3);
  });

  test('a version that was seen and is no longer the dossier’s stops the act, which changes nothing', async () => {
    const { context, collectivity } = setting;
    await perform(context, command(collectivity, 'zone', 'zone-1', zoneAction()));
    const late = { ...command(collectivity, 'zone', 'zone-1', zoneAction('CC Bocage Bourbonnais')), expected: 7 };
    expect(await perform(context, late)).toMatchObject({
      refusals: [{ code: 'version-changed', detail: { version: 1 } }],
      standing: { version: 1 },
    });
  });

  test('an act asks the database four times beside its own facts: opened, read and locked, written and chained, committed', async () => {
    const { context, collectivity } = setting;
    await perform(context, command(collectivity, 'zone', 'zone-1', zoneAction()));
    const asked = jest.spyOn(Client.prototype, 'query');
    try {
      await perform(context, command(collectivity, 'zone', 'zone-1', zoneAction('CC Bocage Bourbonnais')));
      expect(asked).toHaveBeenCalledTimes(4 + 1); // its fact: another zone of the same SIREN
    } finally {
      asked.mockRestore();
    }
  });

  test('one collectivity’s command never reaches another’s dossier of the same name', async () => {
    const other = await engineSetting(rig.db);
    const round = await openRound(setting, ['a']);
    const foreign = await perform(other.context, {
      ...command(other.collectivity, 'signature-round', round, { type: 'sign' }),
      by: { kind: 'link', ref: 'a' },
    });
    expect(foreign).toEqual({ refusals: [{ code: 'unknown-dossier' }], standing: null });
  });

  test('R-46: the journal takes rows at its end and no change: neither of a row nor by taking one away', async () => {
    const { context, collectivity } = setting;
    await perform(context, command(collectivity, 'zone', 'zone-1', zoneAction()));
    await expect(
      rig.db.operator((tx) => tx.updateTable('journal').set({ actor: 'somebody' }).where('collectivity', '=', collectivity).execute()),
    ).rejects.toThrow('append-only');
    await expect(rig.db.operator((tx) => tx.deleteFrom('journal').where('collectivity', '=', collectivity).execute())).rejects.toThrow(
      'append-only',
    );
    expect(await rig.db.read(collectivity, firstBreak)).toBeNull();
  });

  test('R-46: a row that somebody changed behind the engine’s back is named by its place in the chain', async () => {
    const { context, collectivity } = setting;
    await perform(context, command(collectivity, 'zone', 'zone-1', zoneAction()));
    await rig.db.operator(async (tx) => {
      const last = await tx
        .selectFrom('journal')
        .select(['seq', 'hash'])
        .where('collectivity', '=', collectivity)
        .orderBy('seq', 'desc')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('journal')
        .values({
          collectivity,
          seq: last.seq + 1,
          command: 'forged',
          noun: 'zone',
          dossier: 'zone-1',
          version: 9,
          event: '{}',
          actor: 'nobody',
          at: 'never',
          previous: last.hash,
          hash: 'f'.repeat(64),
        })
        .execute();
    });
    expect(await rig.db.read(collectivity, firstBreak)).toBeGreaterThan(1);
  });
});
