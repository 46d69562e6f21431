import { sql } from 'kysely';
import type { Context } from '../../activities/context';
import { deliver } from '../../activities/deliver';
import { sealMail } from '../../activities/sealed-mail';
import { perform } from '../../activities/perform';
import { resume } from '../../activities/resume';
import { startDelivery } from '../../activities/start-delivery';
import { tell } from '../../activities/tell';
import { commandId, dossierId } from '../../domain/ids';
import { markTold, takenWrite, tellsWrite, undelivered, type PendingTell, type Undelivered } from '../../store/outbox';
import type { Tx } from '../../store/db';
import { together } from '../../store/together';
import { describeOnDatabases, postgres } from '../databases';
import { command, engineSetting, openRound, zoneAction, type EngineSetting } from './engine-setting';

const noun = 'signature-round';
const round = dossierId('round-1');
const heard = (n: number, type: 'announced' | 'refresh', to: string = round): PendingTell =>
  ({ id: `c1/${n}`, fromNoun: noun, fromDossier: round, noun, dossier: to, action: { type } }) as unknown as PendingTell;

describeOnDatabases('what dossiers hear of a command', (rig) => {
  let setting: EngineSetting;
  beforeEach(async () => {
    setting = await engineSetting(rig.db);
    await openRound(setting, ['a', 'b'], round);
  });

  const handOn = (left: Partial<Undelivered>): Promise<void> =>
    startDelivery(
      setting.context,
      { collectivity: setting.collectivity, id: 'c1', noun, dossier: round },
      { documents: [], messages: [], tells: [], ...left },
    );

  test('what is only told is told at once, without a run of its own', async () => {
    await handOn({ tells: [heard(0, 'refresh'), heard(1, 'refresh', 'round-2')] });
    expect(setting.asked).toEqual(['tell c1/0', 'tell c1/1']);
  });

  test('what a dossier would hear twice from one command, it hears once', async () => {
    await handOn({ tells: [heard(0, 'refresh'), heard(1, 'refresh'), heard(2, 'announced')] });
    expect(setting.asked).toEqual(['tell c1/1', 'tell c1/2']);
  });

  test('of what it would hear twice it hears the last, in its place', async () => {
    await handOn({ tells: [heard(0, 'refresh'), heard(1, 'announced'), heard(2, 'refresh')] });
    expect(setting.asked).toEqual(['tell c1/1', 'tell c1/2']);
  });

  test.each<readonly [string, Partial<Undelivered>]>([
    ['mails', { messages: [['c1/m0']], tells: [heard(0, 'refresh')] }],
    ['documents', { documents: ['st-1'], tells: [heard(0, 'refresh')] }],
    ['many dossiers', { tells: Array.from({ length: 11 }, (_, n) => heard(n, 'refresh')) }],
  ])('%s leave by a run of their own', async (_, left) => {
    await handOn(left);
    expect(setting.asked).toEqual([expect.stringMatching(/^delivery /)]);
  });

  test('a command that left nothing asks for nothing', async () => {
    await handOn({});
    expect(setting.asked).toEqual([]);
  });

  test('the last mail of a command to leave announces it: not an earlier one, and not one that failed', async () => {
    const { context, collectivity } = setting;
    const [first, second] = ['c1/m0', 'c1/m1'];
    for (const [n, id] of [first, second].entries()) await write(id, n);
    const announcements = [heard(0, 'announced')];
    const send = (id: string): Promise<void> => deliver(context, collectivity, id, { announcements });
    await send(first);
    expect(setting.asked).toEqual([]);
    setting.answers.push({ kind: 'failed', retryable: true, reason: 'later' });
    await expect(send(second)).rejects.toThrow('later');
    expect(setting.asked).toEqual([]);
    await send(second);
    expect(setting.asked).toEqual(['tell c1/0']);
  });

  test('a mail that had left before its worker died is announced by the next try, and is not sent again', async () => {
    const { context, collectivity } = setting;
    await write('c1/m0', 0);
    await deliver(context, collectivity, 'c1/m0');
    await deliver(context, collectivity, 'c1/m0', { announcements: [heard(0, 'announced')], attempt: 2 });
    expect([setting.sent.length, setting.asked]).toEqual([1, ['tell c1/0']]);
  });

  describe('after a start that may have found Temporal’s data lost', () => {
    const tells = [heard(0, 'refresh'), heard(1, 'refresh'), heard(2, 'announced')];
    const by = { kind: 'dossier', noun, dossier: round } as const;
    const taken = (id: string): Promise<unknown> =>
      perform(setting.context, { ...command(setting.collectivity, noun, round, { type: 'refresh' }, id), by });
    /** the same by an act that changes a record, which a refresh does not */
    const takenAndSaved = (id: string): Promise<unknown> =>
      perform(setting.context, { ...command(setting.collectivity, 'zone', 'zone-1', zoneAction(), id), by });
    const retold = async (): Promise<readonly string[]> => {
      setting.asked.length = 0;
      await resume(setting.context);
      return setting.asked.filter((each) => /^(tell|delivery) /.test(each));
    };
    const written = (tells: readonly PendingTell[], id: string): Promise<unknown> => {
      const cause = command(setting.collectivity, noun, round, { type: 'refresh' }, id);
      return rig.db.transaction(setting.collectivity, (tx) => together(tx, [tellsWrite(tx, cause, tells)]));
    };
    beforeEach(async () => {
      await rig.db.pool.query('UPDATE tells SET told = true, taken = true'); // of the tests before
      await written(tells, 'c1');
      await handOn({ tells });
    });

    test('what its dossier did not take is told again, and what it would hear twice is not', async () => {
      expect(await retold()).toEqual(['tell c1/1', 'tell c1/2']);
    });

    test('what its dossier took is not told again', async () => {
      await taken('c1/1');
      expect(await retold()).toEqual(['tell c1/2']);
      await takenAndSaved('c1/2');
      expect(await retold()).toEqual([]);
    });

    test('what its dossier refused, or was told under an id that another act had, is not told again', async () => {
      const unknown = { ...command(setting.collectivity, noun, 'nobody', { type: 'refresh' }, 'c1/1'), by };
      expect(await perform(setting.context, unknown)).toMatchObject({ refusals: [{ code: 'unknown-dossier' }] });
      await perform(setting.context, command(setting.collectivity, 'zone', 'zone-1', zoneAction(), 'c1/2'));
      expect(await taken('c1/2')).toMatchObject({ refusals: [{ code: 'command-reused' }] });
      expect(await retold()).toEqual([]);
    });

    test('what a worker of an older version took, which did not say so, is not told again', async () => {
      await taken('c1/1');
      await rig.db.transaction(setting.collectivity, (tx) =>
        tx.updateTable('tells').set({ taken: false }).where('id', '=', 'c1/1').execute(),
      );
      expect(await retold()).toEqual(['tell c1/2']);
    });

    test('each dossier hears it in the order in which it was written, the next once the one before has arrived', async () => {
      await written([heard(5, 'refresh'), heard(6, 'refresh', 'round-2')], 'b');
      await written([heard(3, 'announced'), heard(4, 'announced', 'round-2')], 'a');
      await rig.db.transaction(setting.collectivity, (tx) =>
        tx.updateTable('tells').set({ told: true }).where('command', 'in', ['a', 'b']).execute(),
      );
      await rig.db.transaction(setting.collectivity, (tx) => markTold(tx, ['c1/1'])); // its row is the newest on the disk
      expect(await retold()).toEqual(['tell c1/1', 'tell c1/6', 'tell c1/2', 'tell c1/4', 'tell c1/5', 'tell c1/3']);
    });
  });

  test('what cannot be said at a start is left to its delivery, and holds up neither the start nor others', async () => {
    await rig.db.pool.query('UPDATE tells SET told = true, taken = true');
    const cause = command(setting.collectivity, noun, round, { type: 'refresh' }, 'c1');
    const tells = [heard(0, 'refresh'), heard(1, 'refresh', 'round-2')];
    await rig.db.transaction(setting.collectivity, (tx) => together(tx, [tellsWrite(tx, cause, tells)]));
    await handOn({ tells });
    setting.asked.length = 0;
    const { workflow } = setting.context.client;
    const signalWithStart: typeof workflow.signalWithStart = (type, asked) =>
      asked.workflowId.endsWith('/round-2') ? Promise.reject(new Error('full')) : workflow.signalWithStart(type, asked);
    await resume({
      ...setting.context,
      client: { workflow: { start: (type: string, asked: never) => workflow.start(type, asked), signalWithStart } },
    } as unknown as Context);
    expect(setting.asked.filter((each) => /^(tell|delivery) /.test(each))).toEqual(['tell c1/0', expect.stringMatching(/^delivery /)]);
    const left = await rig.db.read(setting.collectivity, (tx) => undelivered(tx, 'c1'));
    expect(left.tells.map(({ id }) => id)).toEqual(['c1/1']);
  });

  test('what a chain of acts left is told in the order of its acts', async () => {
    const chained = (act: string, tells: readonly PendingTell[]): Promise<unknown> => {
      const of = { ...command(setting.collectivity, noun, round, { type: 'refresh' }, act), delivery: commandId('chain') };
      return rig.db.transaction(setting.collectivity, (tx) => together(tx, [tellsWrite(tx, of, tells)]));
    };
    await chained('x1', [heard(4, 'refresh'), heard(3, 'announced')]);
    await chained('x2', [heard(1, 'refresh'), heard(2, 'announced')]);
    const { tells } = await rig.db.read(setting.collectivity, (tx) => undelivered(tx, 'chain'));
    expect(tells.map(({ id }) => id)).toEqual(['c1/4', 'c1/3', 'c1/1', 'c1/2']);
  });

  test('what is said twice is one saying before it is said: who takes up the rest after a crash does not say it again', async () => {
    const tells = [heard(0, 'refresh'), heard(1, 'refresh')];
    const cause = command(setting.collectivity, noun, round, { type: 'refresh' }, 'c1');
    await rig.db.transaction(setting.collectivity, (tx) => together(tx, [tellsWrite(tx, cause, tells)]));
    const client = { workflow: { signalWithStart: () => Promise.reject(new Error('away')) } };
    await expect(tell({ ...setting.context, client } as unknown as Context, setting.collectivity, tells)).rejects.toThrow('away');
    const left = await rig.db.read(setting.collectivity, (tx) => undelivered(tx, 'c1'));
    expect(left.tells.map(({ id }) => id)).toEqual(['c1/1']);
  });

  // the embedded database serves one transaction at a time
  if (rig.engine === postgres)
    test('what a dossier is just taking is left to it: nobody waits for its act', async () => {
      const tells = [heard(0, 'refresh'), heard(1, 'announced')];
      const { collectivity } = setting;
      const act = {
        ...command(collectivity, noun, round, { type: 'refresh' }, 'c1/0'),
        by: { kind: 'dossier', noun, dossier: round },
      } as const;
      await rig.db.transaction(collectivity, (tx) => together(tx, [tellsWrite(tx, { ...act, id: commandId('c1') }, tells)]));
      const told = (tx: Tx): Promise<unknown> =>
        tx.selectFrom('tells').select(['id', 'told', 'taken']).where('command', '=', 'c1').orderBy('n').execute();
      let [hold, end] = [(): void => undefined, (): void => undefined];
      const held = new Promise<void>((resolve) => (hold = resolve));
      const over = new Promise<void>((resolve) => (end = resolve));
      const taking = rig.db.transaction(collectivity, async (tx) => {
        await together(tx, [takenWrite(tx, act)]);
        hold();
        await over;
      });
      await held;
      try {
        await rig.db.transaction(collectivity, async (tx) => {
          await sql`SET LOCAL lock_timeout = '1s'`.execute(tx);
          await markTold(tx, ['c1/0', 'c1/1']);
        });
        expect(await rig.db.read(collectivity, told)).toMatchObject([{ told: false }, { told: true }]);
      } finally {
        end();
        await taking;
      }
      expect(await rig.db.read(collectivity, told)).toMatchObject([
        { told: true, taken: true },
        { told: true, taken: false },
      ]);
    });

  const write = (id: string, n: number): Promise<unknown> => {
    const { context, collectivity } = setting;
    const bytes = Buffer.from(`Date: Tue, 01 Sep 2026 06:00:00 +0000\r\n\r\n${id}`);
    const sealed = sealMail(context.keyring, id, { name: 'A', to: 'a@parties.example', bytes });
    const row = { collectivity, id, command: 'c1', n, kind: 'test', noun, dossier: round, ref: 'a' };
    const message = { uid: null, sequence: null, method: null, message_id: `<${id}@relais.invalid>`, sealed, created_at: 'now' };
    return rig.db.transaction(collectivity, (tx) =>
      tx
        .insertInto('outbox')
        .values({ ...row, ...message })
        .execute(),
    );
  };
});
