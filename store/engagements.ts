import { sql } from 'kysely';
import type { Convention } from '../domain/convention';
import { civilDate, type CivilDate } from '../domain/dates';
import type { BaseFacts } from '../domain/decision';
import type { Engagement, EngagementFacts } from '../domain/engagement';
import type { YearRecap } from '../domain/engagement-recap';
import { authorisationOf, isOver, type Scope } from '../domain/engagement-record';
import { dossierId, type DossierId, type EngagementId } from '../domain/ids';
import type { Command } from '../domain/nouns';
import type { Person } from '../domain/person';
import type { Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import type { Tx } from './db';
import { yearRecap } from './engagement-recap';
import { stateOf, statesOf, type Records } from './records';
import { stored } from './stored';

type Action = Command<'engagement'>['action'];

/** Whom and what a command is about: the opening says it first, then the record; a withdrawn engagement may be opened anew. */
function subject(state: Engagement | null, action: Action): Pick<Engagement, 'doctor' | 'programme' | 'convention' | 'sites'> | null {
  return action.type === 'open' ? action : state;
}

export const engagements: Records<'engagement'> = {
  table: 'engagements',
  locks: (state, action) => ({ people: [subject(state, action)?.doctor].filter((id) => id !== undefined) }),
  facts: async (tx, base, state, action): Promise<EngagementFacts> => {
    const about = subject(state, action);
    const days = state === null ? [] : await daysToCome(tx, base);
    if (about === null) return { doctor: null, programme: null, convention: null, places: {}, days };
    const declared = action.type === 'declare-site' ? [action.site] : [];
    return {
      doctor: await stateOf<Person>(tx, 'people', about.doctor),
      programme: await stateOf<Programme>(tx, 'programmes', about.programme),
      convention: await stateOf<Convention>(tx, 'conventions', about.convention),
      places: Object.fromEntries(await statesOf<Site>(tx, 'sites', [...about.sites, ...declared])),
      days,
      recap: await recapOf(tx, base, state, action),
    };
  },
};

async function recapOf(tx: Tx, { dossier }: BaseFacts, state: Engagement | null, action: Action): Promise<YearRecap | null> {
  const isDue = action.type === 'fall-due' && action.due === 'yearly-recap';
  const year = action.type === 'send-recap' ? action.year : isDue ? Number(action.item) : null;
  return state === null || year === null ? null : yearRecap(tx, dossier, state.doctor, year);
}

/** The days of this engagement that it may still take back. */
async function daysToCome(tx: Tx, { dossier, today }: BaseFacts): Promise<EngagementFacts['days']> {
  const rows = await tx
    .selectFrom('consultation_days')
    .select(['id', sql<string>`body ->> 'site'`.as('site'), sql<string>`body ->> 'date'`.as('date')])
    .where(sql<string>`body ->> 'engagement'`, '=', dossier)
    .where(sql<string>`body ->> 'date'`, '>=', today)
    .where('closed', '=', false)
    .orderBy('id')
    .execute();
  return rows.map(({ id, site, date }) => ({ id: dossierId(id), site: dossierId(site), date: civilDate(date) }));
}

export type Authorised = {
  readonly dossier: EngagementId;
  readonly scope: Scope;
  readonly doctor: Person;
  readonly site: Site | null;
  readonly since: CivilDate | null;
};

/** whom the councils of these départements have authorised, and may oppose later on. */
export async function authorisedBy(tx: Tx, departements: readonly string[]): Promise<readonly Authorised[]> {
  const rows = await tx.selectFrom('engagements').select(['id', 'body']).where('closed', '=', false).orderBy('id').execute();
  const all = rows.map(({ id, body }) => ({ id: dossierId(id), state: stored<Engagement>(body) })).filter(({ state }) => !isOver(state)); // one that is over stays open until its last year is recalled
  const agreed = all.flatMap(({ id, state }) =>
    (['registration', ...state.sites] as const)
      .filter((scope) => authorisationOf(state, scope).status === 'authorised')
      .map((scope) => ({ dossier: id, scope, doctor: state.doctor, since: authorisationOf(state, scope).answeredOn })),
  );
  const doctors = await statesOf<Person>(tx, 'people', [...new Set(agreed.map(({ doctor }) => doctor))]);
  const sites = await statesOf<Site>(tx, 'sites', [...new Set(agreed.map(({ scope }) => scope))]);
  return agreed.flatMap(({ dossier, scope, since, doctor: id }) => {
    const doctor = doctors.get(id);
    const site = sites.get(scope) ?? null;
    const departement = scope === 'registration' ? doctor?.registration : site?.departement;
    return doctor === undefined || departement === undefined || !departements.includes(departement)
      ? []
      : [{ dossier, scope, doctor, site, since }];
  });
}

/** Those of these engagements that are not over. */
export async function running(tx: Tx, ids: readonly DossierId[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('engagements')
    .select('id')
    .where('id', 'in', [...ids])
    .where('status', '!=', 'withdrawn')
    .execute();
  return rows.map(({ id }) => id);
}
