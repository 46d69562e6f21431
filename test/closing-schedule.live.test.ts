import { randomBytes } from 'node:crypto';
import { keepSchedule } from '../activities/closing-schedule';
import { perform } from '../activities/perform';
import type { Closing } from '../domain/closing-state';
import { closingId } from '../domain/closing-state';
import type { Collectivity } from '../domain/collectivity';
import { dateIn, month, monthOf, previousMonth, timeZone, wallTime, instantFromMs, type Month } from '../domain/dates';
import { collectivityId, commandId, dossierId } from '../domain/ids';
import { stateOf } from '../store/records';
import { scheduledClosing } from '../workflows/contract';
import { moneySetting } from './money-setting';
import { settings, startRig, type Rig } from './rig';

let rig: Rig;
beforeAll(async () => void (rig = await startRig()), 120_000);
afterAll(() => rig.stop(), 60_000);

const place = collectivityId(`real-${randomBytes(6).toString('hex')}`);
const zone = timeZone('Indian/Mayotte');

async function set(change: Partial<Collectivity> = {}): Promise<void> {
  const { context } = rig;
  const real = { ...settings('/nowhere', { kind: 'real' }), zone, mail: { kind: 'instance' as const }, ...change };
  const outcome = await perform(context, {
    id: commandId(`c.${randomBytes(8).toString('hex')}`),
    collectivity: place,
    noun: 'collectivity',
    dossier: dossierId(place),
    by: { kind: 'user', user: 'operator', role: 'operator' },
    received: wallTime(Date.now()),
    action: { type: 'set', settings: real },
  });
  expect(outcome.refusals).toEqual([]);
  await keepSchedule(context, place);
}
const closing = (of: string): Promise<Closing | null> =>
  rig.context.db.read(place, (tx) => stateOf<Closing>(tx, 'month_closings', closingId(place, month(of))));

test('R-58: a real collectivity’s Schedule announces the month before the one it was scheduled in, by its own calendar; a rehearsal has none', async () => {
  await set();
  const handle = rig.context.client.schedule.getHandle(scheduledClosing(place).scheduleId);
  const { spec, policies } = await handle.describe();
  expect(spec).toMatchObject({ timezone: 'Indian/Mayotte', calendars: [{ dayOfMonth: [{ start: 2 }], hour: [{ start: 6 }] }] });
  expect(policies.overlap).toBe('BUFFER_ONE');

  await set({ closing: { dayOfMonth: 5, hour: 7 } });
  expect((await handle.describe()).spec.calendars).toMatchObject([{ dayOfMonth: [{ start: 5 }], hour: [{ start: 7 }] }]);

  const { db, keyring } = rig.context;
  await db.transaction(place, (tx) => moneySetting(tx, { collectivity: place, keyring, days: [], doctors: 1 }));
  const last = (): Month => previousMonth(monthOf(dateIn(instantFromMs(Date.now()), zone)));
  const before = last();
  await handle.trigger();
  await rig.eventually('the closing of last month', async () => (await closing(before)) !== null || (await closing(last())) !== null);
  await handle.backfill({ start: new Date('2026-05-05T03:59:00Z'), end: new Date('2026-05-05T04:01:00Z'), overlap: 'ALLOW_ALL' });
  await rig.eventually('the closing of April', async () => (await closing('2026-04'))?.status === 'announced');
  await handle.trigger();

  await keepSchedule(rig.context, rig.collectivity);
  await expect(rig.context.client.schedule.getHandle(scheduledClosing(rig.collectivity).scheduleId).describe()).rejects.toThrow(
    'not found',
  );
  await handle.delete();
}, 60_000);
