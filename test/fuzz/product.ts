import { Connection } from '@temporalio/client';
import type { Role } from '../../domain/decision';
import { prepareNamespace } from '../../runtime/temporal';
import { startTemporalServer } from '../../runtime/temporal-server';
import { tables } from '../../api/resources';
import { fictionalRpps } from '../../domain/identifiers';
import { iban } from '../../bench/engine/effective';
import { rehearsal, startRig, type KeyRole, type Rig } from '../rig';
import { pagesSetting } from '../pages/setting';
import { TEST_NAMESPACE, TEST_TEMPORAL } from '../temporal-rig';

/** Who calls; `none` sends no key. */
export type Caller = Role | 'none';

/** What exists, by the name of its address's first word: what is behind a 404 is reached with these. */
export type Known = Readonly<Record<string, readonly string[]>>;
export type Product = { readonly rig: Rig; readonly keys: Readonly<Record<Caller, string | null>>; readonly known: Known };

/** The whole product, with a collectivity in rehearsal whose time goes slowly: what is open stays open while it is asked for. */
export async function startProduct(): Promise<Product & { readonly stop: () => Promise<void> }> {
  const server = await startTemporalServer({
    dataFolder: null,
    durable: false,
    headless: true,
    progress: () => undefined,
    env: { temporalAddress: process.env['TEMPORAL_ADDRESS'], temporalCli: process.env['TEMPORAL_CLI'] },
  });
  const connection = await Connection.connect({ address: server.address });
  await prepareNamespace(connection, TEST_NAMESPACE);
  await connection.close();
  process.env[TEST_TEMPORAL] = server.address;
  const rig = await startRig({ clock: rehearsal(1) });
  await pagesSetting(rig);
  const keys = {
    administrator: await secretOf(rig, 'administrator'),
    approver: await secretOf(rig, 'approver'),
    accountant: await secretOf(rig, 'accountant'),
    auditor: await secretOf(rig, 'auditor'),
    operator: rig.operatorKey,
    none: null,
  };
  const stop = async (): Promise<void> => {
    await rig.stop();
    await server.stop();
  };
  return { rig, keys, known: await knownOf(rig), stop };
}

async function keyFor(rig: Rig, role: KeyRole): Promise<{ readonly id: string; readonly secret: string }> {
  const { status, body } = await rig.call('administrator', 'POST', `/collectivities/${rig.collectivity}/keys`, {
    key: { user: `fuzz-${role}`, role },
  });
  if (status !== 201) throw new Error(`no key for ${role}: ${status}`);
  return body.key;
}

async function secretOf(rig: Rig, role: KeyRole): Promise<string> {
  return (await keyFor(rig, role)).secret;
}

/** Keys that may be revoked are made for that: those in use stay. */
async function knownOf(rig: Rig): Promise<Known> {
  const spare = [];
  for (let n = 0; n < 5; n += 1) spare.push((await keyFor(rig, 'auditor')).id);
  const rows = await rig.context.db.read(rig.collectivity, async (tx) => {
    const found: Record<string, string[]> = {};
    for (const [noun, table] of Object.entries(tables))
      found[noun] = (await tx.selectFrom(table).select('id').orderBy('id').limit(40).execute()).map(({ id }) => id);
    found['document'] = (await tx.selectFrom('documents').select('id').orderBy('id').limit(20).execute()).map(({ id }) => id);
    found['task'] = (await tx.selectFrom('next_actions').select(['noun', 'dossier', 'key']).limit(20).execute()).map(
      ({ noun, dossier, key }) => `${noun}/${dossier}/${key}`,
    );
    return found;
  });
  await rig.call('administrator', 'POST', '/sites/site-1/readiness', { items: ['room'] });
  const { id: command } = await rig.context.db.read(rig.collectivity, (tx) =>
    tx.selectFrom('commands').select('id').executeTakeFirstOrThrow(),
  );
  const people = Array.from({ length: 200 }, (_, n) => n + 100);
  return {
    ...rows,
    ...wellFormed,
    email: people.map((n) => `personne-${n}@medecin.example`),
    rpps: people.map(fictionalRpps),
    key: spare,
    rank: ['1', '2'],
    month: ['2026-06', '2026-07', '2026-08'],
    command: [command],
  };
}

const wellFormed: Known = {
  phone: ['06 12 34 56 78', '0470344003'],
  siren: ['220300016', '222400012'],
  epci: ['200071082'],
  siret: ['22030001600016'],
  iban: [iban],
  timezone: ['Europe/Paris', 'Indian/Mayotte'],
  departement: ['03', '976', '2A'],
  party: ['cdom', 'departement'],
  scope: ['registration', 'site-1'],
};
