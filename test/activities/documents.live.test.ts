import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../activities/context';
import { draw } from '../../activities/documents';
import { perform } from '../../activities/perform';
import { documentOf } from '../../store/documents';
import { journalOf } from '../../store/journal';
import { tasks, type Task } from '../../store/next-actions';
import { undelivered } from '../../store/outbox';
import { taskSentence } from '../../templates/french';
import { typographyFaults } from '../../templates/typography';
import { describeOnDatabases } from '../databases';
import { sealedStatement, undrawnDocument } from './document-builder';
import { command, engineSetting, openRound, type EngineSetting } from './engine-setting';

const document = 'statement-1.pdf';
const noun = 'signature-round';

describeOnDatabases('documents', (rig) => {
  let setting: EngineSetting;
  let context: Context;
  let dossier: string;
  const folder = mkdtempSync(join(tmpdir(), 'relais-documents-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    setting = await engineSetting(rig.db);
    context = { ...setting.context, documents: folder };
    dossier = await openRound(setting, ['a']);
    await keep('Дмитрий');
    await rig.db.transaction(setting.collectivity, (tx) =>
      tx
        .insertInto('tells')
        .values({
          collectivity: setting.collectivity,
          id: 'issue/0',
          command: 'issue',
          n: 0,
          from_noun: noun,
          from_dossier: dossier,
          noun,
          dossier,
          action: '{"type":"refresh"}',
        })
        .execute(),
    );
  });

  const keep = (name: string): Promise<void> =>
    rig.db.transaction(setting.collectivity, async (tx) => {
      await tx.deleteFrom('documents').execute();
      const source = sealedStatement(context.keyring, document, name);
      await undrawnDocument(tx, { collectivity: setting.collectivity, noun, dossier, command: 'issue', id: document, source });
    });
  const drawn = (attempt = 1): Promise<readonly string[]> => draw(context, setting.collectivity, [document], { attempt });
  /** what no template can draw, at the last attempt */
  const documentFailed = (): Promise<readonly string[]> => drawn(3);
  const failed = async (): Promise<readonly Task[]> =>
    (await rig.db.read(setting.collectivity, tasks)).filter(({ what }) => what === 'document-failed');
  const left = (id: string): ReturnType<typeof undelivered> => rig.db.read(setting.collectivity, (tx) => undelivered(tx, id));

  test('what no template can draw is tried a few times, then no more; it is no fault of the disk', async () => {
    for (const attempt of [1, 2]) await expect(drawn(attempt)).rejects.toMatchObject({ type: 'DocumentNotDrawn', nonRetryable: false });
    expect(await failed()).toEqual([]);
    expect(await drawn(3)).toEqual([document]);
    expect(await failed()).toHaveLength(1);
  });

  test('a disk that takes nothing is waited for, however long', async () => {
    await keep('Dr Ana Durand');
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    const error: unknown = await draw({ ...context, documents: file }, setting.collectivity, [document], { attempt: 9 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'ENOTDIR' });
    expect(error).not.toHaveProperty('nonRetryable');
  });

  test('it becomes one task of the dossier, which outlives what the dossier does next and goes away when the document is drawn', async () => {
    await documentFailed();
    await documentFailed();
    await perform(context, command(setting.collectivity, noun, dossier, { type: 'refresh' }));
    const [task, ...others] = await failed();
    expect(others).toEqual([]);
    expect(task).toMatchObject({ noun, dossier, owner: 'administrator', detail: { document, name: `${document}.pdf` } });
    const sentence = taskSentence(noun, 'document-failed', task?.detail ?? {});
    expect(sentence).toContain(`${document}.pdf`);
    expect(typographyFaults(sentence)).toEqual([]);
    await keep('Dr Ana Durand');
    await drawn();
    expect(await failed()).toEqual([]);
    await documentFailed();
    expect(await failed()).toEqual([]);
  });

  test('asked to be drawn again, it and what waited for it leave with the act that asked; the journal knows who did', async () => {
    const redraw = (): ReturnType<typeof command<'signature-round'>> =>
      command(setting.collectivity, noun, dossier, { type: 'redraw', document });
    expect((await perform(context, redraw())).refusals).toEqual([{ code: 'document-not-failed' }]);
    await documentFailed();
    const act = redraw();
    expect(await perform(context, act)).toMatchObject({ refusals: [], standing: { version: 1 } });
    expect(await left('issue')).toMatchObject({ documents: [], tells: [] });
    expect(await left(act.id)).toMatchObject({ documents: [document], tells: [{ id: 'issue/0' }] });
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, noun, dossier));
    expect(rows.map(({ event, actor }) => [event, actor])).toEqual([[{ type: 'redraw-asked', document }, 'user:test']]);
    expect(await failed()).toHaveLength(1);
    await keep('Dr Ana Durand');
    await drawn();
    expect([await failed(), (await rig.db.read(setting.collectivity, (tx) => documentOf(tx, document)))?.sha256]).toEqual([
      [],
      expect.any(String),
    ]);
    expect((await perform(context, redraw())).refusals).toEqual([{ code: 'document-not-failed' }]);
  });

  test('nobody has another dossier’s document drawn', async () => {
    await documentFailed();
    const other = await openRound(setting, ['b']);
    const act = command(setting.collectivity, noun, other, { type: 'redraw', document });
    expect((await perform(context, act)).refusals).toEqual([{ code: 'document-not-failed' }]);
  });
});
