import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import PostalMime, { type Email } from 'postal-mime';
import { instantAt } from '../../../domain/clock';
import { type CivilDate, dateIn, frenchDay, instantFromMs, plusDays, timeZone, weekday } from '../../../domain/dates';
import { prepareNamespace } from '../../../runtime/temporal';
import { startTemporalServer } from '../../../runtime/temporal-server';
import { kindOf, linkIn, rehearsal, startRig, type Rig } from '../../rig';
import { TEST_NAMESPACE, TEST_TEMPORAL } from '../../temporal-rig';
import { checkMail } from '../mail-faults';
import { seriesFaults } from '../series-faults';
import { calendarOf } from './calendar';
import { readMailbox } from './imap';
import { obstacle, startMailServers } from './mail-servers';
import { daySetting, doctorMail, doctors, engagementOf, siteMails } from '../../day-setting';

/**
 * The life of a day through real mail servers: the product sends by SMTP, people act by the links that they find in their mailboxes, and what
 * stands in each one's calendar after every act is counted: one entry where there is a day, none where there is none.
 */
type Reader = string;
type Expected = Readonly<Record<Reader, readonly CivilDate[]>>;
type Play = {
  readonly rig: Rig;
  readonly today: () => CivilDate;
  readonly box: (reader: Reader) => Promise<readonly Buffer[]>;
  readonly mail: (reader: Reader, kind: string, about: string) => Promise<Email>;
  readonly calendars: (step: string, expected: Expected) => Promise<void>;
  readonly uids: ReadonlyMap<Reader, string>;
};

const [claire, hugo] = [doctorMail('claire'), doctorMail('hugo')];
const [ines, luc] = siteMails;
const everybody: readonly Reader[] = [...doctors.map(doctorMail), ...siteMails];
const paris = timeZone('Europe/Paris');
/** A day in three seconds: time enough to act by links, and none to wait for. */
const speed = 28_800;

async function life({ rig, today, mail, calendars, uids }: Play): Promise<void> {
  const inDays = (n: number): CivilDate => {
    const date = plusDays(today(), n);
    return weekday(date) === 7 ? plusDays(date, 1) : date;
  };
  const [first, second, other] = [inDays(25), inDays(32), inDays(40)];
  const none: Expected = {};
  const propose = async (engagement: string, date: CivilDate): Promise<string> => {
    const body = { engagement, site: 'site-1', date, halves: ['morning', 'afternoon'] };
    const { status, body: made } = await rig.call('administrator', 'POST', '/consultation-days', body);
    return status === 201 ? made.id : failed(`the proposal answered ${status}`);
  };

  const day = await propose(engagementOf('claire'), first);
  const proposals = linkIn(await mail(claire, 'doctor-waiting', frenchDay(first)));
  await calendars('proposition', none);
  ok('accept', await rig.line(proposals, frenchDay(first), { answer: 'accept' }));
  ok('site', await rig.post(linkIn(await mail(luc, 'day-proposed', frenchDay(first))), { answer: 'accept' }));
  await calendars('demande acceptée', { [claire]: [first], [ines]: [first], [luc]: [first] });
  const before = new Map(uids);

  const change = linkIn(await mail(ines, 'day-confirmed', frenchDay(first)));
  ok('move', await rig.post(change, { act: 'move', reason: 'room-unavailable', date: second, length: 'morning' }));
  await mail(claire, 'day-move-asked', frenchDay(second));
  await calendars('changement demandé', { [claire]: [first], [ines]: [first], [luc]: [first] });
  ok('accept', await rig.line(proposals, frenchDay(second), { answer: 'accept' }));
  await calendars('journée déplacée', { [claire]: [second], [ines]: [second], [luc]: [second] });
  for (const reader of [claire, ines, luc]) if (uids.get(reader) !== before.get(reader)) failed('a moved day got another UID');

  await propose(engagementOf('hugo'), other);
  const asked = linkIn(await mail(hugo, 'doctor-waiting', frenchDay(other)));
  ok('decline', await rig.line(asked, frenchDay(other), { answer: 'refuse', reason: 'date' }));
  await mail(ines, 'day-declined', frenchDay(other));
  await calendars('refus par lien', { [claire]: [second], [ines]: [second], [luc]: [second] });

  ok('cancel', await rig.post(linkIn(await mail(claire, 'day-updated', frenchDay(second))), { confirm: 'yes', reason: 'illness' }));
  await calendars('annulation par le médecin', none);

  ok('cover', await rig.post(linkIn(await mail(hugo, 'cover-asked', frenchDay(second))), { answer: 'accept' }));
  await calendars('nouveau médecin', { [hugo]: [second], [ines]: [second], [luc]: [second] });
  for (const reader of [ines, luc]) if (uids.get(reader) === before.get(reader)) failed('another doctor got the UID of the cancelled day');

  const { body: cover } = await rig.call('auditor', 'GET', `/covers/${day}.host`);
  const path = `/consultation-days/${cover.accepted.newDay}/cancellation`;
  const { status } = await rig.call('administrator', 'POST', path, { side: 'collectivity', reason: 'weather' });
  if (status >= 300) failed(`the cancellation answered ${status}`);
  await calendars('annulation par la collectivité', none);
}

function play(rig: Rig, imapPort: number, clock: Parameters<typeof instantAt>[0]): Play {
  const uids = new Map<Reader, string>();
  const box = (reader: Reader): Promise<readonly Buffer[]> => readMailbox(imapPort, reader);
  const mail: Play['mail'] = (reader, kind, about) =>
    eventually(`${kind} chez ${reader}`, async () => {
      const mails = await Promise.all((await box(reader)).map((bytes) => PostalMime.parse(bytes)));
      return mails.findLast((each) => kindOf(each) === kind && (each.text ?? '').includes(about)) ?? null;
    });
  const calendars: Play['calendars'] = async (step, expected) => {
    const wanted = everybody.map((reader) => `${reader}\u00A0: ${(expected[reader] ?? []).join(' ') || 'rien'}`).join(', ');
    let found = '';
    await eventually(`${step}\u00A0: ${wanted}`, async () => {
      const shown: string[] = [];
      for (const reader of everybody) {
        const entries = calendarOf(await box(reader));
        if (entries.length > 1) failed(`${step}\u00A0: ${entries.length} entrées chez ${reader}`);
        const [entry] = entries;
        if (entry !== undefined) uids.set(reader, entry.uid);
        shown.push(`${reader}\u00A0: ${entries.map(({ start }) => dateIn(instantFromMs(start), paris)).join(' ') || 'rien'}`);
      }
      found = shown.join(', ');
      return found === wanted || null;
    });
    console.log(`✔ ${step}\u00A0: ${found}`);
  };
  return { rig, uids, box, mail, calendars, today: () => dateIn(instantAt(clock, Date.now()), paris) };
}

async function eventually<T>(what: string, probe: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 120; tries += 1) {
    const found = await probe();
    if (found !== null) return found;
    await pause(250);
  }
  return failed(`waited in vain: ${what}`);
}

function ok(act: string, { status }: { readonly status: number }): void {
  if (status !== 200) failed(`${act} answered ${status}`);
}

function failed(reason: string): never {
  throw new Error(reason);
}

async function main(): Promise<number> {
  const missing = obstacle();
  if (missing !== null) {
    console.log(`rig\u00A0: passé, ${missing}.`);
    return process.env['CI'] ? 1 : 0;
  }
  const progress = (line: string): void => void process.stderr.write(`${line}\n`);
  const env = { temporalAddress: process.env['TEMPORAL_ADDRESS'], temporalCli: process.env['TEMPORAL_CLI'] };
  const temporal = await startTemporalServer({ dataFolder: null, durable: false, headless: true, progress, env });
  const servers = await startMailServers();
  const faults: string[] = [];
  let mails: readonly Buffer[] = [];
  let rig: Rig | null = null;
  try {
    const connection = await Connection.connect({ address: temporal.address });
    await prepareNamespace(connection, TEST_NAMESPACE);
    await connection.close();
    process.env[TEST_TEMPORAL] = temporal.address;
    const clock = rehearsal(speed);
    rig = await startRig({ clock, relay: `smtp://127.0.0.1:${servers.smtpPort}` });
    await daySetting(rig);
    const stage = play(rig, servers.imapPort, clock);
    await life(stage);
    mails = (await Promise.all(everybody.map(stage.box))).flat();
    const checked = mails.map(checkMail);
    faults.push(...checked.flatMap((each) => each.faults), ...seriesFaults(checked));
  } catch (error) {
    console.log(servers.lastWords());
    faults.push(error instanceof Error ? error.message : String(error));
  } finally {
    await rig?.stop();
    await temporal.stop();
    faults.push(...(await servers.stop()).map((each) => `encore en vie\u00A0: ${each}`));
  }
  for (const fault of faults) console.log(`✘ ${fault}`);
  console.log(`rig\u00A0: ${mails.length} courriels lus par IMAP après Postfix et Dovecot, ${faults.length} faute(s).`);
  return faults.length === 0 ? 0 : 1;
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
