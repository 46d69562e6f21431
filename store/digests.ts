import type { Audience, WaitingLine } from '../domain/digest';
import { halves, instant, isCivilDate, plus, type Half, type Instant } from '../domain/dates';
import type { BaseFacts, Party } from '../domain/decision';
import { dossierId } from '../domain/ids';
import type { Noun } from '../domain/nouns';
import { personParty, type Person } from '../domain/person';
import { contactParties, type Site } from '../domain/site';
import { waitingKinds } from '../domain/waiting';
import type { Tx } from './db';
import { stateOf, statesAt, statesOf, type Records } from './records';
import { stored } from './stored';

type Known = { readonly audience: Audience; readonly owner: string };

export const digests: Records<'digest'> = {
  table: 'digests',
  facts: async (tx, base, state, action) => {
    const known: Known | null = action.type === 'notice' ? action : state;
    if (known === null) return { recipients: [], waiting: [], mailed: [] };
    const sends = action.type !== 'notice';
    return {
      recipients: sends ? await recipientsOf(tx, base, known) : [],
      waiting: sends || known.audience === 'doctor' ? await waitingFor(tx, known) : [],
      mailed: known.audience === 'doctor' ? await mailedTo(tx, base, known.owner) : [],
    };
  },
};

async function recipientsOf(tx: Tx, { collectivity }: BaseFacts, { audience, owner }: Known): Promise<readonly Party[]> {
  switch (audience) {
    case 'doctor': {
      const person = await stateOf<Person>(tx, 'people', owner);
      return person === null ? [] : [personParty(dossierId(owner), person)];
    }
    case 'site': {
      const site = await stateOf<Site>(tx, 'sites', owner);
      return site === null ? [] : contactParties(dossierId(owner), site);
    }
    case 'council':
      return Object.values(collectivity.cdoms)
        .filter(({ ref }) => ref === owner)
        .slice(0, 1);
    case 'desk':
      return [{ ref: 'contact', name: collectivity.contact.name, email: collectivity.contact.email }];
  }
}

async function mailedTo(tx: Tx, { now }: BaseFacts, ref: string): Promise<readonly Instant[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select('created_at')
    .where('ref', '=', ref)
    .where('created_at', '>', plus(now, { days: -30 }))
    .orderBy('created_at')
    .execute();
  return rows.map(({ created_at: at }) => instant(at));
}

type Row = {
  readonly noun: string;
  readonly dossier: string;
  readonly what: string;
  readonly until: string | null;
  readonly detail: unknown;
};

/** The tasks of that owner that its mail and its page list, soonest first. */
export async function waitingFor(tx: Tx, { audience, owner }: Known): Promise<readonly WaitingLine[]> {
  const all = tx
    .selectFrom('next_actions')
    .select(['noun', 'dossier', 'what', 'until', 'detail'])
    .orderBy('until')
    .orderBy('dossier')
    .orderBy('key');
  const rows: readonly Row[] = await (
    audience === 'desk'
      ? all.where('owner_kind', '=', 'role')
      : all.where('owner_kind', '=', 'party').where('owner', '=', owner).where('what', 'in', waitingKinds)
  ).execute();
  return linesOf(tx, rows);
}

const places = {
  'consultation-day': 'consultation_days',
  cover: 'covers',
  engagement: 'engagements',
  creditor: 'creditors',
  convention: 'conventions',
  'signature-round': 'signature_rounds',
} as const;
type Placed = keyof typeof places;

function isPlaced(noun: string): noun is Placed {
  return Object.hasOwn(places, noun);
}

function tableOf(noun: string): (typeof places)[Placed] | null {
  return isPlaced(noun) ? places[noun] : null;
}

type Body = {
  readonly date?: unknown;
  readonly halves?: unknown;
  readonly site?: unknown;
  readonly doctor?: unknown;
  readonly number?: unknown;
  readonly title?: unknown;
};

/** Days, covers and engagements say when, where and who, a convention its number and its title; of other dossiers the task alone speaks. */
async function linesOf(tx: Tx, rows: readonly Row[]): Promise<readonly WaitingLine[]> {
  const found = await statesAt(
    tx,
    rows.flatMap(({ noun, dossier }) => {
      const table = tableOf(noun);
      return table === null ? [] : [{ table, id: dossier }];
    }),
  );
  const bodies = rows.map(({ noun, dossier }) => {
    const table = tableOf(noun);
    return table === null ? null : found<Body>(table, dossier);
  });
  const idsOf = (key: 'site' | 'doctor'): readonly string[] => [
    ...new Set(bodies.map((body) => body?.[key]).filter((id) => typeof id === 'string')),
  ];
  const sites = await statesOf<Site>(tx, 'sites', idsOf('site'));
  const doctors = await statesOf<Person>(tx, 'people', idsOf('doctor'));
  return rows.map((row, n) => lineOf(row, bodies[n] ?? null, sites, doctors));
}

function lineOf(
  { noun, dossier, what, until, detail }: Row,
  body: Body | null,
  sites: ReadonlyMap<string, Site>,
  doctors: ReadonlyMap<string, Person>,
): WaitingLine {
  const { date, halves: asked, site, doctor, number, title } = body ?? {};
  const called = [number, title].filter((each) => typeof each === 'string' && each !== '').join(', ');
  const person = typeof doctor === 'string' ? doctors.get(doctor) : undefined;
  return {
    noun: stored<Noun>(noun),
    dossier: dossierId(dossier),
    what,
    until: until === null ? null : instant(until),
    detail: stored<WaitingLine['detail']>(detail),
    date: typeof date === 'string' && isCivilDate(date) ? date : null,
    halves: Array.isArray(asked) ? halves.filter((half: Half) => asked.includes(half)) : [],
    site: typeof site === 'string' ? (sites.get(site)?.name ?? null) : null,
    doctor: person === undefined ? null : personParty(dossierId(String(doctor)), person).name,
    ...(called === '' ? {} : { title: called }),
  };
}
