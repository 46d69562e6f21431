import { civilDate } from '../../domain/dates';
import { collectivityId, dossierId } from '../../domain/ids';
import { readinessItems } from '../../domain/site';
import type { Database } from '../../store/db';
import { person, programme, site, zone } from '../api/reference-bodies';
import { anEngagement, dayFacts } from '../domain/day-builders';

type Post = (path: string, body: object) => Promise<{ readonly status: number; readonly body: { readonly id: string } }>;

export const engagement = 'engagement-1';
export const doctorMail = person.email;
const [contact] = site.contacts;
if (contact === undefined) throw new Error('a site has contacts');
export const contactMail = contact.email;

/** What allows a day: reference data by the API; a convention in force and an active engagement as if they were years old. Gives the site's id. */
export async function daySetting(post: Post, db: Database, collectivity: string): Promise<string> {
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await post(path, body);
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  await made('/zones', { zone });
  const siteId = await made('/sites', { site });
  await made(`/sites/${siteId}/readiness`, { items: readinessItems });
  const doctor = await made('/people', { person: { ...person, practice: 'retired' } });
  const programmeId = await made('/programmes', { programme: { ...programme, certificates: [], gates: ['zone-listed'] } });
  const rows = {
    conventions: ['convention-1', { ...dayFacts().convention, programmes: [dossierId(programmeId)], status: 'in-force' }],
    engagements: [
      engagement,
      anEngagement({
        doctor: dossierId(doctor),
        programme: dossierId(programmeId),
        sites: [dossierId(siteId)],
        from: civilDate('2026-01-01'),
      }),
    ],
  } as const;
  for (const table of ['conventions', 'engagements'] as const) {
    const [id, state] = rows[table];
    const { status } = state;
    await db.transaction(collectivityId(collectivity), (tx) =>
      tx
        .insertInto(table)
        .values({ collectivity, id, version: 1, closed: false, next_due: null, status, body: JSON.stringify(state) })
        .execute(),
    );
  }
  return siteId;
}
