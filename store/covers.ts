import { sql } from 'kysely';
import type { Convention } from '../domain/convention';
import type { CoverFacts } from '../domain/cover';
import type { Held, Locum, Volunteer } from '../domain/cover-candidates';
import type { CoverRecord, CoverSlot } from '../domain/cover-record';
import { civilDate, firstDay, lastDay, monthOf, type HalfDay } from '../domain/dates';
import type { Engagement } from '../domain/engagement';
import { dossierId, type DossierId, type EngagementId, type PersonId } from '../domain/ids';
import type { Command } from '../domain/nouns';
import type { Person } from '../domain/person';
import type { Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import type { Tx } from './db';
import { heldBy, stateOf, statesOf, type Holding, type Records } from './records';
import { zoneOf } from './zones';

type Action = Command<'cover'>['action'];

export const covers: Records<'cover'> = {
  table: 'covers',
  locks: (state, action) => {
    const site = action.type === 'open' ? action.site : state?.site;
    return { people: action.type === 'answer' ? [action.ref] : [], sites: site === undefined ? [] : [site] };
  },
  holdings,
  facts: async (tx, base, state, action) => {
    const slot = action.type === 'open' ? action : state;
    return slot === null ? nothing : factsFor(tx, { slot, state, action, cover: base.dossier });
  },
};

const nothing: CoverFacts = { site: null, doctor: null, people: {}, volunteers: [], locums: [], taken: [] };

/** the room waits while somebody is looked for; an acceptance books doctor and room for the day that it opens, in one transaction. */
function holdings(state: CoverRecord): readonly Holding[] {
  const { status, track, room, site, date, halves, accepted, booking } = state;
  if (track === 'host' && room !== null && (status === 'searching' || status === 'escalated'))
    return halves.map((half) => ({ holder: site, slot: room, date, half }));
  if (accepted === null) return [];
  if (track === 'practice') return halves.map((half) => ({ holder: accepted.ref, slot: 0, date, half, practice: true }));
  const { newDay, room: given } = accepted;
  if (!booking || newDay === null || given === null) return [];
  return halves.flatMap((half) => [
    { holder: accepted.ref, slot: 0, date, half, for: newDay },
    { holder: site, slot: given, date, half, for: newDay },
  ]);
}

type Asked = { readonly slot: CoverSlot; readonly state: CoverRecord | null; readonly action: Action; readonly cover: DossierId };

async function factsFor(tx: Tx, asked: Asked): Promise<CoverFacts> {
  const { slot, state, action, cover } = asked;
  const site = await stateOf<Site>(tx, 'sites', slot.site);
  const doctor = await stateOf<Person>(tx, 'people', slot.doctor);
  const answering = action.type === 'answer' && action.answer === 'accept' ? action.ref : null;
  const volunteers = site === null || slot.track !== 'host' ? [] : await volunteersAsked(tx, asked, site, answering);
  const locums =
    slot.track === 'practice' && (action.type === 'answer-practice' || action.type === 'locum-barred' || answering !== null)
      ? await locumsOf(tx, slot, cover, answering)
      : [];
  const people = await statesOf<Person>(tx, 'people', state === null ? [] : [...new Set(everAsked(state))]);
  return {
    site,
    doctor,
    volunteers,
    locums,
    people: {
      ...Object.fromEntries(people),
      ...Object.fromEntries(volunteers.map((each) => [each.known.engagement.doctor, each.known.doctor])),
      ...Object.fromEntries(locums.map(({ id, person }) => [id, person])),
    },
    taken: answering !== null && slot.track === 'host' ? await roomsTaken(tx, slot, cover) : [],
  };
}

function everAsked({ tiers, accepted }: CoverRecord): readonly PersonId[] {
  return [...tiers.flat().map(({ person }) => person), ...(accepted === null ? [] : [accepted.ref])];
}

async function volunteersAsked(tx: Tx, asked: Asked, site: Site, answering: PersonId | null): Promise<readonly Volunteer[]> {
  return asked.action.type === 'open' ? sameConvention(tx, asked.slot, site, asked.cover) : volunteerWho(tx, asked, site, answering);
}

async function sameConvention(tx: Tx, slot: CoverSlot, site: Site, cover: DossierId): Promise<readonly Volunteer[]> {
  const left = await stateOf<Engagement>(tx, 'engagements', slot.engagement);
  if (left === null) return [];
  const rows = await tx
    .selectFrom('engagements')
    .select('id')
    .where('status', '=', 'active')
    .where(sql<string>`body ->> 'convention'`, '=', left.convention)
    .where('id', '!=', slot.engagement)
    .orderBy('id')
    .execute();
  return volunteersFor(
    tx,
    rows.map(({ id }) => dossierId(id)),
    { slot, site, cover },
  );
}

async function volunteerWho(tx: Tx, { slot, state, cover }: Asked, site: Site, ref: PersonId | null): Promise<readonly Volunteer[]> {
  const engagement = state?.tiers.flat().find(({ person }) => person === ref)?.engagement ?? null;
  return engagement === null ? [] : volunteersFor(tx, [engagement], { slot, site, cover });
}

type Where = { readonly slot: CoverSlot; readonly site: Site; readonly cover: DossierId };

async function volunteersFor(tx: Tx, ids: readonly EngagementId[], { slot, site, cover }: Where): Promise<readonly Volunteer[]> {
  const engagements = await statesOf<Engagement>(tx, 'engagements', ids);
  const all = [...engagements.values()];
  const doctors = await statesOf<Person>(tx, 'people', [...new Set(all.map(({ doctor }) => doctor))]);
  const programmes = await statesOf<Programme>(tx, 'programmes', [...new Set(all.map(({ programme }) => programme))]);
  const conventions = await statesOf<Convention>(tx, 'conventions', [...new Set(all.map(({ convention }) => convention))]);
  const zone = await zoneOf(tx, site.epci);
  const held = await heldInMonth(tx, [...doctors.keys()], slot, cover);
  return ids.flatMap((id) => {
    const engagement = engagements.get(id);
    const doctor = engagement && doctors.get(engagement.doctor);
    const programme = engagement && programmes.get(engagement.programme);
    const convention = engagement && conventions.get(engagement.convention);
    if (engagement === undefined || doctor === undefined || programme === undefined || convention === undefined) return [];
    return [
      {
        engagement: id,
        known: { engagement, programme, convention, zone, siteId: slot.site, site, doctor },
        held: held(engagement.doctor),
      },
    ];
  });
}

async function locumsOf(tx: Tx, slot: CoverSlot, cover: DossierId, only: PersonId | null): Promise<readonly Locum[]> {
  const query = tx
    .selectFrom('people')
    .select('id')
    .where(sql<string>`body ->> 'locum'`, '=', 'true')
    .orderBy('id');
  const rows = await (only === null ? query : query.where('id', '=', only)).execute();
  const people = await statesOf<Person>(
    tx,
    'people',
    rows.map(({ id }) => id),
  );
  const held = await heldInMonth(tx, [...people.keys()], slot, cover);
  return [...people].map(([id, person]) => ({ id: dossierId(id), person, held: held(id) }));
}

async function heldInMonth(tx: Tx, people: readonly string[], { date }: CoverSlot, cover: DossierId): Promise<(person: string) => Held> {
  const rows = await heldBy(tx, people, firstDay(monthOf(date)), lastDay(monthOf(date)), cover);
  return (person) =>
    rows
      .filter(({ holder }) => holder === person)
      .map((row) => ({ ...halfDay(row), practice: row.practice === true, dossier: dossierId(row.dossier) }));
}

async function roomsTaken(tx: Tx, { site, date }: CoverSlot, cover: DossierId): Promise<CoverFacts['taken']> {
  const rows = await heldBy(tx, [site], date, date, cover);
  return rows.map((row) => ({ ...halfDay(row), slot: row.slot }));
}

function halfDay({ date, half }: Holding): HalfDay {
  return { date: civilDate(date), half: half === 'morning' ? 'morning' : 'afternoon' };
}
