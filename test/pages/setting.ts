import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { sealMail } from '../../activities/sealed-mail';
import type { Campaign } from '../../domain/campaign';
import { instant } from '../../domain/dates';
import type { Digest } from '../../domain/digest';
import { dossierId } from '../../domain/ids';
import type { Round } from '../../domain/signature-round';
import type { Tx } from '../../store/db';
import { tokenHash } from '../../store/links';
import { addUndelivered } from '../../store/next-actions';
import { dossiersSetting } from '../api/console-dossiers-setting';
import { inStatus } from '../domain/day-builders';
import { attest } from '../money-setting';
import type { Rig } from '../rig';

const at = instant('2026-08-30T08:00:00.000Z');
const until = instant('2027-12-31T08:00:00.000Z');

/** Records of every noun that a page shows, each in a state in which somebody has something to do. */
export async function pagesSetting(rig: Rig): Promise<void> {
  await dossiersSetting(rig);
  const { collectivity } = rig;
  await rig.context.db.transaction(collectivity, async (tx) => {
    await attest(tx, collectivity, [{ id: 'day-3', doctor: 1, date: '2026-07-14', halves: ['morning'] }]);
    await tx
      .updateTable('consultation_days')
      .set({ body: sql<string>`${JSON.stringify(inStatus.attested())}::jsonb || body` })
      .where('id', '=', 'day-3')
      .execute();
    await tx
      .updateTable('engagements')
      .set({ body: sql<string>`body || ${JSON.stringify({ round: 'round-1', letter: { number: 'LE-2026-0007' } })}::jsonb` })
      .where('id', '=', 'engagement-2')
      .execute();
    const row = (id: string, status: string, body: object) => ({
      collectivity,
      id,
      version: 1,
      status,
      closed: false,
      next_due: null,
      body: JSON.stringify(body),
    });
    await tx
      .insertInto('campaigns')
      .values(row('campaign-1', 'open', campaign))
      .execute();
    const day = { ...inStatus.held(), engagement: dossierId('engagement-1'), doctor: dossierId('doctor-1') };
    await tx
      .insertInto('consultation_days')
      .values(row('day-held', 'held', day))
      .execute();
    await tx
      .insertInto('signature_rounds')
      .values(row('round-1', 'open', round))
      .execute();
    for (const [id, digest] of Object.entries(digests))
      await tx
        .insertInto('digests')
        .values(row(id, digest.status, digest))
        .execute();
    await waiting(tx, collectivity);
    await refusedMail(rig, tx);
  });
  await closings(rig);
}

const campaign: Campaign = {
  status: 'open',
  programme: dossierId('programme-1'),
  convention: dossierId('convention-1'),
  title: 'Appel de la rentrée',
  sites: [dossierId('site-1')],
  volunteers: [dossierId('doctor-1'), dossierId('doctor-2')],
  answers: { 'doctor-1': { answer: 'yes', sites: [dossierId('site-1')], at } },
  launchedOn: at,
  until,
  reminded: 0,
  closedBy: null,
};

const round: Round = {
  status: 'open',
  subject: { noun: 'engagement', dossier: dossierId('engagement-1') },
  level: 'simple',
  title: 'Lettre d’engagement n° LE-2026-0007',
  digest: 'd'.repeat(64),
  groups: [[{ ref: 'doctor-1', name: 'Dr Claire Martin', capacity: 'médecin volontaire', email: 'doctor-1@medecin.example' }]],
  signatures: [],
  askedOn: at,
  reminded: 0,
  refusal: null,
};

const digestOf = (audience: Digest['audience'], owner: string): Digest => ({
  status: 'waiting',
  audience,
  owner,
  since: at,
  urgent: false,
});
const digests: Readonly<Record<string, Digest>> = {
  'digest-doctor': digestOf('doctor', 'doctor-1'),
  'digest-site': digestOf('site', 'site-1'),
  'digest-council': digestOf('council', 'cdom03'),
};

/** What three recipients find on the page that lists what waits for them. */
async function waiting(tx: Tx, collectivity: string): Promise<void> {
  const line = { collectivity, owner_kind: 'party', until };
  const lines = [
    { noun: 'consultation-day', dossier: 'day-proposed', key: 'd', owner: 'doctor-1', what: 'day-answer', detail: '{"date":"2026-10-19"}' },
    { noun: 'consultation-day', dossier: 'day-held', key: 'p', owner: 'doctor-1', what: 'day-presence', detail: '{"date":"2026-10-05"}' },
    {
      noun: 'consultation-day',
      dossier: 'day-confirmed',
      key: 'a',
      owner: 'site-1',
      what: 'day-assistant',
      detail: '{"date":"2026-10-12"}',
    },
    {
      noun: 'engagement',
      dossier: 'engagement-1',
      key: 'c',
      owner: 'cdom03',
      what: 'cdom-registration',
      detail: '{"scope":"registration","departement":"03"}',
    },
  ];
  await tx
    .insertInto('next_actions')
    .values(lines.map((each) => ({ ...line, ...each })))
    .execute();
}

async function refusedMail(rig: Rig, tx: Tx): Promise<void> {
  const bytes = Buffer.from('Subject: Une question\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\nUne question.\r\n');
  const row = { collectivity: rig.collectivity, noun: 'person', dossier: 'doctor-1', id: 'c/m0', kind: 'question', ref: 'doctor-1' };
  const sealed = sealMail(rig.context.keyring, row.id, { name: 'Dr Claire Martin', to: 'doctor-1@medecin.example', bytes });
  const rest = { command: 'c', n: 0, uid: null, sequence: null, method: null, message_id: '<c@relais.invalid>', left_at: null };
  await tx
    .insertInto('outbox')
    .values({ ...row, ...rest, sealed, status: 'refused', response: '550', created_at: at })
    .execute();
  await addUndelivered(tx, row);
}

export const closingIn = (rig: Rig, month: string): string => `${rig.collectivity}.closing.${month}`;

/** August is published, July waits to be approved. */
async function closings(rig: Rig): Promise<void> {
  for (const month of ['2026-08', '2026-07']) {
    await rig.call('administrator', 'POST', '/month-closings', { month });
    await rig.call('administrator', 'POST', `/month-closings/${closingIn(rig, month)}/draft`, {});
    if (month === '2026-07') return;
    const { body } = await rig.call('approver', 'GET', `/month-closings/${closingIn(rig, month)}/draft`);
    const { totals, digest } = body;
    const done = await rig.call('approver', 'POST', `/month-closings/${closingIn(rig, month)}/approval`, { totals, digest });
    if (done.status !== 200) throw new Error(JSON.stringify(done.body));
    await rig.eventually('the documents of the month', async () => {
      const found = await rig.call('auditor', 'GET', `/month-closings/${closingIn(rig, month)}`);
      return found.body.status === 'published';
    });
  }
}

export type MailedLink = {
  readonly noun: string;
  readonly dossier: string;
  readonly item: string | null;
  readonly purpose: string;
  readonly ref: string;
};

/** A link as its mail would have carried it. */
export async function linkTo(rig: Rig, link: MailedLink, end: string = until): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await rig.context.db.transaction(rig.collectivity, (tx) =>
    tx
      .insertInto('links')
      .values({ ...link, collectivity: rig.collectivity, token_hash: tokenHash(token), message: 'none', until: end, command: null })
      .execute(),
  );
  return `${rig.url}/l/${token}`;
}
