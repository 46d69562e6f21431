import { canMove, type FactsOf } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import { isReady, readinessItems, site, siteTransitions, type Site, type SiteInput, type SiteNoun } from '../../domain/site';
import { aSiteInput, aZone, baseFacts, eventsOf, passing, refusalsOf } from './reference-data';

const facts: FactsOf<'site'> = { ...baseFacts(), siteZone: aZone(), days: [dossierId('day-1'), dossierId('day-2')] };

function after(state: Site | null, action: SiteNoun['action']): Site {
  const next = eventsOf(site.decide(state, action, facts)).reduce<Site | null>(site.evolve, state);
  if (next === null) throw new Error('nothing happened');
  return next;
}

const aSite = (): Site => after(null, { type: 'set', site: aSiteInput() });
const set = (change: Partial<SiteInput>, more: Partial<typeof facts> = {}): readonly string[] =>
  refusalsOf(site.decide(null, { type: 'set', site: aSiteInput(change) }, { ...facts, ...more }));
const [contact] = aSiteInput().contacts;
const contacts = (change: object): SiteInput['contacts'] =>
  contact === undefined ? [] : [contact, { ...contact, key: 'autre', email: 'autre@msp.example', ...change }];
const hours = aSiteInput().hours;

describe('site', () => {
  test.each<[Partial<SiteInput>, readonly string[]]>([
    [{ name: '' }, ['text-empty /site/name']],
    [{ departement: '63' }, ['departement-outside-zone /site/departement']],
    [{ territory: 'mayotte' }, ['territory-differs /site/territory']],
    [{ goodFriday: true }, ['good-friday-elsewhere /site/goodFriday']],
    [{ rooms: 0 }, ['rooms-malformed /site/rooms']],
    [{ opening: [] }, ['opening-missing /site/opening']],
    [{ opening: [{ weekday: 8, half: 'morning' }] }, ['weekday-malformed /site/opening/0']],
    [
      {
        opening: [
          { weekday: 1, half: 'morning' },
          { weekday: 1, half: 'morning' },
        ],
      },
      ['duplicate-item /site/opening/1'],
    ],
    [
      { hours: { ...hours, morning: { start: '9h', end: '9h30' } } },
      ['time-malformed /site/hours/morning/start', 'time-malformed /site/hours/morning/end', 'hours-overlap /site/hours'],
    ],
    [{ hours: { ...hours, morning: { start: '12:30', end: '09:00' } } }, ['hours-reversed /site/hours/morning']],
    [{ hours: { ...hours, afternoon: { start: '12:00', end: '17:00' } } }, ['hours-overlap /site/hours']],
    // 2:30 does not come on the day when clocks go forward, and comes twice when they go back
    [{ hours: { ...hours, morning: { start: '02:30', end: '12:30' } } }, ['hours-at-night /site/hours/morning/start']],
    [{ hours: { ...hours, morning: { start: '05:00', end: '12:30' } } }, []],
    [{ contacts: contacts({}).slice(0, 1) }, ['contacts-too-few /site/contacts']],
    [{ contacts: contacts({ key: 'accueil' }) }, ['key-duplicate /site/contacts/1/key']],
    [{ contacts: contacts({ email: 'ACCUEIL@msp.example' }) }, ['contact-duplicate /site/contacts/1/email']],
    [{ contacts: contacts({ phone: '1' }) }, ['phone-malformed /site/contacts/1/phone']],
  ])('a fault names its field: %#', (change, expected) => {
    expect(set(change)).toEqual(expected);
  });

  test('R-32: a site lies in a zone that the collectivity knows', () => {
    expect(set({}, { siteZone: null })).toEqual(['zone-unknown /site/epci']);
  });

  test('E-28: a site outside the départements of its zone passes with a reason', () => {
    expect(set({ departement: '63' }, passing('departement-outside-zone'))).toEqual([]);
  });

  test('an overseas site keeps its own zone and territory', () => {
    const input = aSiteInput({ departement: '976', territory: 'mayotte' });
    const decision = site.decide(null, { type: 'set', site: input }, { ...facts, siteZone: aZone({ departements: ['976'] }) });
    expect(eventsOf(decision)).toMatchObject([{ state: { territory: 'mayotte', departement: '976' } }]);
  });

  test('R-31: it is ready with the seven items, and not with six', () => {
    const state = after(aSite(), { type: 'set-readiness', items: readinessItems });
    expect(isReady(state)).toBe(true);
    for (const missing of readinessItems) {
      expect(isReady(after(aSite(), { type: 'set-readiness', items: readinessItems.filter((item) => item !== missing) }))).toBe(false);
    }
    expect(eventsOf(site.decide(state, { type: 'set-readiness', items: readinessItems.toReversed() }, facts))).toEqual([]);
    expect(refusalsOf(site.decide(state, { type: 'set-readiness', items: ['room', 'room'] }, facts))).toEqual(['duplicate-item /items']);
  });

  test('what a stranger needs to get in is kept when it is known, and read as the rest is', () => {
    const known = after(null, {
      type: 'set',
      site: aSiteInput({ access: { entrance: ' Porte latérale ', parking: '', phone: '04 70 00 00 03' } }),
    });
    expect(known.access).toEqual({ entrance: 'Porte latérale', phone: '+33470000003' });
    expect(set({ access: { phone: '1' } })).toEqual(['phone-malformed /site/access/phone']);
    expect(aSite().access).toBeUndefined();
  });

  test('a change of the site keeps what is ready', () => {
    const ready = after(aSite(), { type: 'set-readiness', items: ['room'] });
    expect(after(ready, { type: 'set', site: aSiteInput({ rooms: 2 }) })).toMatchObject({ readiness: ['room'], rooms: 2 });
  });

  test.each([
    ['close', 'closed'],
    ['reopen', 'active'],
  ] as const)('%s moves as the table says, and twice is once', (type, to) => {
    for (const from of ['active', 'closed'] as const) {
      const events = eventsOf(site.decide({ ...aSite(), status: from }, { type }, facts));
      expect(events).toHaveLength(canMove(siteTransitions, from, to) ? 1 : 0);
    }
  });

  test('the journal gets no contact', () => {
    const events = eventsOf(site.decide(null, { type: 'set', site: aSiteInput() }, facts));
    expect(JSON.stringify(events.map((event) => ({ ...event, state: undefined })))).not.toMatch(/Perrin|msp\.example/);
  });

  test('nothing is ready at an unknown site', () => {
    expect(refusalsOf(site.decide(null, { type: 'close' }, facts))).toEqual(['unknown-dossier']);
  });
});
