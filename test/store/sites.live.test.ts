import { civilDate } from '../../domain/dates';
import type { BaseFacts } from '../../domain/decision';
import { collectivityId, dossierId } from '../../domain/ids';
import type { Tx } from '../../store/db';
import { sites } from '../../store/sites';
import { describeOnDatabases } from '../databases';

describeOnDatabases('the days that a change of their site concerns', (rig) => {
  const place = collectivityId('allier');
  const base = { dossier: dossierId('site-1'), today: civilDate('2026-09-10') } as BaseFacts;
  const aDay = (tx: Tx, id: string, site: string, date: string, closed: boolean, collectivity: string = place) =>
    tx
      .insertInto('consultation_days')
      .values({ collectivity, id, version: 1, status: 'confirmed', closed, next_due: null, body: JSON.stringify({ site, date }) })
      .execute();

  test('are those to come, not closed, at this site, in this collectivity', async () => {
    await rig.db.operator(async (tx) => {
      await aDay(tx, 'today', 'site-1', '2026-09-10', false);
      await aDay(tx, 'to-come', 'site-1', '2026-10-01', false);
      await aDay(tx, 'past', 'site-1', '2026-09-09', false);
      await aDay(tx, 'cancelled', 'site-1', '2026-10-02', true);
      await aDay(tx, 'elsewhere', 'site-2', '2026-10-01', false);
      await aDay(tx, 'others', 'site-1', '2026-10-01', false, 'cantal');
    });
    const state = { epci: '200071082' } as Parameters<typeof sites.facts>[2];
    const facts = await rig.db.read(place, (tx) => sites.facts(tx, base, state, { type: 'close' }));
    expect(facts).toEqual({ siteZone: null, days: ['to-come', 'today'] });
  });
});
