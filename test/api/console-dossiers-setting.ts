import { sql } from 'kysely';
import type { Day } from '../../domain/consultation-day';
import { evolve, type CoverEvent } from '../../domain/cover-record';
import { civilDate, instant } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import type { Tx } from '../../store/db';
import { anEngagement, aSite, inStatus } from '../domain/day-builders';
import { aConvention, aParty, aZone } from '../domain/reference-data';
import { moneySetting } from '../money-setting';
import type { Rig } from '../rig';

const months = [
  { id: 'day-1', doctor: 1, date: '2026-08-11', halves: ['morning', 'afternoon'] },
  { id: 'day-2', doctor: 2, date: '2026-08-20', halves: ['afternoon'] },
] as const;

/** Records as their dossiers would have left them: a convention in force, two doctors, a month to close, and days in October in several states. */
export async function dossiersSetting(rig: Rig): Promise<void> {
  const { status: _, listedTo: __, ...zone } = aZone();
  await rig.given('zone', 'zone-1', { type: 'list', zone });
  await rig.context.db.transaction(rig.collectivity, async (tx) => {
    await moneySetting(tx, { collectivity: rig.collectivity, keyring: rig.context.keyring, days: months });
    await completed(tx);
    for (const status of ['confirmed', 'disputed', 'declined', 'proposed'] as const) await dayIn(tx, rig.collectivity, status);
    await coverIn(tx, rig.collectivity);
    const draft = aConvention({
      number: 'CONV-2026-0002',
      title: 'Convention en préparation',
      parties: [aParty('cdom'), aParty('departement', { rank: 2 })],
    });
    await tx
      .insertInto('conventions')
      .values({
        collectivity: rig.collectivity,
        id: 'convention-2',
        version: 1,
        status: 'draft',
        closed: false,
        next_due: null,
        body: JSON.stringify(draft),
      })
      .execute();
  });
}

/** What the setting of the money leaves out, since a liquidation does not read it. */
async function completed(tx: Tx): Promise<void> {
  const under = (state: object): ReturnType<typeof sql<string>> => sql<string>`${JSON.stringify(state)}::jsonb || body`;
  const { sites, cdom } = anEngagement();
  await tx
    .updateTable('engagements')
    .set({ body: sql<string>`body || ${JSON.stringify({ sites, cdom })}::jsonb` })
    .execute();
  await tx
    .updateTable('consultation_days')
    .set({ body: under(inStatus.attested()) })
    .execute();
  await tx
    .updateTable('sites')
    .set({ body: under(aSite()) })
    .execute();
  await tx
    .updateTable('conventions')
    .set({ body: under(aConvention()) })
    .execute();
}

/** The consultation of the day that a doctor left, which nobody took. */
async function coverIn(tx: Tx, collectivity: string): Promise<void> {
  const at = instant('2026-09-01T08:00:00.000Z');
  const slot = {
    day: dossierId('day-declined'),
    engagement: dossierId('engagement-1'),
    doctor: dossierId('doctor-1'),
    site: dossierId('site-1'),
  };
  const opened: CoverEvent = {
    type: 'opened',
    track: 'host',
    ...slot,
    date: civilDate('2026-10-05'),
    halves: ['morning'],
    room: 1,
    at,
    crossed: false,
  };
  const body = evolve(evolve(null, opened), { type: 'escalated', cause: 'nobody', at });
  await tx
    .insertInto('covers')
    .values({ collectivity, id: 'cover-1', version: 1, status: body.status, closed: false, next_due: null, body: JSON.stringify(body) })
    .execute();
}

async function dayIn(tx: Tx, collectivity: string, status: Day['status']): Promise<void> {
  const day: Day = {
    ...inStatus[status](),
    engagement: dossierId('engagement-1'),
    doctor: dossierId('doctor-1'),
    ...(status === 'confirmed' ? { date: civilDate('2026-10-12') } : {}),
    ...(status === 'proposed' ? { date: civilDate('2026-10-19'), halves: ['morning'] as const } : {}),
  };
  await tx
    .insertInto('consultation_days')
    .values({
      collectivity,
      id: `day-${status}`,
      version: 1,
      status,
      closed: status === 'declined',
      next_due: null,
      body: JSON.stringify(day),
    })
    .execute();
}
