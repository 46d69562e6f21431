import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fictionalRpps } from '../domain/identifiers';
import { instant } from '../domain/dates';
import { linksWrite } from '../store/links';
import { together } from '../store/together';
import { openRound } from './activities/engine-setting';
import { testFolder } from './databases';
import { kindOf, linkIn, startRig, type Rig } from './rig';

/** words that only these people have; none may be read where anybody could read it. */
const canary = {
  familyName: 'Zzcanarinom',
  givenName: 'Zzcanariprenom',
  email: 'zzcanari@medecin.example',
  phone: '06 99 88 77 66',
} as const;
const rpps = fictionalRpps(42_424);
const secrets = [canary.familyName, canary.givenName, canary.email, 'zzcanari', '0699887766', '699887766', rpps, 'Zzcanarimotif'];

let rig: Rig;
let folder: string;
const logged = (): readonly string[] =>
  readFileSync(join(folder, 'log'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
beforeAll(async () => {
  folder = testFolder();
  rig = await startRig({ log: join(folder, 'log') });
}, 120_000);
afterAll(async () => {
  await rig.stop();
  rmSync(folder, { recursive: true });
}, 60_000);

/** Everything that the server of workflows keeps of every run, as its operator sees it: payloads undecoded. */
async function everythingKept(): Promise<readonly string[]> {
  const { client } = rig.context;
  const { namespace } = client.options;
  const kept: string[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    kept.push(workflowId);
    const execution = { workflowId, runId };
    const described = await client.workflowService.describeWorkflowExecution({ namespace, execution });
    const { history } = await client.workflowService.getWorkflowExecutionHistory({ namespace, execution });
    for (const message of [described, history]) kept.push(...readable(message));
  }
  return kept;
}

/** Each text and each run of bytes of a message, however deep. */
function readable(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array)
    return [Buffer.from(value).toString('utf8'), Buffer.from(Buffer.from(value).toString('latin1'), 'base64').toString('latin1')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(readable);
}

test('R-50: no name, address or number of a person is in the histories, ids, memos and search attributes of the runs, nor in the log', async () => {
  const person = {
    ...canary,
    rpps,
    specialty: 'Médecine générale',
    practice: 'retired',
    registration: '03',
    volunteer: true,
    locum: false,
  };
  const created = await rig.call('administrator', 'POST', '/people', { person });
  expect(created.status).toBe(201);
  const refused = await rig.call('administrator', 'POST', '/people', { person: { ...person, email: `${canary.email}, other@x.example` } });
  expect(refused.status).toBe(422);

  const round = await openRound(rig, [created.body.id, 'b']);
  const token = randomBytes(32).toString('base64url');
  await rig.context.db.transaction(rig.collectivity, (tx) =>
    together(tx, [
      linksWrite(tx, [
        {
          token,
          collectivity: rig.collectivity,
          noun: 'signature-round',
          dossier: round,
          item: null,
          purpose: 'sign',
          ref: created.body.id,
          message: 'x/m0',
          until: instant('2026-08-01T08:00:00.000Z'),
        },
      ]),
    ]),
  );
  expect((await rig.post(`${rig.url}/l/${token}/renewal`, {})).status).toBe(200);
  const mail = await rig.mail((each) => kindOf(each) === 'link-renewed');
  expect(mail.to?.[0]?.address).toBe(canary.email);
  const fresh = linkIn(mail);
  expect((await rig.post(fresh, { choice: 'sign' })).status).toBe(200);
  await rig.call('administrator', 'POST', '/tasks/settlement', {
    task: `signature-round/${round}/undelivered/none/m0`,
    reason: 'Zzcanarimotif',
  });
  rig.context.log.error('request failed', { method: 'POST' }, new Error(`${canary.email} ${rpps} "${canary.familyName}"`));

  const kept = await everythingKept();
  const runs = kept.filter((text) => /^(person|signature-round|delivery)\//.test(text));
  expect(runs.length).toBeGreaterThanOrEqual(3);
  const tokens = [token, fresh.slice(-43)];
  for (const secret of [...secrets, ...tokens]) expect(kept.filter((text) => text.includes(secret))).toEqual([]);
  for (const secret of [...secrets, ...tokens]) expect(logged().filter((line) => line.includes(secret))).toEqual([]);
  expect(logged().length).toBeGreaterThan(0);
}, 60_000);

test('the same walk finds what is not hidden: the ids of the runs', async () => {
  const kept = await everythingKept();
  expect(kept.filter((text) => text.includes(rig.collectivity)).length).toBeGreaterThan(3);
});
