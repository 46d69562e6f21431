import { perform } from '../../activities/perform';
import { consultationDay, type Day } from '../../domain/consultation-day';
import { civilDate, instant } from '../../domain/dates';
import type { Rules } from '../../domain/decision';
import { engagement, type Engagement } from '../../domain/engagement';
import { siren } from '../../domain/identifiers';
import { childId, dossierId } from '../../domain/ids';
import type { Command, Noun, Nouns } from '../../domain/nouns';
import { append, firstBreak, journalOf } from '../../store/journal';
import { stateOf } from '../../store/records';
import { stored } from '../../store/stored';
import type { NounTable } from '../../store/tables';
import type { Tx } from '../../store/db';
import { command, engineSetting, zoneAction, type EngineSetting } from '../activities/engine-setting';
import { describeOnDatabases } from '../databases';
import { contact, dayFacts, doctorId, engagementId, later, propose, siteId } from '../domain/day-builders';

/** What a day’s rule reads, as its dossiers would have left it. */
async function plant(tx: Tx, collectivity: string): Promise<void> {
  const { engagement, programme, convention, doctor, site, siteZone } = dayFacts();
  const row = (
    id: string,
    body: object | null,
  ): { collectivity: string; id: string; version: number; closed: boolean; next_due: null; status: string; body: string } => ({
    collectivity,
    id,
    version: 1,
    closed: false,
    next_due: null,
    status: 'active',
    body: JSON.stringify(body),
  });
  await tx
    .insertInto('engagements')
    .values(row(engagementId, engagement) as never)
    .execute();
  await tx
    .insertInto('programmes')
    .values(row(engagement?.programme ?? '', programme) as never)
    .execute();
  await tx
    .insertInto('conventions')
    .values(row(engagement?.convention ?? '', convention) as never)
    .execute();
  await tx
    .insertInto('people')
    .values({ ...row(doctorId, doctor), rpps: doctor?.rpps ?? '' } as never)
    .execute();
  await tx
    .insertInto('sites')
    .values({ ...row(siteId, site), epci: site?.epci ?? '' } as never)
    .execute();
  await tx
    .insertInto('zones')
    .values({ ...row('zone-1', siteZone), siren: site?.epci ?? '' } as never)
    .execute();
}

describeOnDatabases('the journal of a day', (rig) => {
  let setting: EngineSetting;
  beforeEach(async () => {
    setting = await engineSetting(rig.db);
    await rig.db.transaction(setting.collectivity, (tx) => plant(tx, setting.collectivity));
  });
  const by = (ref: string): Command['by'] => ({ kind: 'link', ref });
  const told = (noun: Noun, dossier: string): Command['by'] => ({ kind: 'dossier', noun, dossier: dossierId(dossier) });
  const performed = async <N extends Noun>(noun: N, dossier: string, action: Command<N>['action'], who?: Command['by']): Promise<void> => {
    const asked = { ...command(setting.collectivity, noun, dossier, action), ...(who === undefined ? {} : { by: who }) };
    expect((await perform(setting.context, asked)).refusals).toEqual([]);
  };
  const act = (action: Command<'consultation-day'>['action'], who?: Command['by']): Promise<void> =>
    performed('consultation-day', 'day-1', action, who);
  const stateIn = <State>(table: NounTable, id: string): Promise<State | null> =>
    rig.db.read(setting.collectivity, (tx) => stateOf<State>(tx, table, id));
  const state = (): Promise<Day | null> => stateIn<Day>('consultation_days', 'day-1');

  /** The rehearsal begins anew at that moment. */
  async function itIs(origin: string): Promise<void> {
    await rig.db.transaction(setting.collectivity, async (tx) => {
      const record = await stateOf<{ readonly clock: object }>(tx, 'collectivities', setting.collectivity);
      const clock = { ...record?.clock, origin: instant(origin), anchor: Date.now() };
      await tx
        .updateTable('collectivities')
        .set({ body: JSON.stringify({ ...record, clock }) })
        .where('id', '=', setting.collectivity)
        .execute();
    });
  }

  /** The events as they are stored, each with what the journal leaves out: free text and names, which the record keeps. */
  async function folded<N extends Noun>(
    noun: N,
    dossier: string,
    rules: Pick<Rules<N>, 'evolve'>,
    leftOut: Readonly<Record<string, object>> = {},
  ): Promise<Nouns[N]['state'] | null> {
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, noun, dossier));
    const events = rows.map(({ event }) => stored<Nouns[N]['event'] & { readonly type: string }>(event));
    expect(events.filter((event) => 'state' in event)).toEqual([]);
    return events.reduce<Nouns[N]['state'] | null>(
      (before, event) => rules.evolve(before, type(event) in leftOut ? { ...event, state: leftOut[type(event)] } : event),
      null,
    );
  }
  const type = (event: { readonly type: string }): string => event.type;

  test('R-46: the events of a whole day, folded anew, give the state that was saved, after every act', async () => {
    const reason = 'Le médecin et le lieu s’accordent sur la seule matinée.';
    const asRecorded = async (): Promise<void> =>
      expect(await folded('consultation-day', 'day-1', consultationDay, { ruled: { reason } })).toEqual(await state());
    const acts: readonly (readonly [Command<'consultation-day'>['action'], Command['by']?])[] = [
      [propose],
      [{ type: 'answer', side: 'doctor', answer: 'accept' }, by(doctorId)],
      [{ type: 'answer', side: 'site', answer: 'accept' }, by(contact)],
      [{ type: 'assistant', answer: 'confirmed' }, by(contact)],
      [{ type: 'move', side: 'site', date: later, halves: ['morning', 'afternoon'], reason: 'room-unavailable' }, by(contact)],
      [{ type: 'answer', side: 'doctor', answer: 'accept' }, by(doctorId)],
    ];
    for (const [action, who] of acts) {
      await act(action, who);
      await asRecorded();
    }
    expect(await state()).toMatchObject({ status: 'confirmed', date: later });
    await itIs('2026-10-06T06:00:00.000Z');
    await act({ type: 'fall-due', due: 'day-reminder', item: '7' }, { kind: 'clock' });
    await asRecorded();
    await itIs('2026-10-12T18:00:00.000Z');
    await act({ type: 'fall-due', due: 'presence-ask' }, { kind: 'clock' });
    await act({ type: 'declare', side: 'doctor', halves: ['morning', 'afternoon'] }, by(doctorId));
    await asRecorded();
    await act({ type: 'declare', side: 'site', halves: ['morning'] }, by(contact));
    expect(await state()).toMatchObject({ status: 'disputed' });
    await asRecorded();
    await act({ type: 'settle-dispute', halves: ['morning'], reason });
    expect(await state()).toMatchObject({ status: 'attested', reminded: expect.arrayContaining(['day-reminder/7']), ruling: { reason } });
    await asRecorded();
    expect(await rig.db.read(setting.collectivity, firstBreak)).toBeNull();
  });

  test('the events of an engagement, from its opening to its end, give the state that was saved, after every act', async () => {
    const id = 'engagement-2';
    const document = 'Lettre du CDOM du 3 septembre';
    const programme = { ...dayFacts().programme, gates: ['engagement-letter', 'bank-details', 'cdom-registration', 'cdom-site'] };
    await rig.db.transaction(setting.collectivity, (tx) =>
      tx
        .updateTable('programmes')
        .set({ body: JSON.stringify(programme) })
        .execute(),
    );
    const engage = (action: Command<'engagement'>['action'], who?: Command['by']): Promise<void> =>
      performed('engagement', id, action, who);
    const saved = (): Promise<Engagement | null> => stateIn<Engagement>('engagements', id);
    const asRecorded = async (): Promise<void> =>
      expect(await folded('engagement', id, engagement, { 'cdom-recorded': { document } })).toEqual(await saved());
    const { engagement: known } = dayFacts();
    if (known === null) throw new Error('no engagement');
    await engage({
      type: 'open',
      doctor: doctorId,
      programme: known.programme,
      convention: known.convention,
      campaign: null,
      sites: [siteId],
    });
    await asRecorded();
    const round = (await saved())?.round ?? '';
    const signatures = [{ ref: doctorId, at: instant('2026-09-01T08:00:00.000Z') }];
    await engage({ type: 'round-signed', signatures }, told('signature-round', round));
    await asRecorded();
    const creditor = childId('cre', dossierId(id));
    await engage({ type: 'creditor-declared', creditor }, told('creditor', creditor));
    await engage({ type: 'creditor-ready', creditor }, told('creditor', creditor));
    await asRecorded();
    for (const scope of ['registration', siteId] as const) {
      await engage({
        type: 'record-cdom',
        scope,
        answer: 'authorise',
        receivedOn: civilDate('2026-09-01'),
        on: civilDate('2026-09-01'),
        document,
      });
      await asRecorded();
    }
    expect(await saved()).toMatchObject({ status: 'active', cdom: { registration: { document } } });
    await engage({ type: 'withdraw', reason: 'workload' }, by(doctorId));
    await asRecorded();
    expect(await saved()).toMatchObject({ status: 'withdrawn' });
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, 'engagement', id));
    expect(JSON.stringify(rows)).not.toContain(document);
  });

  test('a day that is cancelled folds too', async () => {
    await act(propose);
    await act({ type: 'cancel', side: 'collectivity', reason: 'weather' });
    expect(await folded('consultation-day', 'day-1', consultationDay)).toEqual(await state());
  });

  test('R-50: a private reason is in the record and not in the journal, which gives the state back with it', async () => {
    await act(propose);
    await act({ type: 'answer', side: 'doctor', answer: 'accept' }, by(doctorId));
    await act({ type: 'cancel', side: 'doctor', reason: 'illness' }, by(doctorId));
    expect(await state()).toMatchObject({ ending: { reason: 'illness' } });
    expect(await folded('consultation-day', 'day-1', consultationDay, { cancelled: { reason: 'illness' } })).toEqual(await state());
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, 'consultation-day', 'day-1'));
    expect(JSON.stringify(rows)).not.toContain('illness');
    const outcomes = await rig.db.read(setting.collectivity, (tx) => tx.selectFrom('commands').select('outcome').execute());
    expect(JSON.stringify(outcomes)).not.toContain('illness');
  });

  test('R-46, R-50: it names who acted, and holds no name and no address', async () => {
    await act(propose);
    await act({ type: 'answer', side: 'doctor', answer: 'refuse', reason: 'date' }, { kind: 'link', ref: doctorId });
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, 'consultation-day', 'day-1'));
    expect([...new Set(rows.map(({ actor }) => actor))]).toEqual(['user:test', doctorId]);
    const { doctor, site } = dayFacts();
    for (const secret of [doctor?.familyName, doctor?.email, doctor?.rpps, site?.contacts[0]?.name, site?.contacts[0]?.email])
      expect(JSON.stringify(rows)).not.toContain(secret ?? 'no canary');
  });

  test('the chain that the database joins is the one that a reader computes, whatever a text is made of', async () => {
    const at = instant('2026-09-01T08:00:00.000Z');
    const odd = 'L’« é » \\ "\t\r\n\b\f\u0001\u001f\u007f\u0085\u2028\u2029 \ud83d\ude00 </script> %s %% $1';
    const cause = { ...command(setting.collectivity, 'zone', 'zone-1', zoneAction()), by: { kind: 'link', ref: odd } } as const;
    const events = [{ type: odd, [odd]: [odd, 0, -1.5, 1e21, true, null, {}], none: undefined }, { type: 'next' }];
    await rig.db.transaction(setting.collectivity, (tx) => append(tx, cause, 3, events, at));
    await rig.db.transaction(setting.collectivity, (tx) => append(tx, cause, 4, [{ type: 'last' }], at));
    const rows = await rig.db.read(setting.collectivity, (tx) => journalOf(tx, 'zone', 'zone-1'));
    expect(rows.map(({ version }) => version)).toEqual([3, 3, 4]);
    expect([rows[0]?.event, rows[0]?.actor]).toEqual([{ type: odd, [odd]: [odd, 0, -1.5, 1e21, true, null, {}] }, odd]);
    expect(await rig.db.read(setting.collectivity, firstBreak)).toBeNull();
  });

  test('acts at the same time are joined to one chain, one after the other', async () => {
    const sirens = Array.from({ length: 120 }, (_, n) => String(200_000_000 + n)).filter((each) => siren(each).ok);
    const acts = sirens.map((each) => command(setting.collectivity, 'zone', `zone-${each}`, zoneAction(each, each)));
    expect(acts).toHaveLength(12);
    const seqs = async (): Promise<readonly number[]> =>
      (await rig.db.read(setting.collectivity, (tx) => tx.selectFrom('journal').select('seq').orderBy('seq').execute())).map(
        ({ seq }) => seq,
      );
    const before = await seqs();
    await Promise.all(acts.map((each) => perform(setting.context, each)));
    expect((await seqs()).slice(before.length)).toEqual(acts.map((_, n) => before.length + 1 + n));
    expect(await rig.db.read(setting.collectivity, firstBreak)).toBeNull();
  });
});
