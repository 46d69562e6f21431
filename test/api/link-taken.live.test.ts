import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { instant } from '../../domain/dates';
import type { DossierId } from '../../domain/ids';
import { linksWrite, tokenHash } from '../../store/links';
import { together } from '../../store/together';
import { openRound } from '../activities/engine-setting';
import { aPersonInput } from '../domain/reference-data';
import { rehearsal, startRig, type Rig } from '../rig';

let rig: Rig;
let round: DossierId;
beforeAll(async () => {
  rig = await startRig({ clock: rehearsal(600) }); // no reminder of a signature falls due meanwhile
  const person = aPersonInput({ familyName: 'Martin', givenName: 'Claire', email: 'claire@medecin.example', practice: 'retired' });
  await rig.given('person', 'doctor-1', { type: 'set', person });
  round = await openRound(rig, ['doctor-1', 'b']);
}, 120_000);
afterAll(() => rig.stop(), 60_000);

/** A link as a mail would carry it. */
async function link(ref: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const given = { noun: 'signature-round', dossier: round, item: null, purpose: 'sign', message: 'given/m0' } as const;
  const until = instant('2027-08-01T08:00:00.000Z');
  await rig.context.db.transaction(rig.collectivity, (tx) =>
    together(tx, [linksWrite(tx, [{ ...given, token, ref, until, collectivity: rig.collectivity }])]),
  );
  return `${rig.url}/l/${token}`;
}

test('an answer that was only taken, and refused once the server was back, does not spend the link either', async () => {
  const oneByOne = sql`jsonb_build_array(jsonb_build_array(body -> 'groups' -> 0 -> 0), jsonb_build_array(body -> 'groups' -> 0 -> 1))`;
  await rig.context.db.transaction(rig.collectivity, (tx) =>
    sql`UPDATE signature_rounds SET body = jsonb_set(body, '{groups}', ${oneByOne}) WHERE id = ${round}`.execute(tx),
  );
  const url = await link('b');
  const take = (command: string | null): Promise<unknown> =>
    rig.context.db.transaction(rig.collectivity, (tx) =>
      tx
        .updateTable('links')
        .set({ command })
        .where('token_hash', '=', tokenHash(url.slice(-43)))
        .execute(),
    );
  await take('not-performed-yet');
  expect((await fetch(url)).status).toBe(202);
  expect((await rig.post(url, { choice: 'sign' })).status).toBe(202);
  await take(null);
  expect((await rig.post(url, { choice: 'sign' })).status).toBe(409); // whose turn has not come
  const { id: refused } = await rig.context.db.read(rig.collectivity, (tx) =>
    tx.selectFrom('commands').select('id').where('dossier', '=', round).executeTakeFirstOrThrow(),
  );
  await take(refused);
  expect(await (await fetch(url)).text()).toContain('<form');
  expect((await rig.post(url, { choice: 'sign' })).status).toBe(409);
  expect((await rig.post(await link('doctor-1'), { choice: 'sign' })).status).toBe(200);
  expect((await rig.post(url, { choice: 'sign' })).status).toBe(200);
  expect(await (await fetch(url)).text()).toContain('C’est enregistré');
});
