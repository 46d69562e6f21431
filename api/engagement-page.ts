import { frenchDate } from '../domain/dates';
import type { Engagement } from '../domain/engagement';
import type { Scope } from '../domain/engagement-record';
import { dossierId } from '../domain/ids';
import { fullName, type Person } from '../domain/person';
import type { Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import type { Tx } from '../store/db';
import type { Link } from '../store/links';
import { stateOf, statesOf } from '../store/records';

export const scopeOf = (scope: string): Scope => (scope === 'registration' ? scope : dossierId(scope));

export type EngagementPage = {
  readonly engagement: Engagement;
  readonly doctor: Person;
  readonly facts: readonly (readonly [string, string])[];
};

/** What every page of an engagement shows of it; of its sites, the one that the link is about. */
export async function loadEngagement(tx: Tx, { dossier, item }: Link): Promise<EngagementPage | null> {
  const engagement = await stateOf<Engagement>(tx, 'engagements', dossier);
  const doctor = engagement === null ? null : await stateOf<Person>(tx, 'people', engagement.doctor);
  if (engagement === null || doctor === null) return null;
  const programme = await stateOf<Programme>(tx, 'programmes', engagement.programme);
  const places = await statesOf<Site>(
    tx,
    'sites',
    engagement.sites.filter((site) => item === null || item === 'registration' || item === site),
  );
  const facts: EngagementPage['facts'] = [
    ['Médecin', `Dr ${fullName(doctor)}`],
    ['Dispositif', programme?.label ?? ''],
    ['Période', `du ${frenchDate(engagement.from)} au ${frenchDate(engagement.to)}`],
    ...[...places.values()].map(({ name, address }) => ['Lieu', `${name}, ${address}`] as const),
  ];
  return { engagement, doctor, facts };
}
