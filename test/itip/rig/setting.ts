import { civilDate, halves, timeZone } from '../../../domain/dates';
import type { Refusal } from '../../../domain/decision';
import { fictionalRpps } from '../../../domain/identifiers';
import { dossierId } from '../../../domain/ids';
import { readinessItems } from '../../../domain/site';
import { anEngagement, dayFacts } from '../../domain/day-builders';
import { aProgramme, aZone } from '../../domain/reference-data';
import type { Rig } from '../../rig';

export const doctors = ['claire', 'hugo', 'nadia'] as const;
export const doctorMail = (name: (typeof doctors)[number]): string => `${name}@medecin.example`;
export const siteMails = ['ines@site.example', 'luc@site.example'] as const;
export const engagementOf = (name: (typeof doctors)[number]): string => `engagement-${doctors.indexOf(name) + 1}`;

/** Three volunteers under one convention, and one ready site with two contacts. */
export async function rigSetting({ context, collectivity, given }: Rig): Promise<void> {
  const hours = { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '18:00' } };
  const opening = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => halves.map((half) => ({ weekday, half })));
  const { siren, name, departements, region, population, listedFrom, source } = aZone();
  const outcomes: { readonly refusals: readonly Refusal[] }[] = [
    await given('zone', 'zone-1', { type: 'list', zone: { siren, name, departements, region, population, listedFrom, source } }),
    await given('site', 'site-1', {
      type: 'set',
      site: {
        name: 'MSP des Deux Rives',
        type: 'msp',
        address: '2 rue du Pont, 03100 Montluçon',
        epci: siren,
        departement: '03',
        zone: timeZone('Europe/Paris'),
        territory: 'metropole',
        goodFriday: false,
        opening,
        rooms: 3,
        hours,
        contacts: siteMails.map((email, n) => ({ key: `c${n + 1}`, name: `Contact ${n + 1}`, email, phone: `04 70 00 00 0${n + 1}` })),
      },
    }),
    await given('site', 'site-1', { type: 'set-readiness', items: readinessItems }),
    await given('programme', 'programme-1', {
      type: 'set',
      programme: aProgramme({ certificates: [], caps: { monthlySoft: null, monthlyHard: 4 } }),
    }),
  ];
  for (const [n, each] of doctors.entries())
    outcomes.push(
      await given('person', `doctor-${n + 1}`, {
        type: 'set',
        person: {
          familyName: 'Martin',
          givenName: each,
          email: doctorMail(each),
          phone: '06 00 00 00 01',
          rpps: fictionalRpps(n + 1),
          specialty: 'Médecine générale',
          practice: 'retired',
          registration: '03',
          volunteer: true,
          locum: false,
        },
      }),
    );
  const refused = outcomes.flatMap(({ refusals }) => refusals);
  if (refused.length > 0) throw new Error(`the setting was refused: ${refused.map(({ code }) => code).join(', ')}`);
  const common = { collectivity, version: 1, closed: false, next_due: null };
  await context.db.transaction(collectivity, async (tx) => {
    const convention = JSON.stringify(dayFacts().convention);
    await tx
      .insertInto('conventions')
      .values({ ...common, status: 'in-force', id: 'convention-1', body: convention })
      .execute();
    for (const [n] of doctors.entries()) {
      const body = JSON.stringify(anEngagement({ doctor: dossierId(`doctor-${n + 1}`), from: civilDate('2026-01-01') }));
      await tx
        .insertInto('engagements')
        .values({ ...common, status: 'active', id: `engagement-${n + 1}`, body })
        .execute();
    }
  });
}
