import { perform } from '../../activities/perform';
import { consultationDay, type ConsultationDay, type Day } from '../../domain/consultation-day';
import { wallTime } from '../../domain/dates';
import type { Command } from '../../domain/nouns';
import { firstBreak, journalOf } from '../../store/journal';
import { stateOf } from '../../store/records';
import type { Tx } from '../../store/db';
import { command, engineSetting, type EngineSetting } from '../activities/engine-setting';
import { describeOnDatabases } from '../databases';
import { contact, dayFacts, doctorId, engagementId, propose, siteId } from '../domain/day-builders';

/** What a day’s rule reads, as its dossiers would have left it. */
async function plant(tx: Tx, collectivity: string): Promise<void> {
  const { engagement, programme, convention, doctor, site, siteZone } = dayFacts();
  const row = (
    id: string,
    body: object | null,
  ): { collectivity: string; id: string; version: number; closed: boolean; next_due: null; status: string; body: string } => ({
    collectivity,
    id,
    version: 1,
    closed: false,
    next_due: null,
    status: 'active',
    body: JSON.stringify(body),
  });
  await tx
    .insertInto('engagements')
    .values(row(engagementId, engagement) as never)
    .execute();
  await tx
    .insertInto('programmes')
    .values(row(engagement?.programme ?? '', programme) as never)
    .execute();
  await tx
    .insertInto('conventions')
    .values(row(engagement?.convention ?? '', convention) as never)
    .execute();
  await tx
    .insertInto('people')
    .values({ ...row(doctorId, doctor), rpps: doctor?.rpps ?? '' } as never)
    .execute();
  await tx
    .insertInto('sites')
    .values({ ...row(siteId, site), epci: site?.epci ?? '' } as never)
    .execute();
  await tx
    .insertInto('zones')
    .values({ ...row('zone-1', siteZone), siren: site?.epci ?? '' } as never)
    .execute();
}

describeOnDatabases('the journal of a day', (rig) => {
  let setting: EngineSetting;
  beforeEach(async () => {
    setting = await engineSetting(rig.db);
    await rig.db.transaction(setting.collectivity, (tx) => plant(tx, setting.collectivity));
  });
  const act = async (action: Command<'consultation-day'>['action'], by?: Command['by']): Promise<void> => {
    const asked = {
      ...command(setting.collectivity, 'consultation-day', 'day-1', action),
      received: wallTime(Date.now()),
      ...(by === undefined ? {} : { by }),
    };
    expect((await perform(setting.context, asked)).refusals).toEqual([]);
  };
  const state = (): Promise<Day | null> => rig.db.read(setting.collectivity, (tx) => stateOf<Day>(tx, 'consultation_days', 'day-1'));
  const folded = async (): Promise<Day | null> => {
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, 'consultation-day', 'day-1'));
    return rows.map(({ event }) => event as ConsultationDay['event']).reduce<Day | null>(consultationDay.evolve, null);
  };

  test('its events, folded anew, give the state that was saved, after every act', async () => {
    await act(propose);
    expect(await folded()).toEqual(await state());
    await act({ type: 'answer', side: 'doctor', answer: 'accept' }, { kind: 'link', ref: doctorId });
    expect(await folded()).toEqual(await state());
    await act({ type: 'answer', side: 'site', answer: 'accept' }, { kind: 'link', ref: contact });
    expect(await state()).toMatchObject({ status: 'confirmed' });
    expect(await folded()).toEqual(await state());
    await act({ type: 'cancel', side: 'collectivity', reason: 'weather' });
    expect(await state()).toMatchObject({ status: 'cancelled' });
    expect(await folded()).toEqual(await state());
    expect(await rig.db.read(setting.collectivity, firstBreak)).toBeNull();
  });

  test('it names who acted, and holds no name and no address', async () => {
    await act(propose);
    await act({ type: 'answer', side: 'doctor', answer: 'refuse', reason: 'date' }, { kind: 'link', ref: doctorId });
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, 'consultation-day', 'day-1'));
    expect([...new Set(rows.map(({ actor }) => actor))]).toEqual(['user:test', doctorId]);
    const { doctor, site } = dayFacts();
    for (const secret of [doctor?.familyName, doctor?.email, doctor?.rpps, site?.contacts[0]?.name, site?.contacts[0]?.email])
      expect(JSON.stringify(rows)).not.toContain(secret ?? 'no canary');
  });
});
