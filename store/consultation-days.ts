import type { Day, DayFacts, HeldHalf } from '../domain/consultation-day';
import type { Convention } from '../domain/convention';
import { budgetOf } from '../domain/convention-budget';
import { civilDate, firstDay, lastDay, monthOf, yearOf, type CivilDate } from '../domain/dates';
import { keepsSlot } from '../domain/day-record';
import type { Engagement } from '../domain/engagement';
import { dossierId, type DossierId, type EngagementId, type SiteId } from '../domain/ids';
import type { Command } from '../domain/nouns';
import type { Cents } from '../domain/money';
import type { Person } from '../domain/person';
import type { Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import { committedIn } from './convention-credits';
import type { Tx } from './db';
import { heldBy, statesAt, type Records } from './records';
import { zoneOf } from './zones';

type Action = Command<'consultation-day'>['action'];
type Where = { readonly engagement: EngagementId; readonly site: SiteId; readonly date: CivilDate };

/** Who and where a command is about: a proposal or a move says it first, then the record. */
function whereOf(state: Day | null, action: Action): Where | null {
  if (action.type === 'propose' || action.type === 'open-covered') return action;
  if (state === null) return null;
  return action.type === 'move' ? { engagement: state.engagement, site: action.site ?? state.site, date: action.date } : state;
}

/** The site that calendars, or the record until now, still show while the day is elsewhere. */
function formerSiteOf(state: Day | null, action: Action, site: SiteId): SiteId | null {
  const former = action.type === 'move' ? state?.site : (state?.entry?.site ?? state?.site);
  return former === undefined || former === site ? null : former;
}

export const consultationDays: Records<'consultation-day'> = {
  table: 'consultation_days',
  locks: (state, action) => {
    const where = whereOf(state, action);
    return { people: state === null ? [] : [state.doctor], sites: where === null ? [] : [where.site] };
  },
  holdings: (day) => {
    const { doctor, site, room, date, halves, host } = day;
    if (keepsSlot(day.status))
      return halves.flatMap((half) => [
        { holder: doctor, slot: 0, date, half },
        { holder: site, slot: room, date, half },
      ]);
    // the room of a day whose doctor cancelled waits for the one that its cover finds
    return host?.outcome === 'searching' ? halves.map((half) => ({ holder: site, slot: room, date, half, for: host.cover })) : [];
  },
  facts: async (tx, base, state, action) => {
    const where = whereOf(state, action);
    return where === null
      ? nothing(base.dossier)
      : factsAt(tx, where, {
          dossier: base.dossier,
          former: formerSiteOf(state, action, where.site),
          locksDoctor: state === null,
          asks: asksSlot(action),
        });
  },
};

function nothing(dossier: DossierId): DayFacts {
  return {
    engagementId: dossier,
    engagement: null,
    programme: null,
    convention: null,
    doctor: null,
    siteId: dossier,
    site: null,
    siteZone: null,
    formerSite: null,
    held: [],
  };
}

type Asked = { readonly dossier: DossierId; readonly former: SiteId | null; readonly locksDoctor: boolean; readonly asks: boolean };

function asksSlot({ type }: Action): boolean {
  return type === 'propose' || type === 'move';
}

async function factsAt(
  tx: Tx,
  { engagement: engagementId, site: siteId, date }: Where,
  { dossier, former, locksDoctor, asks }: Asked,
): Promise<DayFacts> {
  const first = await statesAt(tx, [
    { table: 'engagements', id: engagementId },
    { table: 'sites', id: siteId },
    ...(former === null ? [] : [{ table: 'sites' as const, id: former }]),
  ]);
  const engagement = first<Engagement>('engagements', engagementId);
  // two proposals for one doctor at two sites wait for each other; the doctor of a new day is known here first
  if (engagement !== null && locksDoctor)
    await tx.selectFrom('people').select('id').where('id', '=', engagement.doctor).forUpdate().execute();
  const parties = engagement === null ? { doctor: null, programme: null, convention: null } : await partiesOf(tx, engagement);
  const site = first<Site>('sites', siteId);
  const left = former === null ? null : first<Site>('sites', former);
  const holders = [siteId, ...(engagement === null ? [] : [engagement.doctor])];
  const committed = asks ? await committedAt(tx, { engagement, convention: parties.convention, date, dossier }) : null;
  const held = await heldBy(tx, holders, firstDay(monthOf(date)), lastDay(monthOf(date)), dossier);
  return {
    engagementId,
    engagement,
    ...parties,
    siteId,
    site,
    siteZone: site === null ? null : await zoneOf(tx, site.epci),
    formerSite: former === null || left === null ? null : { id: former, site: left },
    committed,
    held: held.map((row) => heldHalf(row, siteId)),
  };
}

type Budgeted = {
  readonly engagement: Engagement | null;
  readonly convention: Convention | null;
  readonly date: CivilDate;
  readonly dossier: DossierId;
};

/** only where credits are recorded for the year; two days that ask for the last of them wait for each other. */
async function committedAt(tx: Tx, { engagement, convention, date, dossier }: Budgeted): Promise<Cents | null> {
  const year = yearOf(date);
  const isWatched = engagement !== null && (budgetOf(convention?.budgets, year)?.credits ?? null) !== null;
  if (!isWatched) return null;
  await tx.selectFrom('conventions').select('id').where('id', '=', engagement.convention).forUpdate().execute();
  return committedIn(tx, engagement.convention, year, dossier);
}

async function partiesOf(
  tx: Tx,
  { doctor, programme, convention }: Engagement,
): Promise<Pick<DayFacts, 'doctor' | 'programme' | 'convention'>> {
  const read = await statesAt(tx, [
    { table: 'people', id: doctor },
    { table: 'programmes', id: programme },
    { table: 'conventions', id: convention },
  ]);
  return {
    doctor: read<Person>('people', doctor),
    programme: read<Programme>('programmes', programme),
    convention: read<Convention>('conventions', convention),
  };
}

function heldHalf({ date, half, slot, holder, dossier, practice }: Awaited<ReturnType<typeof heldBy>>[number], site: SiteId): HeldHalf {
  return {
    date: civilDate(date),
    half: half === 'morning' ? 'morning' : 'afternoon',
    slot,
    holder: holder === site ? 'room' : 'doctor',
    dossier: dossierId(dossier),
    practice: practice === true,
  };
}
