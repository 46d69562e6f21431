import { perform } from '../../activities/perform';
import { sql } from 'kysely';
import { dateStuck, shownWhenStuck } from '../../activities/stuck';
import { tasks, type Task } from '../../store/next-actions';
import { taskSentence } from '../../templates/french';
import { typographyFaults } from '../../templates/typography';
import { describeOnDatabases } from '../databases';
import { command, engineSetting, openRound, type EngineSetting } from './engine-setting';

type Line = { readonly message: string; readonly fields: unknown; readonly error: unknown };

describeOnDatabases('a command that cannot be performed', (rig) => {
  let setting: EngineSetting;
  let dossier: string;
  let lines: Line[];
  beforeEach(async () => {
    setting = await engineSetting(rig.db);
    dossier = await openRound(setting, ['a']);
    lines = [];
  });

  const act = () => command(setting.collectivity, 'signature-round', dossier, { type: 'refresh' });
  const context = () => {
    const say = (message: string, fields: unknown, error: unknown): void => void lines.push({ message, fields, error });
    return { ...setting.context, log: { ...setting.context.log, error: say } };
  };
  const failing = (): Promise<never> => Promise.reject(new TypeError('Camille Roux has no address'));
  const stuck = async (): Promise<readonly Task[]> =>
    (await rig.db.read(setting.collectivity, tasks)).filter(({ what }) => what === 'command-stuck');

  test('is not worth a word while it may be an outage of a moment', async () => {
    for (const attempt of [1, 4]) await expect(shownWhenStuck(context(), act(), attempt, failing)).rejects.toThrow(TypeError);
    expect([lines, await stuck()]).toEqual([[], []]);
  });

  test('from the fifth attempt on is said in the log, with no word of its data, and is one task', async () => {
    const asked = act();
    for (const attempt of [5, 6]) await expect(shownWhenStuck(context(), asked, attempt, failing)).rejects.toThrow(TypeError);
    const { collectivity, noun, id } = asked;
    expect(lines.map(({ fields }) => fields)).toEqual(
      [5, 6].map((attempt) => ({ collectivity, noun, dossier, command: id, code: 'refresh', attempt })),
    );
    expect(lines[0]?.error).toMatchObject({ message: 'TypeError', stack: expect.stringContaining('stuck.live.test') });
    const [task, ...others] = await stuck();
    expect(others).toEqual([]);
    expect(task).toMatchObject({ noun, dossier, owner: 'administrator', detail: { action: 'refresh' } });
    expect(JSON.stringify(task)).not.toContain('Camille');
    expect(typographyFaults(taskSentence('signature-round', 'command-stuck', {}))).toEqual([]);
  });

  test('is no task any more once it is performed', async () => {
    const asked = act();
    await expect(shownWhenStuck(context(), asked, 5, failing)).rejects.toThrow(TypeError);
    expect(await shownWhenStuck(context(), asked, 9, () => Promise.resolve('done'))).toBe('done');
    expect(await stuck()).toEqual([]);
  });

  test('fails as it failed, even where the database cannot take the task', async () => {
    const broken = { ...context(), db: { ...rig.db, transaction: () => Promise.reject(new Error('no database')) } };
    await expect(shownWhenStuck(broken, act(), 5, failing)).rejects.toThrow(TypeError);
    expect(lines).toHaveLength(1);
  });

  test('a date that comes back is said in the log and is one task, until an act of its dossier is performed', async () => {
    const of = { collectivity: setting.collectivity, noun: 'signature-round', dossier: act().dossier } as const;
    const shown = async (): Promise<readonly Task[]> =>
      (await rig.db.read(setting.collectivity, tasks)).filter(({ what }) => what === 'date-stuck');
    for (const _again of [1, 2]) await dateStuck(context(), of, ['reminder/1']);
    expect(lines.map(({ fields }) => fields)).toEqual([1, 2].map(() => ({ ...of, code: 'reminder/1' })));
    expect(await shown()).toMatchObject([{ dossier, owner: 'administrator', detail: { date: 'reminder/1' } }]);
    expect(typographyFaults(taskSentence('signature-round', 'date-stuck', {}))).toEqual([]);
    await perform(setting.context, { ...act(), action: { type: 'sign' }, by: { kind: 'link', ref: 'a' } });
    expect(await shown()).toEqual([]);
  });

  test('a date of a dossier that an act closed meanwhile is no task: nothing would take it away', async () => {
    const { collectivity } = setting;
    await rig.db.transaction(collectivity, (tx) =>
      tx
        .updateTable('signature_rounds')
        .set({ body: sql`body || '{"status":"expired"}'::jsonb`, closed: true })
        .where('id', '=', dossier)
        .execute(),
    );
    await dateStuck(context(), { collectivity, noun: 'signature-round', dossier: act().dossier }, ['reminder/1']);
    expect(lines).toEqual([]);
  });
});
