import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { Context } from '../../activities/context';
import { perform } from '../../activities/perform';
import type { MailTransport, OutgoingMail, SendResult } from '../../activities/ports';
import { civilDate, instant, wallTime } from '../../domain/dates';
import { collectivityId, commandId, dossierId, type CollectivityId, type DossierId } from '../../domain/ids';
import type { Command, Noun } from '../../domain/nouns';
import type { Round } from '../../domain/signature-round';
import type { Database } from '../../store/db';
import { settings } from '../rig';

export type EngineSetting = {
  readonly context: Context;
  readonly collectivity: CollectivityId;
  readonly sent: OutgoingMail[];
  readonly answers: SendResult[];
  /** what the server of workflows was asked, in order */
  readonly asked: string[];
};

type Signalled = { readonly workflowId: string; readonly signalArgs: readonly [Command | string] };

/** The one writer on a real database. In the place of the server of workflows, nobody: each test delivers by hand; the transport answers what the test says. */
export async function engineSetting(db: Database): Promise<EngineSetting> {
  const sent: OutgoingMail[] = [];
  const answers: SendResult[] = [];
  const transport: MailTransport = {
    send: (mail) => {
      sent.push(mail);
      return Promise.resolve(answers.shift() ?? { kind: 'sent', response: '250' });
    },
    close: () => Promise.resolve(),
  };
  const keyring = { current: 'test', keys: new Map([['test', randomBytes(32)]]) };
  const asked: string[] = [];
  const client = {
    workflow: {
      start: (type: string, { workflowId }: { readonly workflowId: string }) => Promise.resolve(void asked.push(`${type} ${workflowId}`)),
      // a delivery is signalled who began it, a dossier what it is told
      signalWithStart: (type: string, { workflowId, signalArgs: [said] }: Signalled) =>
        Promise.resolve(void asked.push(typeof said === 'string' ? `${type} ${workflowId}` : `tell ${said.id}`)),
    },
  };
  const context = {
    db,
    keyring,
    client,
    log: pino({ level: 'silent' }),
    publicUrl: 'http://127.0.0.1',
    mailFrom: 'rdv@relais.invalid',
    transportOf: () => transport,
    documents: '',
  } as unknown as Context;
  const collectivity = collectivityId(`collectivity_${randomBytes(6).toString('hex')}`);
  const set = command(collectivity, 'collectivity', collectivity, {
    type: 'set',
    settings: settings('/nowhere', { kind: 'rehearsal', origin: instant('2026-09-01T06:00:00.000Z'), anchor: Date.now(), speed: 1 }),
  });
  const outcome = await perform(context, set);
  if (outcome.refusals.length > 0) throw new Error(`no collectivity: ${JSON.stringify(outcome.refusals)}`);
  asked.length = 0;
  return { context, collectivity, sent, answers, asked };
}

/** A command of an administrator, under an id of its own unless one is given. */
export function command<N extends Noun>(
  collectivity: CollectivityId,
  noun: N,
  dossier: string,
  action: Command<N>['action'],
  id: string = `test.${randomBytes(8).toString('hex')}`,
): Command<N> {
  return {
    id: commandId(id),
    collectivity,
    noun,
    dossier: dossierId(dossier),
    by: { kind: 'user', user: 'test', role: 'administrator' },
    received: wallTime(Date.now()),
    action,
  };
}

export const zoneAction = (
  name = 'CA Montluçon Communauté',
  siren = '200071082',
): Extract<Command<'zone'>['action'], { readonly type: 'list' }> => ({
  type: 'list',
  zone: {
    siren,
    name,
    departements: ['03'],
    region: 'Auvergne-Rhône-Alpes',
    population: 59_142,
    listedFrom: civilDate('2025-06-27'),
    source: 'ARS Auvergne-Rhône-Alpes',
  },
});

/** A signature that waits for two people, as a convention would have opened it. */
export async function openRound(
  { context: { db }, collectivity }: Pick<EngineSetting, 'context' | 'collectivity'>,
  refs: readonly string[],
  id: DossierId = dossierId(`round-${randomBytes(6).toString('hex')}`),
): Promise<DossierId> {
  const round: Round = {
    status: 'open',
    subject: { noun: 'convention', dossier: dossierId('convention-1') },
    level: 'simple',
    digest: 'd'.repeat(64),
    title: 'Convention',
    groups: [refs.map((ref) => ({ ref, name: `Nom ${ref}`, capacity: `Qualité ${ref}`, email: `${ref}@parties.example` }))],
    signatures: [],
    askedOn: instant('2026-09-01T06:00:00.000Z'),
    reminded: 0,
    refusal: null,
  };
  await db.transaction(collectivity, (tx) =>
    tx
      .insertInto('signature_rounds')
      .values({ collectivity, id, version: 1, closed: false, next_due: null, status: 'open', body: JSON.stringify(round) })
      .execute(),
  );
  return id;
}
