import { halves } from '../domain/dates';
import type { Refusal } from '../domain/decision';
import { dossierId } from '../domain/ids';
import { fictionalRpps } from '../domain/identifiers';
import { readinessItems, type SiteInput } from '../domain/site';
import type { ZoneInput } from '../domain/zone';
import { anEngagement, dayFacts } from './domain/day-builders';
import { aPersonInput, aProgramme, aSiteInput, aZone } from './domain/reference-data';
import type { Rig } from './rig';

export const doctors = ['claire', 'hugo', 'nadia'] as const;
export const doctorMail = (name: (typeof doctors)[number]): string => `${name}@medecin.example`;
export const engagementOf = (name: (typeof doctors)[number]): string => `engagement-${doctors.indexOf(name) + 1}`;
export const siteMails = ['ines@site.example', 'luc@site.example'] as const;

export function aZoneInput(): ZoneInput {
  const { siren, name, departements, region, population, listedFrom, source } = aZone();
  return { siren, name, departements, region, population, listedFrom, source };
}

/** Open on every half-day of the week, with two contacts. */
export function anOpenSite(rooms: number): SiteInput {
  return aSiteInput({
    name: 'MSP des Deux Rives',
    address: '2 rue du Pont, 03100 Montluçon',
    opening: ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => halves.map((half) => ({ weekday, half }))),
    rooms,
    hours: { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '18:00' } },
    contacts: [
      { key: 'c1', name: 'Inès Petit', email: siteMails[0], phone: '04 70 00 00 01' },
      { key: 'c2', name: 'Luc Faure', email: siteMails[1], phone: '04 70 00 00 02' },
    ],
  });
}

/** Three doctors with an engagement, and one ready site with three rooms. */
export async function daySetting({ context, collectivity, given }: Pick<Rig, 'context' | 'collectivity' | 'given'>): Promise<void> {
  const done: { readonly refusals: readonly Refusal[] }[] = [
    await given('zone', 'zone-1', { type: 'list', zone: aZoneInput() }),
    await given('site', 'site-1', { type: 'set', site: anOpenSite(3) }),
    await given('site', 'site-1', { type: 'set-readiness', items: readinessItems }),
    await given('programme', 'programme-1', {
      type: 'set',
      programme: aProgramme({ certificates: [], caps: { monthlySoft: null, monthlyHard: 4 } }),
    }),
  ];
  for (const [n, name] of doctors.entries()) {
    const named = { familyName: 'Martin', givenName: name, email: doctorMail(name), rpps: fictionalRpps(n + 1) };
    done.push(await given('person', `doctor-${n + 1}`, { type: 'set', person: aPersonInput({ ...named, practice: 'retired' }) }));
  }
  const refused = done.flatMap(({ refusals }) => refusals);
  if (refused.length > 0) throw new Error(`the setting was refused: ${refused.map(({ code }) => code).join(', ')}`);
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
