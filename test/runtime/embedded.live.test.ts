import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Email } from 'postal-mime';
import { guarded } from '../../runtime/guard';
import { openDatabase } from '../../store/db';
import { socketFolderOf } from '../../store/pglite/paths';
import { rehearsal } from '../api/reference-bodies';
import { kindOf, linkIn, recipientOf } from '../rig';
import { contactMail, daySetting, engagement } from './day-setting';
import { caller, eventually, mailsIn, startProduct, type Caller, type Product } from './product';
import { until } from './programs';

const data = mkdtempSync(join(tmpdir(), 'relais-start-'));
const mailFolder = join(data, 'sent');
const running: Product[] = [];
let admin: Caller;
let url = '';
let days = 0;
let siteOf = '';

function start(more: Readonly<Record<string, string>> = {}): Product {
  const product = startProduct(data, more);
  running.push(product);
  return product;
}

async function ended(product: Product, signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }> {
  const since = performance.now();
  product.child.kill(signal);
  const { code } = await product.end;
  expect(await until(() => product.leftovers().length === 0, 1_000)).toBe(true);
  return { code, ms: performance.now() - since };
}

afterAll(async () => {
  for (const { child, end } of running) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await end;
  }
  rmSync(data, { recursive: true, force: true });
});

const operatorKey = (): string => readFileSync(join(data, 'instance-key'), 'utf8').trim();

/** A collectivity with a site, a doctor and what allows a day between them, at a minute per second. */
async function setting(): Promise<void> {
  const operator = caller(url, operatorKey());
  const clock = { ...rehearsal.clock, speed: 60 };
  const created = await operator('POST', '/collectivities', {
    settings: { ...rehearsal, clock, mail: { kind: 'url', url: `file://${mailFolder}` } },
  });
  expect(created.status).toBe(201);
  const collectivity = created.body.id;
  const key = await operator('POST', `/collectivities/${collectivity}/keys`, { key: { user: 'claire', role: 'administrator' } });
  admin = caller(url, key.body.key.secret);
  const db = await openDatabase(`postgres://postgres@/postgres?host=${encodeURIComponent(socketFolderOf(join(data, 'records')))}`, {
    guarded,
    log: 2,
  });
  siteOf = await daySetting((path, body) => admin('POST', path, body), db, collectivity);
  await db.close();
}

/** A Tuesday of its own for each day: the site opens on Tuesdays. */
const tuesdays = ['2026-09-22', '2026-09-29', '2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27'];
const nextDay = (): object => ({ engagement, site: siteOf, date: tuesdays[days++], halves: ['morning'] });
const proposals = async (): Promise<readonly Email[]> => (await mailsIn(mailFolder)).filter((mail) => kindOf(mail) === 'day-proposed');
const status = (id: string) => async (): Promise<string> => (await admin('GET', `/consultation-days/${id}`)).body.status;

/** Proposes a day while something dies, with the key that a person's program would repeat, until it is told. */
async function proposeWhile(die: () => void, afterMs: number): Promise<string> {
  const [body, key] = [nextDay(), `key-${days}`];
  const first = admin('POST', '/consultation-days', body, key).catch(() => null);
  await pause(afterMs);
  die();
  await first;
  return eventually('the day', async () => {
    const answer = await admin('POST', '/consultation-days', body, key);
    return answer.status === 201 && answer.body.id;
  });
}

async function mailedOnce(count: number): Promise<void> {
  await eventually(`${count} proposals`, async () => (await proposals()).length >= count);
  await pause(500);
  const ids = (await proposals()).map(({ messageId }) => messageId);
  expect([ids.length, new Set(ids).size]).toEqual([count, count]);
}

describe('npm start', () => {
  let product: Product;

  it('starts on an empty folder, says where all is, and tells the instance key once', async () => {
    product = start();
    await product.ready();
    const said = product.said();
    expect(said).toContain(operatorKey());
    url = /API et liens\s+(\S+)/.exec(said)?.[1] ?? '';
    expect(said).toMatch(/Console\s+http\S+\/console\n/);
    expect(said).toMatch(/Documentation\s+http.*openapi\.json\nInterface Temporal\s+http/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const ui = /Interface Temporal\s+(\S+)/.exec(said)?.[1] ?? '';
    const { Codec: codec } = (await (await fetch(`${ui}/api/v1/settings`)).json()) as { Codec: { Endpoint: string } };
    const probe = (origin: string): Promise<Response> =>
      fetch(`${codec.Endpoint}/decode`, { method: 'POST', headers: { origin }, body: '{"payloads":[]}' });
    expect([(await probe(ui)).status, (await probe('http://ailleurs.example')).status]).toEqual([200, 403]);
    const modes = ['instance-key', 'secrets.json', 'relais.log'].map((name) => statSync(join(data, name)).mode & 0o077);
    expect(modes).toEqual([0, 0, 0]);
    await setting();
  }, 120_000);

  it('refuses a second start on the same folder, and that changes nothing', async () => {
    const second = start();
    expect((await second.end).code).toBe(1);
    expect(second.said()).toMatch(/^Relais démarre[^\n]*\nRelais n’a pas pu démarrer\.\nLe port \d+ de 127\.0\.0\.1 est déjà pris\./);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }, 60_000);

  it('restarts a Temporal server or a database that was killed, and nothing is lost or doubled', async () => {
    const before = { temporal: product.pidOf('temporal'), database: product.pidOf('database') };
    for (const role of ['temporal', 'database'] as const) {
      await proposeWhile(() => void process.kill(product.pidOf(role) ?? 0, 'SIGKILL'), 15);
      expect(product.pidOf(role)).not.toBe(before[role]);
    }
    expect(product.said()).toContain('Le serveur Temporal s’est arrêté (SIGKILL)\u00A0: redémarrage.');
    await mailedOnce(4);
  }, 90_000);

  it('is killed with -9 while a day is proposed: after the restart the same Idempotency-Key answers the same day, mailed once', async () => {
    const former = product;
    const id = await proposeWhile(() => {
      former.child.kill('SIGKILL');
      product = start();
    }, 40);
    expect(await until(() => former.leftovers().length === 0, 1_000)).toBe(true);
    await product.ready();
    expect(product.said()).not.toContain(operatorKey());
    expect(await status(id)()).toBe('proposed');
    await mailedOnce(6);
  }, 120_000);

  it('drains on SIGTERM: exit 0 in under 30 s, no child left', async () => {
    const { code, ms } = await ended(product, 'SIGTERM');
    expect([code, ms < 30_000]).toEqual([0, true]);
    expect(product.said()).toMatch(/Relais est arrêté\.\n$/);
  }, 90_000);

  it('says what failed, and stops what it had started', async () => {
    const failing = start({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(await until(() => failing.pidOf('database') !== null, 60_000)).toBe(true);
    expect((await failing.end).code).toBe(1);
    expect(failing.said()).toContain(
      'Relais n’a pas pu démarrer.\nServeur Temporal\u00A0: serveur en marche (TEMPORAL_ADDRESS)\u00A0: 127.0.0.1:1 ne répond pas',
    );
    expect(failing.leftovers()).toEqual([]);
    const wrong = start({ RELAIS_PORT: 'http', MAIL_FROM: 'personne' });
    expect((await wrong.end).code).toBe(2);
    expect(wrong.said()).toMatch(/RELAIS_PORT\u00A0: .*\n.*MAIL_FROM\u00A0: /);
  }, 90_000);

  it('stops clean when the signal comes in the middle of a start', async () => {
    const early = start();
    expect(await until(() => early.pidOf('database') !== null, 60_000)).toBe(true);
    const { code, ms } = await ended(early, 'SIGINT');
    expect([code, ms < 15_000]).toEqual([0, true]);
  }, 60_000);

  it('goes on from the records when the Temporal file is gone; worker and API apart, each is restarted when killed', async () => {
    for (const name of readdirSync(data).filter((file) => file.startsWith('temporal-'))) rmSync(join(data, name));
    // the port of the Temporal server was mailed to nobody: taken by another program, it moves
    const squatter = createServer();
    const { grpc } = JSON.parse(readFileSync(join(data, 'ports.json'), 'utf8')) as { grpc: number };
    await new Promise<void>((done) => squatter.listen(grpc, '127.0.0.1', done));
    expect((squatter.address() as AddressInfo).port).toBe(grpc);
    product = start({ RELAIS_PROCESSES: 'split' });
    await product.ready();
    squatter.close();
    expect(product.said()).toContain('Repris depuis les enregistrements\u00A0: 7 dossier(s)');
    const answered = (await proposals()).filter((mail) => recipientOf(mail) === contactMail);
    expect(answered).toHaveLength(3);
    for (const mail of answered)
      expect((await fetch(linkIn(mail), { method: 'POST', body: new URLSearchParams({ answer: 'refuse', reason: 'date' }) })).status).toBe(
        200,
      );
    for (const role of ['worker', 'api'] as const) {
      const pid = product.pidOf(role) ?? 0;
      const id = await proposeWhile(() => void process.kill(pid, 'SIGKILL'), 10);
      expect(product.pidOf(role)).not.toBe(pid);
      expect(await eventually('the answer', status(id))).toBe('proposed');
    }
    await mailedOnce(10);
  }, 120_000);

  it('takes a Ctrl-C that comes twice, from the terminal and from npm, for one', async () => {
    setTimeout(() => product.child.kill('SIGINT'), 200);
    const { code, ms } = await ended(product, 'SIGINT');
    expect([code, ms < 30_000]).toEqual([0, true]);
    expect(existsSync(join(data, 'records', 'socket', '.s.PGSQL.5432'))).toBe(false);
  }, 90_000);
});
