import { civilDate, halves, timeZone } from '../domain/dates';
import { dossierId } from '../domain/ids';
import { fictionalRpps } from '../domain/identifiers';
import { readinessItems } from '../domain/site';
import { anEngagement, dayFacts } from './domain/day-builders';
import { aProgramme } from './domain/reference-data';
import type { Rig } from './rig';

/** Three doctors with an engagement, and one ready site with three rooms. */
export async function daySetting({ context, collectivity, given }: Rig): Promise<void> {
  const hours = { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '18:00' } };
  const opening = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => halves.map((half) => ({ weekday, half })));
  const contacts = [
    { key: 'c1', name: 'Inès Petit', email: 'ines@site.example', phone: '04 70 00 00 01' },
    { key: 'c2', name: 'Luc Faure', email: 'luc@site.example', phone: '04 70 00 00 02' },
  ];
  const doctors = ['claire', 'hugo', 'nadia'].map(
    (name, n) =>
      ({
        familyName: 'Martin',
        givenName: name,
        email: `${name}@medecin.example`,
        phone: '06 00 00 00 01',
        rpps: fictionalRpps(n + 1),
        specialty: 'Médecine générale',
        practice: 'retired',
        registration: '03',
        volunteer: true,
        locum: false,
      }) as const,
  );
  const done = [
    await given('zone', 'zone-1', {
      type: 'list',
      zone: {
        siren: '200071082',
        name: 'CA Montluçon Communauté',
        departements: ['03'],
        region: 'Auvergne-Rhône-Alpes',
        population: 59142,
        listedFrom: civilDate('2025-06-27'),
        source: 'ARS Auvergne-Rhône-Alpes',
      },
    }),
    await given('site', 'site-1', {
      type: 'set',
      site: {
        name: 'MSP des Deux Rives',
        type: 'msp',
        address: '2 rue du Pont, 03100 Montluçon',
        epci: '200071082',
        departement: '03',
        zone: timeZone('Europe/Paris'),
        territory: 'metropole',
        goodFriday: false,
        opening,
        rooms: 3,
        hours,
        contacts,
      },
    }),
    await given('site', 'site-1', { type: 'set-readiness', items: readinessItems }),
    await given('programme', 'programme-1', {
      type: 'set',
      programme: aProgramme({ certificates: [], caps: { monthlySoft: null, monthlyHard: 4 } }),
    }),
  ];
  for (const [n, person] of doctors.entries())
    expect((await given('person', `doctor-${n + 1}`, { type: 'set', person })).refusals).toEqual([]);
  expect(done.flatMap(({ refusals }) => refusals)).toEqual([]);
  const { convention } = dayFacts();
  const common = { collectivity, version: 1, closed: false, next_due: null };
  await context.db.transaction(collectivity, async (tx) => {
    await tx
      .insertInto('conventions')
      .values({ ...common, status: 'in-force', id: 'convention-1', body: JSON.stringify(convention) })
      .execute();
    for (const [n] of doctors.entries())
      await tx
        .insertInto('engagements')
        .values({
          ...common,
          status: 'active',
          id: `engagement-${n + 1}`,
          body: JSON.stringify(anEngagement({ doctor: dossierId(`doctor-${n + 1}`) })),
        })
        .execute();
  });
}
