import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Email } from 'postal-mime';
import { nounNames, nouns } from '../../activities/nouns';
import { fictionalRpps } from '../../domain/identifiers';
import { collectivityId, dossierId } from '../../domain/ids';
import type { Noun } from '../../domain/nouns';
import { guarded } from '../../runtime/guard';
import { openDatabase, type Database } from '../../store/db';
import { socketFolderOf } from '../../store/pglite/paths';
import { dossierRun, stories } from '../../workflows/contract';
import { person, rehearsal } from '../api/reference-bodies';
import { kindOf, linkIn, recipientOf } from '../rig';
import { daySetting, engagement } from './day-setting';
import { caller, eventually, mailsIn, startProduct, type Caller, type Product } from './product';

const data = mkdtempSync(join(tmpdir(), 'relais-lost-'));
const mailFolder = join(data, 'sent');
let product: Product;
let admin: Caller;
let collectivity = '';

afterAll(async () => {
  if (product.child.exitCode === null && product.child.signalCode === null) product.child.kill('SIGKILL');
  await product.end;
  rmSync(data, { recursive: true, force: true });
});

const records = (): Promise<Database> =>
  openDatabase(`postgres://postgres@/postgres?host=${encodeURIComponent(socketFolderOf(join(data, 'records')))}`, { guarded, log: 2 });
const mails = (): Promise<readonly Email[]> => mailsIn(mailFolder);
/** A day in twelve seconds: the first reminder of a proposed day falls after 36 seconds, a letter's after 60, a call's after 84. */
const speed = 7_200;

async function made(path: string, body: object): Promise<string> {
  const answer = await admin('POST', path, body);
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

async function setting(url: string): Promise<{ readonly site: string; readonly day: string }> {
  const operator = caller(url, readFileSync(join(data, 'instance-key'), 'utf8').trim());
  const settings = { ...rehearsal, clock: { ...rehearsal.clock, speed }, mail: { kind: 'url', url: `file://${mailFolder}` } };
  collectivity = (await operator('POST', '/collectivities', { settings })).body.id;
  const key = await operator('POST', `/collectivities/${collectivity}/keys`, { key: { user: 'claire', role: 'administrator' } });
  admin = caller(url, key.body.key.secret);
  const db = await records();
  const site = await daySetting((path, body) => admin('POST', path, body), db, collectivity);
  const programme = await db.read(collectivityId(collectivity), (tx) => tx.selectFrom('programmes').select('id').executeTakeFirstOrThrow());
  await db.close();
  const volunteers = [
    await made('/people', { person: { ...person, rpps: String(fictionalRpps(2)), familyName: 'Martin', email: 'oui@medecin.example' } }),
    await made('/people', { person: { ...person, rpps: String(fictionalRpps(3)), familyName: 'Petit', email: 'muet@medecin.example' } }),
  ];
  const call = { programme: programme.id, convention: 'convention-1', title: 'Appel d’automne', volunteers, sites: [site] };
  await made('/campaigns', call);
  return { site, day: await made('/consultation-days', { engagement, site, date: '2026-10-13', halves: ['morning'] }) };
}

const got = async (kind: string, to: string): Promise<Email | undefined> =>
  (await mails()).find((mail) => kindOf(mail) === kind && recipientOf(mail) === to);
const open = (kind: string, to: string): Promise<Email> => eventually(`${kind} for ${to}`, () => got(kind, to));

type Dossier = { readonly noun: Noun; readonly id: string };

/** The dossiers that wait for people or dates, as their records stand. */
async function waiting(): Promise<readonly Dossier[]> {
  const db = await records();
  const found: Dossier[] = [];
  for (const noun of nounNames().filter((each) => stories[each] !== 'referenceChange')) {
    const { table } = nouns[noun].records;
    const rows = await db.operator((tx) => tx.selectFrom(table).select('id').where('closed', '=', false).execute());
    found.push(...rows.map(({ id }) => ({ noun, id })));
  }
  await db.close();
  return found;
}

async function runs(): Promise<ReadonlySet<string>> {
  const { grpc } = JSON.parse(readFileSync(join(data, 'ports.json'), 'utf8')) as { grpc: number };
  const connection = await Connection.connect({ address: `127.0.0.1:${grpc}` });
  const client = new Client({ connection, namespace: 'relais' });
  const found = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) found.add(workflowId);
  await connection.close();
  return found;
}

async function lapsed(day: string): Promise<true> {
  const { status, body } = await admin('GET', `/consultation-days/${day}`);
  if (body.status !== 'lapsed') throw new Error(`${status}, ${JSON.stringify(body)}`);
  return true;
}

/** A date that never falls is told with all that the product said of itself. */
async function fallen<T>(what: string, probe: () => Promise<T | null | undefined>): Promise<T> {
  return eventually(what, probe, 120_000).catch((error: Error) => {
    const log = readFileSync(join(data, 'relais.log'), 'utf8').split('\n').slice(-40);
    throw new Error([error.message, product.said(), ...log].join('\n'));
  });
}

/** What a reader would call the same mail. */
const sameness = (mail: Email): string => [recipientOf(mail), kindOf(mail), mail.subject].join(' | ');

test('R-43: Temporal’s data is deleted in mid-life: every open dossier has a run again, its dates fall due, and nobody is told anything twice', async () => {
  product = startProduct(data);
  await product.ready();
  const url = /API et liens\s+(\S+)/.exec(product.said())?.[1] ?? '';
  const { site, day } = await setting(url);
  const yes = linkIn(await open('campaign-invitation', 'oui@medecin.example'));
  await open('campaign-invitation', 'muet@medecin.example');
  const answer = await fetch(yes, { method: 'POST', body: new URLSearchParams({ answer: 'yes', sites: site }) });
  expect(answer.status).toBe(200);
  await open('signature-asked', 'oui@medecin.example');
  await open('doctor-waiting', person.email);
  await eventually('the site to be asked', async () => (await mails()).filter((mail) => kindOf(mail) === 'day-proposed').length >= 2);

  const before = await waiting();
  const kinds = new Set(before.map(({ noun }) => noun));
  expect([...kinds].toSorted()).toEqual(
    expect.arrayContaining(['campaign', 'consultation-day', 'convention', 'engagement', 'signature-round']),
  );
  product.child.kill('SIGTERM');
  expect((await product.end).code).toBe(0);
  const sent = await mails();
  const lost = readdirSync(data).filter((name) => name.startsWith('temporal-'));
  expect(lost.length).toBeGreaterThan(0);
  for (const name of lost) rmSync(join(data, name));

  product = startProduct(data);
  await product.ready();
  expect(product.said()).toMatch(/Repris depuis les enregistrements\u00A0: \d+ dossier/);
  const held = await runs();
  const lacking = (await waiting()).filter(
    ({ noun, id }) => !held.has(dossierRun({ collectivity: collectivityId(collectivity), noun, dossier: dossierId(id) })),
  );
  expect(lacking).toEqual([]);

  // reminded after three days, unless the stop lasted until its end, and over after five
  await fallen('the day’s end', () => lapsed(day));
  await fallen('the letter’s reminder', () => got('signature-reminder', 'oui@medecin.example'));
  await fallen('the call’s reminder', () => got('campaign-reminder', 'muet@medecin.example'));
  await pause(2_000);
  const all = await mails();
  const ids = all.map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
  const later = all.filter(({ messageId }) => !sent.some((mail) => mail.messageId === messageId));
  expect(later.length).toBeGreaterThanOrEqual(3);
  // a doctor’s list is told again as a reminder, in the same words: three days later, and not before
  const first = new Map<string, number>();
  const twice = all.filter((mail) => {
    const [name, at] = [sameness(mail), Date.parse(mail.date ?? '')];
    const before = first.get(name);
    if (before === undefined) first.set(name, at);
    return before !== undefined && !(kindOf(mail) === 'doctor-waiting' && at - before >= 3 * 86_400_000);
  });
  expect(twice.map(sameness)).toEqual([]);
}, 400_000);
