import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginDelivery } from '../../activities/start-delivery';
import { sealMail } from '../../activities/sealed-mail';
import { commandId, type DossierId } from '../../domain/ids';
import { sealedStatement, undrawnDocument } from '../activities/document-builder';
import { openRound } from '../activities/engine-setting';
import { startRig, type Json, type Rig } from '../rig';

const noun = 'signature-round';
const [good, bad] = ['st-1.pdf', 'st-2.pdf'];
const cause = commandId(`issue.${randomBytes(4).toString('hex')}`);
const folder = mkdtempSync(join(tmpdir(), 'relais-delivery-'));
let rig: Rig;
let dossier: DossierId;
beforeAll(async () => {
  rig = await startRig({ log: join(folder, 'log') });
  dossier = await openRound({ context: rig.context, collectivity: rig.collectivity }, ['a']);
}, 120_000);
afterAll(async () => {
  await rig.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** What a command wrote: two documents, of which one cannot be drawn, a mail, and what another dossier must hear. */
async function written(): Promise<void> {
  const { collectivity, context } = rig;
  const of = { collectivity, noun, dossier, command: cause } as const;
  const mail = `${cause}/m0`;
  const bytes = Buffer.from('Date: Tue, 01 Sep 2026 06:00:00 +0000\r\nSubject: Parti\r\n\r\nx');
  await context.db.transaction(collectivity, async (tx) => {
    await undrawnDocument(tx, { ...of, id: good, source: sealedStatement(context.keyring, good, 'Dr Ana Durand') });
    await undrawnDocument(tx, { ...of, id: bad, source: sealedStatement(context.keyring, bad, 'Дмитрий') });
    const sealed = sealMail(context.keyring, mail, { name: 'A', to: 'a@parties.example', bytes });
    const row = {
      ...of,
      id: mail,
      n: 0,
      kind: 'test',
      ref: 'a',
      uid: null,
      sequence: null,
      method: null,
      message_id: `<${mail}@relais.invalid>`,
    };
    await tx
      .insertInto('outbox')
      .values({ ...row, sealed, created_at: 'now' })
      .execute();
    const heard = { collectivity, id: `${cause}/0`, command: cause, n: 0, from_noun: noun, from_dossier: dossier, noun, dossier };
    await tx
      .insertInto('tells')
      .values({ ...heard, action: '{"type":"refresh"}' })
      .execute();
  });
}

const failedTask = async (): Promise<Json> =>
  (await rig.call('administrator', 'GET', '/tasks')).body.items.find(({ what }: Json) => what === 'document-failed');
const isTold = async (): Promise<boolean> =>
  rig.context.db.read(
    rig.collectivity,
    async (tx) => (await tx.selectFrom('tells').select('told').where('id', '=', `${cause}/0`).executeTakeFirstOrThrow()).told,
  );

test('a document that cannot be drawn holds up no mail and no other document; what counts on it waits in sight, until it is drawn again', async () => {
  await written();
  await beginDelivery(rig.context, { collectivity: rig.collectivity, noun, dossier, id: cause });
  await rig.mail(({ subject }) => subject === 'Parti');
  const task = await rig.eventually('a task', failedTask);
  expect(task).toMatchObject({ noun, dossier, owner: { ref: 'administrator' }, nextStep: expect.stringContaining(bad) });
  expect((await rig.call('auditor', 'GET', `/documents/${good}`)).status).toBe(200);
  expect((await rig.call('auditor', 'GET', `/documents/${bad}`)).status).toBe(503);
  expect(await isTold()).toBe(false);
  const settled = await rig.call('administrator', 'POST', '/tasks/settlement', { task: task.id, reason: 'rien à voir' });
  expect(settled.status).toBe(409);

  const redraw = (role: 'administrator' | 'auditor', id: string, key?: string): ReturnType<Rig['call']> =>
    rig.call(role, 'POST', `/documents/${id}/redraw`, {}, key);
  expect((await redraw('auditor', bad)).status).toBe(403);
  expect((await redraw('administrator', 'nothing.pdf')).status).toBe(404);
  expect(await redraw('administrator', good)).toMatchObject({ status: 409 });
  // what a deploy would do: the template has learnt, or the name is spelt otherwise
  await rig.context.db.transaction(rig.collectivity, (tx) =>
    tx
      .updateTable('documents')
      .set({ source: sealedStatement(rig.context.keyring, bad, 'Dr Dmitri') })
      .where('id', '=', bad)
      .execute(),
  );
  const asked = await redraw('administrator', bad, 'once');
  expect(asked).toMatchObject({ status: 202, body: { document: bad, status: 'pending' } });
  await rig.eventually('the document', async () => (await rig.call('auditor', 'GET', `/documents/${bad}`)).status === 200);
  await rig.eventually('the other dossier to hear', isTold);
  expect(await failedTask()).toBeUndefined();
  expect((await redraw('administrator', bad, 'once')).status).toBe(202);
  expect((await redraw('administrator', bad)).status).toBe(409);
}, 30_000);
