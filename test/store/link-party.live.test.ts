import type { Collectivity } from '../../domain/collectivity';
import { collectivityId } from '../../domain/ids';
import { partiesOf } from '../../store/known-parties';
import { knownParty } from '../../store/link-party';
import { describeOnDatabases } from '../databases';
import { aCollectivity, aSiteInput } from '../domain/reference-data';

describeOnDatabases('a contact of a site, whose own id and key may both hold dots', (rig) => {
  const place = collectivityId('allier');
  const settings: Collectivity = { ...aCollectivity(), escalation: [], cdoms: {} };
  const contact = (key: string): object => ({ key, name: `Nom de ${key}`, email: `${key}@msp.example`, phone: '0470000001' });
  beforeAll(() =>
    rig.db.operator(async (tx) => {
      for (const id of ['site_x', 'import-1.2']) {
        const body = JSON.stringify({ ...aSiteInput(), name: id, contacts: [contact('j.martin'), contact('martin')] });
        await tx
          .insertInto('sites')
          .values({ collectivity: place, id, version: 1, status: 'active', closed: false, next_due: null, body, epci: '200071082' })
          .execute();
      }
    }),
  );

  const known = (ref: string) => rig.db.read(place, (tx) => knownParty(tx, settings, { ref, purpose: 'answer-site' }));

  test.each(['site_x.j.martin', 'site_x.martin', 'import-1.2.j.martin', 'import-1.2.martin'])('%s is found', async (ref) => {
    expect(await known(ref)).toMatchObject({ ref });
  });

  test.each(['site_x.j.dupont', 'site_x.dupont', 'import-1.2.j.dupont', 'import-1.2.dupont'])(
    '%s, whom the site no longer names, is gone, and his link with him',
    async (ref) => {
      expect(await known(ref)).toBe('gone');
    },
  );

  test.each(['convention-1.ars', 'import-1', 'import-1.2', 'site_x'])('%s is no contact of a site', async (ref) => {
    expect(await known(ref)).toBeNull();
  });

  test.each([
    ['site_x.j.martin', 'Nom de j.martin, site_x'],
    ['site_x.martin', 'Nom de martin, site_x'],
    ['site_x.j.dupont', 'site_x'],
    ['import-1.2.j.martin', 'Nom de j.martin, import-1.2'],
    ['import-1.2', 'import-1.2'],
  ])('%s is read as « %s »', async (ref, name) => {
    const parties = await rig.db.read(place, (tx) => partiesOf(tx, settings, [ref]));
    expect(parties(ref)).toEqual({ role: 'host', name });
  });
});
