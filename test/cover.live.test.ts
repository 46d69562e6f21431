import type { CoverRecord, CoverSlot, Track } from '../domain/cover-record';
import { instantAt } from '../domain/clock';
import { civilDate, dateIn, frenchDay, instant, plusDays, timeZone, type CivilDate } from '../domain/dates';
import { fictionalRpps } from '../domain/identifiers';
import { dossierId } from '../domain/ids';
import type { Refusal } from '../domain/decision';
import type { PersonInput } from '../domain/person';
import { cents } from '../domain/money';
import { anEngagement } from './domain/cover-builders';
import { anOpenSite, aZoneInput } from './day-setting';
import { aPersonInput, aConvention, aProgramme } from './domain/reference-data';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Rig } from './rig';

let rig: Rig;
/** A day in three seconds: people have six to answer in, on a busy machine too. */
const clock = rehearsal(28_800);
const people: readonly (readonly [string, Partial<PersonInput>])[] = [
  ['left', {}],
  ['ana', {}],
  ['bea', {}],
  ['carl', {}],
  ['dan', { practice: 'locum', volunteer: false, locum: true }],
];
beforeAll(async () => {
  rig = await startRig({ clock });
  await setting(rig);
}, 120_000);
afterAll(() => rig.stop(), 60_000);

async function insert(
  { context, collectivity }: Rig,
  table: 'conventions' | 'engagements',
  id: string,
  state: { readonly status: string },
): Promise<void> {
  await context.db.transaction(collectivity, (tx) =>
    tx
      .insertInto(table)
      .values({ collectivity, id, version: 1, closed: false, next_due: null, status: state.status, body: JSON.stringify(state) })
      .execute(),
  );
}

/** Four volunteers of one convention, of whom two wished for the site; one locum. */
async function setting(given: Rig): Promise<void> {
  const rates = [{ from: civilDate('2026-01-01'), to: null, halfDay: cents(50_00), source: 'Délibération' }];
  const component = {
    key: 'top-up',
    label: 'Complément',
    payer: 'collectivity',
    creditor: 'doctor',
    legalBasis: 'CGCT',
    rates,
    imputation: { chapter: '934', account: '65748', budgetCommitment: '2026-1' },
  } as const;
  const done: { readonly refusals: readonly Refusal[] }[] = [
    await given.given('zone', 'zone-1', { type: 'list', zone: aZoneInput() }),
    await given.given('site', 'site-1', { type: 'set', site: anOpenSite(2) }),
    await given.given('programme', 'programme-1', {
      type: 'set',
      programme: aProgramme({
        components: [component],
        caps: { monthlySoft: null, monthlyHard: 4 },
        certificates: [],
        gates: ['zone-listed'],
      }),
    }),
  ];
  for (const [n, [name, change]] of people.entries()) {
    const base = aPersonInput({
      familyName: `Médecin ${name}`,
      givenName: 'Alix',
      email: `${name}@medecin.example`,
      rpps: fictionalRpps(n + 1),
    });
    done.push(await given.given('person', name, { type: 'set', person: { ...base, ...change } }));
  }
  expect(done.flatMap(({ refusals }) => refusals)).toEqual([]);
  const deliberation = {
    reference: '2026-1',
    votedOn: civilDate('2026-01-01'),
    transmittedOn: civilDate('2026-01-02'),
    publishedOn: civilDate('2026-01-02'),
    enforceableOn: civilDate('2026-01-02'),
  };
  await insert(
    given,
    'conventions',
    'convention-1',
    aConvention({
      status: 'in-force',
      from: civilDate('2026-01-05'),
      deliberation,
      signed: [{ party: 'cdom', at: instant('2026-01-05T09:00:00.000Z'), on: civilDate('2026-01-05') }],
    }),
  );
  for (const name of ['left', 'ana', 'bea', 'carl'])
    await insert(given, 'engagements', `eng-${name}`, anEngagement(name, { sites: name === 'carl' ? [] : [dossierId('site-1')] }));
}

const inDays = (n: number): CivilDate => plusDays(dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris')), n);
const is =
  (kind: string, name: string) =>
  (mail: Parameters<typeof kindOf>[0]): boolean =>
    kindOf(mail) === kind && recipientOf(mail) === `${name}@medecin.example`;
const coverOf = async (id: string): Promise<CoverRecord> => (await rig.call('auditor', 'GET', `/covers/${id}`)).body;
const tasksOf = async (id: string): Promise<readonly string[]> =>
  (await rig.call('auditor', 'GET', '/tasks')).body.items
    .filter((task: { dossier: string }) => task.dossier === id)
    .map((task: { what: string }) => task.what);
const holdingsOn = (date: string): Promise<readonly { holder: string; slot: number; dossier: string; practice: boolean }[]> =>
  rig.context.db.read(rig.collectivity, (tx) =>
    tx
      .selectFrom('holdings')
      .select(['holder', 'slot', 'dossier', 'practice'])
      .where('date', '=', date)
      .where('half', '=', 'morning')
      .orderBy('holder')
      .execute(),
  );

async function open(id: string, track: Track, date: CivilDate): Promise<string> {
  const slot: CoverSlot = {
    track,
    day: dossierId(id),
    engagement: dossierId('eng-left'),
    doctor: dossierId('left'),
    site: dossierId('site-1'),
    date,
    halves: ['morning', 'afternoon'],
    room: track === 'host' ? 1 : null,
  };
  const outcome = await rig.given(
    'cover',
    `${id}.${track}`,
    { type: 'open', ...slot },
    { kind: 'dossier', noun: 'consultation-day', dossier: dossierId(id) },
  );
  expect(outcome.refusals).toEqual([]);
  return `${id}.${track}`;
}

test('the first accept wins, the day is booked and opened, and a late accept is refused kindly', async () => {
  const date = inDays(25);
  const id = await open('day-1', 'host', date);
  const asked = [linkIn(await rig.mail(is('cover-asked', 'ana'))), linkIn(await rig.mail(is('cover-asked', 'bea')))] as const;
  expect(await holdingsOn(date)).toEqual([{ holder: 'site-1', slot: 1, dossier: id, practice: false }]);
  expect(await rig.post(asked[1], {})).toMatchObject({ status: 422 });
  expect(await rig.post(asked[1], { answer: 'accept' })).toMatchObject({ status: 200 });
  const late = await rig.post(asked[0], { answer: 'accept' });
  expect(late).toMatchObject({ status: 409 });
  expect(late.page).toContain('La journée vient d’être couverte');
  expect(await coverOf(id)).toMatchObject({ status: 'covered', accepted: { ref: 'bea', newDay: `${id}.eng-bea` } });
  await rig.mail(is('cover-filled', 'ana'));
  const dayId = `${id}.eng-bea`;
  const day = await rig.eventually('the new day', async () => {
    const { status, body } = await rig.call('auditor', 'GET', `/consultation-days/${dayId}`);
    return status === 200 && body.status === 'confirmed' && body;
  });
  expect(day).toMatchObject({ doctor: 'bea', site: 'site-1', room: 1, date });
  expect(await holdingsOn(date)).toEqual([
    { holder: 'bea', slot: 0, dossier: dayId, practice: false },
    { holder: 'site-1', slot: 1, dossier: dayId, practice: false },
  ]);
  await rig.mail(is('day-confirmed', 'bea'));
}, 60_000);

test('silence passes from tier to tier and ends with a named person, who settles it by a link', async () => {
  const date = inDays(40);
  const id = await open('day-2', 'host', date);
  const about = (kind: string, name: string) =>
    rig.eventually(`${kind} for ${name}`, async () =>
      (await rig.mails()).find((mail) => is(kind, name)(mail) && mail.text?.includes(frenchDay(date))),
    );
  expect(await rig.post(linkIn(await about('cover-asked', 'ana')), { answer: 'refuse', reason: 'date' })).toMatchObject({ status: 200 });
  await about('cover-asked', 'carl');
  const named = linkIn(await rig.mail((mail) => kindOf(mail) === 'cover-escalated'));
  expect(await tasksOf(id)).toEqual(['settle-host', 'settle-host']);
  expect(await rig.post(named, { outcome: 'cancelled' })).toMatchObject({ status: 422 });
  expect(await rig.post(named, { outcome: 'cancelled', reason: 'Aucun médecin libre' })).toMatchObject({ status: 200 });
  expect(await coverOf(id)).toMatchObject({ status: 'waived', closed: true });
  expect(await tasksOf(id)).toEqual([]);
  expect(await holdingsOn(date)).toEqual([]);
  await rig.mail((mail) => kindOf(mail) === 'cover-unfound' && recipientOf(mail) === 'luc@site.example');
}, 60_000);

test('R-25: a locum is found for the practice, the CDOM is told, the derogation waits until it is recorded', async () => {
  const date = inDays(30);
  const id = await open('day-3', 'practice', date);
  expect(await rig.post(linkIn(await rig.mail(is('practice-asked', 'left'))), { choice: 'locum' })).toMatchObject({ status: 200 });
  expect(await rig.post(linkIn(await rig.mail(is('locum-asked', 'dan'))), { answer: 'accept' })).toMatchObject({ status: 200 });
  const notice = await rig.mail((mail) => kindOf(mail) === 'replacement-notice');
  expect(recipientOf(notice)).toBe('cdom03@departement.example');
  await rig.mail(is('practice-covered', 'left'));
  expect(await holdingsOn(date)).toEqual([{ holder: 'dan', slot: 0, dossier: id, practice: true }]);
  expect(await tasksOf(id)).toEqual(['contract-to-transmit', 'contract-receipt', 'derogation']);
  const receipt = linkIn(notice);
  expect((await rig.post(receipt, {})).status).toBe(422);
  expect((await rig.post(receipt, { name: 'Jeanne Roy, secrétaire' })).status).toBe(200);
  expect(await coverOf(id)).toMatchObject({ contract: { by: 'cdom03', proof: 'Jeanne Roy, secrétaire' } });
  expect(
    await rig.call('administrator', 'POST', `/covers/${id}/derogation`, { document: 'Décision 2026-14', on: '2026-08-20' }),
  ).toMatchObject({ status: 200, body: { derogation: { on: '2026-08-20' } } });
  expect(await tasksOf(id)).toEqual([]);
}, 60_000);
