import { recorded } from '../../activities/perform';
import { standing } from '../../activities/standing';
import { civilDate } from '../../domain/dates';
import type { DayStatus } from '../../domain/consultation-day';
import { dossierId } from '../../domain/ids';
import type { Command, Outcome } from '../../domain/nouns';
import type { SiteInput } from '../../domain/site';
import { anOpenSite, daySetting } from '../day-setting';
import { inStatus, overseas } from '../domain/day-builders';
import { describeOnDatabases } from '../databases';
import { command, engineSetting, type EngineSetting } from './engine-setting';

type Move = Extract<Command<'consultation-day'>['action'], { readonly type: 'move' }>;

describeOnDatabases('an act that is refused leaves its dossier where it stands', (rig) => {
  const day = dossierId('day-1');
  let setting: EngineSetting;

  beforeAll(async () => {
    setting = await engineSetting(rig.db);
    const { context, collectivity } = setting;
    const given = async <N extends Command['noun']>(noun: N, dossier: string, action: Command<N>['action']): Promise<Outcome<N>> =>
      (await recorded(context, command(collectivity, noun, dossier, action))).outcome;
    await daySetting({ context, collectivity, given });
    // two time zones further east, and later in the day
    const hours = { morning: { start: '10:30', end: '12:00' }, afternoon: { start: '15:00', end: '21:00' } };
    const site: SiteInput = { ...anOpenSite(3), zone: overseas.zone, hours, opening: [{ weekday: 7, half: 'morning' }] };
    const { refusals } = await given('site', 'site-far', { type: 'set', site });
    if (refusals.length > 0) throw new Error('the other site was refused');
  });

  const theDayIs = async (status: DayStatus): Promise<void> => {
    const { context, collectivity } = setting;
    const state = inStatus[status]();
    await context.db.transaction(collectivity, async (tx) => {
      await tx.deleteFrom('consultation_days').where('id', '=', day).execute();
      const common = { collectivity, id: day, version: 1, closed: false, next_due: null };
      await tx
        .insertInto('consultation_days')
        .values({ ...common, status, body: JSON.stringify(state) })
        .execute();
    });
  };

  const move = (more: Partial<Move>): Move => ({
    type: 'move',
    side: 'site',
    date: civilDate('2026-10-21'),
    halves: ['morning'],
    reason: 'site-closed',
    ...more,
  });

  describe.each(['proposed', 'confirmed', 'held'] as const)('a %s day', (status) => {
    beforeEach(() => theDayIs(status));

    test('whose move comes from a page that is out of date keeps its dates', async () => {
      const { context, collectivity } = setting;
      const before = await standing(context, 'consultation-day', collectivity, day);
      const late = { ...command(collectivity, 'consultation-day', day, move({ site: dossierId('site-far') })), expected: 7 };
      const { outcome } = await recorded(context, late);
      expect(outcome).toEqual({ refusals: [{ code: 'version-changed', detail: { version: 1 } }], standing: before });
    });

    test.each([
      ['to a site that nobody knows', { site: dossierId('site-nowhere') }],
      ['to a site with other hours, in another time zone', { site: dossierId('site-far') }],
      ['to a date that its site is closed', { date: civilDate('2026-11-11') }],
    ])('whose move %s is refused keeps its dates', async (_what, more) => {
      const { context, collectivity } = setting;
      const before = await standing(context, 'consultation-day', collectivity, day);
      expect(before?.dues).not.toEqual([]);
      const { outcome } = await recorded(context, command(collectivity, 'consultation-day', day, move(more)));
      expect(outcome.refusals).not.toEqual([]);
      expect(outcome.standing).toEqual(before);
    });
  });
});
