import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { mailTransport } from '../activities/adapters/mail-transports';
import type { Context } from '../activities/context';
import { perform } from '../activities/perform';
import { startApi } from '../api/main';
import { secretHash } from '../api/actor';
import type { Collectivity, Clock } from '../domain/collectivity';
import { collectivityId, commandId, dossierId, type CollectivityId } from '../domain/ids';
import { instant, timeZone, wallTime } from '../domain/dates';
import type { Command, Noun, Outcome } from '../domain/nouns';
import { openLog } from '../runtime/log';
import { connectTemporal, prepareNamespace } from '../runtime/temporal';
import { startWorkers } from '../worker/main';
import { openTestDatabase, pglite, postgres, type Engine } from './databases';
import { temporalRig } from './temporal-rig';

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads an answer as its reader would and asserts what it finds
export type Json = any;
export type Answer = { readonly status: number; readonly body: Json; readonly headers: Headers };
export type KeyRole = 'administrator' | 'approver' | 'accountant' | 'auditor';

/** The whole product in the test's process, on a real database, a real Temporal server and a folder of mails. */
export type Rig = {
  readonly context: Context;
  readonly collectivity: CollectivityId;
  readonly url: string;
  readonly operatorKey: string;
  readonly call: (role: KeyRole | 'operator', method: 'GET' | 'POST', path: string, body?: unknown, key?: string) => Promise<Answer>;
  /** performs a command at once, without its workflow: for a test's setting */
  readonly given: <N extends Noun>(noun: N, dossier: string, action: Command<N>['action'], by?: Command['by']) => Promise<Outcome<N>>;
  /** mails so far, in order of their names */
  readonly mails: () => Promise<readonly Email[]>;
  /** waits until a mail that fits has been written */
  readonly mail: (fits: (mail: Email) => boolean) => Promise<Email>;
  readonly post: (link: string, fields: Readonly<Record<string, string>>) => Promise<{ readonly status: number; readonly page: string }>;
  /** answers the one line that names `about` on a page of several, and leaves the others for later */
  readonly line: (
    link: string,
    about: string,
    fields: Readonly<Record<string, string>>,
  ) => Promise<Sent & { /** the same form sent once more, as a double click does */ readonly again: () => Promise<Sent> }>;
  readonly eventually: <T>(what: string, probe: () => Promise<T | null | undefined | false>) => Promise<T>;
  readonly stop: () => Promise<void>;
};

type Sent = { readonly status: number; readonly page: string };

/** Half a simulated day per second from a Tuesday in September 2026. */
export const rehearsal = (speed = 43_200, origin = '2026-09-01T06:00:00.000Z'): Clock => ({
  kind: 'rehearsal',
  origin: instant(origin),
  anchor: Date.now(),
  speed,
});

export function settings(mails: string, clock: Clock): Omit<Collectivity, 'status'> {
  const party = (ref: string, name: string): { ref: string; name: string; email: string } => ({
    ref,
    name,
    email: `${ref}@departement.example`,
  });
  return {
    label: 'Département de l’Exemple',
    siren: '222400012',
    address: ['1, place de la République', '99000 Exemple'],
    zone: timeZone('Europe/Paris'),
    territory: 'metropole',
    contact: { name: 'Cellule santé', phone: '01 23 45 67 89', email: 'sante@departement.example' },
    escalation: [party('escalade', 'Camille Roux')],
    accountant: party('payeur', 'Paierie départementale'),
    cdoms: { '03': party('cdom03', 'CDOM de l’Allier'), '976': party('cdom976', 'CDOM de Mayotte') },
    offsetAllowed: false,
    clock,
    mail: { kind: 'url', url: `file://${mails}` },
    closing: { dayOfMonth: 2, hour: 6 },
  };
}

/** The server where there is one: it opens and answers sooner. Suites that are about the database name both, and whole programs run on the embedded one. */
function engineOf(name: Engine['name'] | undefined): Engine {
  if (name === undefined) return postgres.missing() === null ? postgres : pglite;
  return name === 'PostgreSQL' ? postgres : pglite;
}

export async function startRig(
  options: {
    readonly engine?: 'PGlite' | 'PostgreSQL';
    readonly clock?: Clock;
    /** the file that the log is written to, rather than the terminal */ readonly log?: string;
    /** where mails leave by SMTP, rather than into the folder that `mails` reads */ readonly relay?: string;
  } = {},
): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-rig-'));
  const mailFolder = join(folder, 'mails');
  const base = await openTestDatabase(engineOf(options.engine));
  const temporal = await temporalRig();
  const namespace = `rig-${randomBytes(6).toString('hex')}`;
  await prepareNamespace(temporal.connection, namespace);
  const converter = temporal.converter;
  const { client, close } = await connectTemporal({ address: temporal.address, namespace, converter });
  const keyring = { current: 'test', keys: new Map([['test', randomBytes(32)]]) };
  const log = openLog({ level: 'warn', program: 'test', file: options.log });
  const operatorSecret = randomBytes(32).toString('base64url');
  const documents = join(folder, 'documents');
  let url = '';
  const shared = { db: base.db, client, keyring, log, documents };
  const transport = mailTransport(options.relay ?? `file://${mailFolder}`, { requireTls: false, mailsPerMinute: 60_000 });
  const context: Context = {
    ...shared,
    get publicUrl() {
      return url;
    },
    mailFrom: 'rdv@relais.invalid',
    transportOf: () => transport,
  };
  const api = await startApi(
    {
      ...shared,
      get publicUrl() {
        return url;
      },
      operatorHash: secretHash(operatorSecret),
    },
    { host: '127.0.0.1', port: 0 },
  );
  url = `http://127.0.0.1:${api.port}`;
  const workers = await startWorkers({ connection: temporal.workerConnection, namespace, converter, context });

  const collectivity = collectivityId(`collectivity_${randomBytes(6).toString('hex')}`);
  const given: Rig['given'] = (noun, dossier, action, by = { kind: 'user', user: 'test', role: 'administrator' }) =>
    perform(context, {
      id: commandId(`given.${randomBytes(8).toString('hex')}`),
      collectivity,
      noun,
      dossier: dossierId(dossier),
      by,
      received: wallTime(Date.now()),
      action,
    });
  await given('collectivity', collectivity, { type: 'set', settings: settings(mailFolder, options.clock ?? rehearsal()) });
  const keys: Record<string, string> = { operator: `relais_instance_${operatorSecret}` };
  for (const role of ['administrator', 'approver', 'accountant', 'auditor'] as const) {
    const secret = randomBytes(32).toString('base64url');
    const id = randomBytes(8).toString('hex');
    keys[role] = `relais_${id}_${secret}`;
    await given('collectivity', collectivity, {
      type: 'issue-key',
      key: { id, hash: secretHash(secret), user: `${role}-1`, role, expires: null },
    });
  }

  const mails = async (): Promise<readonly Email[]> => {
    const names = existing(mailFolder);
    return Promise.all(names.map((name) => PostalMime.parse(readFileSync(join(mailFolder, name)))));
  };
  const eventually: Rig['eventually'] = async (what, probe) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = await probe();
      if (found !== null && found !== undefined && found !== false) return found;
      await pause(100);
    }
    throw new Error(`waited in vain for ${what}`);
  };
  return {
    context,
    collectivity,
    url,
    operatorKey: keys['operator'] ?? '',
    given,
    mails,
    eventually,
    mail: (fits) => eventually('a mail', async () => (await mails()).findLast(fits)),
    call: async (role, method, path, body, key = randomBytes(8).toString('hex')) => {
      for (let tries = 1; ; tries += 1) {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${keys[role]}`,
            ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': key } : {}),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const { status, headers } = response;
        const isJson = (headers.get('content-type') ?? '').includes('json');
        const said = isJson ? await response.json() : Buffer.from(await response.arrayBuffer());
        // a machine under load may take an act and answer later: the same key asks for that answer
        if (status !== 202 || said.command === undefined || tries === 20) return { status, headers, body: said };
        await pause(250);
      }
    },
    post: async (link, fields) => {
      const response = await fetch(link, { method: 'POST', body: new URLSearchParams(fields) });
      return { status: response.status, page: await response.text() };
    },
    line: async (link, about, fields) => {
      const html = await (await fetch(link)).text();
      const section = html.split('<section').find((each) => each.includes(about)) ?? '';
      const line = /name="([^"]+)\//.exec(section)?.[1];
      if (line === undefined) throw new Error(`no line about ${about}`);
      const once = /name="once" value="([^"]+)"/.exec(html)?.[1] ?? '';
      const body = new URLSearchParams([['once', once], ...Object.entries(fields).map(([name, value]) => [`${line}/${name}`, value])]);
      const sent = async (): Promise<Sent> => {
        const response = await fetch(link, { method: 'POST', body });
        return { status: response.status, page: await response.text() };
      };
      return { ...(await sent()), again: sent };
    },
    stop: async () => {
      await api.stop();
      await workers.stop();
      await close();
      await temporal.stop();
      await base.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function existing(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .toSorted();
  } catch {
    return [];
  }
}

/** The link of a mail: what its reader would click. */
export function linkIn(mail: Email): string {
  const link = /https?:\/\/[^\s>]+\/l\/[A-Za-z0-9_-]{43}/.exec(mail.text ?? '')?.[0];
  if (link === undefined) throw new Error(`no link in « ${mail.subject} »`);
  return link;
}

export const kindOf = (mail: Email): string => mail.headers.find(({ key }) => key === 'x-relais-kind')?.value ?? '';
export const recipientOf = (mail: Email): string => mail.to?.[0]?.address ?? '';
