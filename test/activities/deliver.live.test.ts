import { deliver, giveUp } from '../../activities/deliver';
import { openMail, sealMail } from '../../activities/sealed-mail';
import { perform } from '../../activities/perform';
import type { SendResult } from '../../activities/ports';
import { SealError } from '../../runtime/sealing';
import { commandId } from '../../domain/ids';
import { tasks, undeliveredMessage, type Task } from '../../store/next-actions';
import { undelivered, type OutboxStatus } from '../../store/outbox';
import { journalOf } from '../../store/journal';
import { describeOnDatabases } from '../databases';
import { command, engineSetting, openRound, type EngineSetting } from './engine-setting';

type Version = { readonly sequence: number; readonly method: 'REQUEST' | 'CANCEL' };

describeOnDatabases('deliveries', (rig) => {
  let setting: EngineSetting;
  let dossier: string;
  beforeEach(async () => {
    setting = await engineSetting(rig.db);
    dossier = await openRound(setting, ['a', 'b']);
  });

  /** One row as a command writes it; `entry` makes it a version of a calendar entry. */
  const write = async (id: string, entry?: Version, ref = 'a', n = 0): Promise<string> => {
    const { context, collectivity } = setting;
    const sealed = sealMail(context.keyring, id, {
      name: `Nom ${ref}`,
      to: `${ref}@parties.example`,
      bytes: Buffer.from(`Date: Tue, 01 Sep 2026 06:00:00 +0000\r\n\r\n${id}`),
    });
    await rig.db.transaction(collectivity, (tx) =>
      tx
        .insertInto('outbox')
        .values({
          collectivity,
          id,
          command: id.split('/')[0] ?? id,
          n,
          kind: 'test',
          noun: 'signature-round',
          dossier,
          ref,
          uid: entry === undefined ? null : 'uid',
          sequence: entry?.sequence ?? null,
          method: entry?.method ?? null,
          message_id: `<${id}@relais.invalid>`,
          sealed,
          created_at: 'now',
        })
        .execute(),
    );
    return id;
  };
  const statusOf = async (id: string): Promise<OutboxStatus> =>
    rig.db.read(
      setting.collectivity,
      async (tx) => (await tx.selectFrom('outbox').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status as OutboxStatus,
    );
  const send = (id: string): Promise<void> => deliver(setting.context, setting.collectivity, id);
  const allTasks = (): Promise<readonly Task[]> => rig.db.read(setting.collectivity, tasks);

  test('a mail leaves once, however often it is delivered', async () => {
    const id = await write('c1/m0');
    await send(id);
    await send(id);
    expect(setting.sent.map(({ envelope, messageId }) => [envelope.to, messageId])).toEqual([
      ['a@parties.example', '<c1/m0@relais.invalid>'],
    ]);
    expect(await statusOf(id)).toBe('sent');
  });

  test('what nobody confirmed is sent again, the same bytes under the same Message-ID', async () => {
    const id = await write('c1/m0');
    setting.answers.push({ kind: 'unknown', reason: 'dropped after DATA' });
    await expect(send(id)).rejects.toThrow('unknown');
    expect(await statusOf(id)).toBe('sending');
    await send(id);
    expect(setting.sent).toHaveLength(2);
    expect(setting.sent[1]).toEqual(setting.sent[0]);
  });

  test('R-44: a mail that is refused for good is never sent again and becomes a task, which somebody settles with a reason', async () => {
    const { context, collectivity } = setting;
    const id = await write('c1/m0');
    setting.answers.push({ kind: 'refused', permanent: true, code: 550, response: 'no such user' });
    await send(id);
    await send(id);
    expect(setting.sent).toHaveLength(1);
    expect(await statusOf(id)).toBe('refused');
    const [task] = (await allTasks()).filter(({ what }) => what === 'undelivered');
    expect(task).toMatchObject({ noun: 'signature-round', dossier, owner: 'administrator', detail: { kind: 'test', ref: 'a' } });
    const message = undeliveredMessage(task?.key ?? '') ?? '';
    expect(message).toBe(id);

    const settle = command(collectivity, 'signature-round', dossier, {
      type: 'settle-undelivered',
      message,
      reason: 'Prévenue par téléphone',
    });
    expect(await perform(context, settle)).toMatchObject({ refusals: [], standing: { version: 1 } });
    expect((await allTasks()).filter(({ what }) => what === 'undelivered')).toEqual([]);
    const rows = await rig.db.read(collectivity, (tx) => journalOf(tx, 'signature-round', dossier));
    expect(rows.map(({ event, actor }) => [event, actor])).toEqual([
      [{ type: 'undelivered-settled', message, reason: 'Prévenue par téléphone' }, 'user:test'],
    ]);
    const twice = await perform(context, { ...settle, id: commandId('another') });
    expect(twice.refusals).toEqual([{ code: 'unknown-task' }]);
  });

  test('a task of delivery outlives what the dossier does next', async () => {
    const { context, collectivity } = setting;
    const id = await write('c1/m0');
    setting.answers.push({ kind: 'refused', permanent: true, code: 550, response: 'no such user' });
    await send(id);
    await perform(context, command(collectivity, 'signature-round', dossier, { type: 'refresh' }));
    expect((await allTasks()).map(({ what }) => what).toSorted()).toEqual(['signature', 'signature', 'undelivered']);
  });

  test('a mail that could not leave waits aside: the next version goes first, and the old one never follows', async () => {
    const first = await write('c1/m0', { sequence: 0, method: 'REQUEST' });
    setting.answers.push({ kind: 'failed', retryable: true, reason: 'ECONNREFUSED' });
    await expect(send(first)).rejects.toThrow('failed');
    expect(await statusOf(first)).toBe('pending');
    const second = await write('c2/m0', { sequence: 1, method: 'REQUEST' });
    await send(second);
    await send(first);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['superseded', 'sent']);
    expect(setting.sent.at(-1)?.messageId).toBe('<c2/m0@relais.invalid>');
  });

  test('a cancellation waits for an invitation that is leaving, then follows it', async () => {
    const first = await write('c1/m0', { sequence: 0, method: 'REQUEST' });
    setting.answers.push({ kind: 'unknown', reason: 'dropped after DATA' });
    await expect(send(first)).rejects.toThrow('unknown');
    const cancel = await write('c2/m0', { sequence: 1, method: 'CANCEL' });
    await expect(send(cancel)).rejects.toThrow('earlier version');
    await send(first);
    await send(cancel);
    expect(setting.sent.map(({ messageId }) => messageId)).toEqual([
      '<c1/m0@relais.invalid>',
      '<c1/m0@relais.invalid>',
      '<c2/m0@relais.invalid>',
    ]);
  });

  test('who waits for an earlier version asks again soon, then as rarely as any other: waiting must not use up the tries', async () => {
    const first = await write('c1/m0', { sequence: 0, method: 'REQUEST' });
    setting.answers.push({ kind: 'unknown', reason: 'dropped after DATA' });
    await expect(send(first)).rejects.toThrow('unknown');
    const second = await write('c2/m0', { sequence: 1, method: 'REQUEST' });
    const waiting = (attempt: number): Promise<void> => deliver(setting.context, setting.collectivity, second, { attempt });
    await expect(waiting(1)).rejects.toMatchObject({ type: 'EarlierVersionLeaving', nextRetryDelay: '2s' });
    await expect(waiting(31)).rejects.toMatchObject({ type: 'EarlierVersionLeaving', nextRetryDelay: undefined });
  });

  test('an invitation that never left is not cancelled', async () => {
    const first = await write('c1/m0', { sequence: 0, method: 'REQUEST' });
    const cancel = await write('c2/m0', { sequence: 1, method: 'CANCEL' });
    await send(first);
    await send(cancel);
    expect(setting.sent).toEqual([]);
    expect([await statusOf(first), await statusOf(cancel)]).toEqual(['superseded', 'superseded']);
  });

  test.each<[SendResult, OutboxStatus]>([
    [{ kind: 'failed', retryable: true, reason: 'ECONNREFUSED' }, 'refused'],
    [{ kind: 'unknown', reason: 'dropped after DATA' }, 'unknown'],
  ])('after days of trying it is a task, and whether it may have arrived is kept: %#', async (answer, status) => {
    const id = await write('c1/m0', { sequence: 0, method: 'REQUEST' });
    setting.answers.push(answer);
    await expect(send(id)).rejects.toThrow('mail');
    await giveUp(setting.context, setting.collectivity, id);
    await giveUp(setting.context, setting.collectivity, id);
    await send(id);
    expect(await statusOf(id)).toBe(status);
    expect((await allTasks()).filter(({ what }) => what === 'undelivered')).toHaveLength(1);
    expect(setting.sent).toHaveLength(1);
  });

  test('what one person gets of a command leaves in its order, and waits for nobody else’s', async () => {
    await write('c1/m0', undefined, 'a', 0);
    await write('c1/m1', undefined, 'b', 1);
    await write('c1/m2', undefined, 'a', 2);
    expect((await rig.db.read(setting.collectivity, (tx) => undelivered(tx, 'c1'))).messages).toEqual([['c1/m0', 'c1/m2'], ['c1/m1']]);
  });

  test('a row’s mail opens under its own id only', async () => {
    const sealed = sealMail(setting.context.keyring, 'c1/m0', { name: 'A', to: 'a@parties.example', bytes: Buffer.from('x') });
    expect(openMail(setting.context.keyring, 'c1/m0', sealed)).toEqual({ name: 'A', to: 'a@parties.example', bytes: Buffer.from('x') });
    expect(() => openMail(setting.context.keyring, 'c1/m1', sealed)).toThrow(SealError);
  });
});
