import { civilDate } from '../../domain/dates';
import { canMove } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import { isListed, zone, zoneTransitions, type Zone, type ZoneInput, type ZoneNoun } from '../../domain/zone';
import { aZone, baseFacts, eventsOf, refusalsOf } from './reference-data';

const facts = { ...baseFacts(), sameSiren: null };
const removal = { type: 'remove', on: civilDate('2026-06-30'), source: 'Arrêté du 12 juin 2026' } as const;

function input(change: Partial<ZoneInput> = {}): ZoneInput {
  const { status: _, listedTo: __, ...rest } = aZone();
  return { ...rest, ...change };
}

function after(state: Zone | null, action: ZoneNoun['action']): Zone | null {
  return eventsOf(zone.decide(state, action, facts)).reduce(zone.evolve, state);
}

describe('zone', () => {
  test.each<[Partial<ZoneInput>, readonly string[]]>([
    [{ siren: '200071083' }, ['siren-key /zone/siren']],
    [{ siren: '732829320' }, ['epci-unusual-siren /zone/siren']],
    [{ departements: [] }, ['departement-missing /zone/departements']],
    [{ departements: ['3'] }, ['departement-malformed /zone/departements']],
    [{ population: 0 }, ['population-malformed /zone/population']],
    [{ source: '' }, ['text-empty /zone/source']],
  ])('a fault names its field: %#', (change, expected) => {
    expect(refusalsOf(zone.decide(null, { type: 'list', zone: input(change) }, facts))).toEqual(expected);
  });

  test('one SIREN is one zone', () => {
    const known = zone.decide(null, { type: 'list', zone: input() }, { ...facts, sameSiren: dossierId('z9') });
    expect(refusalsOf(known)).toEqual(['siren-known /zone/siren']);
    expect(refusalsOf(zone.decide(aZone(), { type: 'list', zone: input({ siren: '200073393' }) }, facts))).toEqual([
      'siren-fixed /zone/siren',
    ]);
  });

  test('R-32: leaving the list stops new days, not past ones', () => {
    const removed = after(aZone(), removal);
    expect(removed).toMatchObject({ status: 'removed', source: 'ARS Auvergne-Rhône-Alpes', removalSource: 'Arrêté du 12 juin 2026' });
    expect(removed !== null && isListed(removed, civilDate('2026-06-30'))).toBe(true);
    expect(removed !== null && isListed(removed, civilDate('2026-07-01'))).toBe(false);
  });

  test('R-32: a zone that comes back keeps the days of before', () => {
    const back = after(after(aZone(), removal), { type: 'list', zone: input({ listedFrom: civilDate('2027-01-01') }) });
    const on = (date: string): boolean => back !== null && isListed(back, civilDate(date));
    expect([on('2026-06-30'), on('2026-12-31'), on('2027-01-01')]).toEqual([true, false, true]);
    const overlap = zone.decide(after(aZone(), removal), { type: 'list', zone: input() }, facts);
    expect(refusalsOf(overlap)).toEqual(['listing-overlap /zone/listedFrom']);
  });

  test('E-28: a listed zone may be corrected, and the same listing twice is one event', () => {
    expect(after(aZone(), { type: 'list', zone: input({ name: 'CA Montluçon' }) })?.name).toBe('CA Montluçon');
    expect(eventsOf(zone.decide(aZone(), { type: 'list', zone: input() }, facts))).toEqual([]);
  });

  test.each(['listed', 'removed'] as const)('from %s, removal is taken or refused as the table says', (status) => {
    const listedTo = status === 'removed' ? civilDate('2026-01-01') : null;
    const decision = zone.decide(aZone({ status, listedTo }), removal, facts);
    expect(decision.ok).toBe(canMove(zoneTransitions, status, 'removed'));
  });

  test('an unknown zone cannot leave the list, nor one before it was on it', () => {
    expect(refusalsOf(zone.decide(null, removal, facts))).toEqual(['unknown-dossier']);
    expect(refusalsOf(zone.decide(aZone(), { ...removal, on: civilDate('2025-01-01') }, facts))).toEqual(['dates-reversed /on']);
  });
});
