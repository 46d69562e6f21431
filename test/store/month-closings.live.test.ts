import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../activities/context';
import { draw } from '../../activities/documents';
import { perform } from '../../activities/perform';
import { closingId, type Closing } from '../../domain/closing-state';
import { month, wallTime } from '../../domain/dates';
import { cents } from '../../domain/money';
import { collectivityId, commandId, dossierId, type CollectivityId } from '../../domain/ids';
import { controlTotals, liquidate } from '../../domain/liquidation';
import { monthDraftOf } from '../domain/closing-builders';
import type { Command, Noun } from '../../domain/nouns';
import type { BaseFacts } from '../../domain/decision';
import { draftFacts } from '../../store/closing-draft';
import { digestOf } from '../../store/commands';
import { committedIn } from '../../store/convention-credits';
import { readBytes } from '../../store/documents';
import { liquidationInput } from '../../store/liquidation-input';
import { monthClosings, projectedMonth } from '../../store/month-closings';
import { stateOf } from '../../store/records';
import { closingContext } from './closing-context';
import { describeOnDatabases } from '../databases';
import { attest, moneySetting, type AttestedDay } from '../money-setting';
import { rehearsal, settings } from '../rig';
import { readPdf, readText } from '../templates/pdf/read-pdf';

const never = (): never => {
  throw new Error('this was not expected');
};
const august = month('2026-08');
const september = month('2026-09');
const folder = mkdtempSync(join(tmpdir(), 'relais-closings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeOnDatabases('a month on the record', (rig) => {
  const keyring = { current: 'test', keys: new Map([['test', randomBytes(32)]]) };
  const transportOf = never; // nothing is sent here
  const contextOf = (): Context =>
    closingContext(
      { db: rig.db, keyring, documents: folder },
      { transportOf, client: { workflow: { start: () => Promise.resolve(), signalWithStart: () => Promise.resolve() } } },
    );

  const does = <N extends Noun>(
    place: CollectivityId,
    noun: N,
    dossier: string,
    action: Command<N>['action'],
    user = 'administrator-1',
  ): ReturnType<typeof perform<N>> =>
    perform<N>(contextOf(), {
      id: commandId(`c.${randomBytes(8).toString('hex')}`),
      collectivity: place,
      noun,
      dossier: dossierId(dossier),
      by: { kind: 'user', user, role: user.startsWith('approver') ? 'approver' : 'administrator' },
      received: wallTime(Date.now()),
      action,
    });

  async function aPlace(days: readonly AttestedDay[], doctors = 2): Promise<CollectivityId> {
    const place = collectivityId(`place-${randomBytes(6).toString('hex')}`);
    await does(place, 'collectivity', place, { type: 'set', settings: settings(folder, rehearsal(1, '2026-10-02T06:00:00.000Z')) });
    await rig.db.transaction(place, (tx) => moneySetting(tx, { collectivity: place, keyring, days, doctors }));
    return place;
  }
  const closingOf = async (place: CollectivityId, of = august): Promise<Closing> =>
    (await rig.db.read(place, (tx) => stateOf<Closing>(tx, 'month_closings', closingId(place, of)))) ?? never();
  const drafted = async (place: CollectivityId, of = august): Promise<void> => {
    await does(place, 'month-closing', closingId(place, of), { type: 'announce', month: of });
    await does(place, 'month-closing', closingId(place, of), { type: 'freeze' });
  };
  const approved = async (place: CollectivityId, of = august): Promise<void> => {
    const draft = (await closingOf(place, of)).draft ?? never();
    const { refusals } = await does(
      place,
      'month-closing',
      closingId(place, of),
      { type: 'approve', totals: draft.totals, digest: draft.digest },
      'approver-9',
    );
    expect(refusals).toEqual([]);
  };
  const issue = (place: CollectivityId, of = august): Promise<unknown> =>
    does(place, 'month-closing', closingId(place, of), { type: 'issue' });
  const numbers = async (place: CollectivityId): Promise<readonly string[]> =>
    (await rig.db.read(place, (tx) => tx.selectFrom('statements').select('number').orderBy('number').execute())).map(
      ({ number }) => number,
    );

  const days: readonly AttestedDay[] = [
    { id: 'day-1', doctor: 1, date: '2026-08-11', halves: ['morning', 'afternoon'] },
    { id: 'day-2', doctor: 2, date: '2026-08-20', halves: ['afternoon'] },
    { id: 'day-3', doctor: 2, date: '2026-09-03', halves: ['morning'] },
  ];

  test('R-04, R-08: reads attested half-days up to the month’s end, with the terms of their engagements, in this collectivity only', async () => {
    const place = await aPlace(days);
    await aPlace(days);
    const { input, creditors } = await rig.db.read(place, (tx) => liquidationInput(tx, { month: august, offsetAllowed: false }));
    expect(input.attested.map(({ day, half }) => `${day}/${half}`)).toEqual(['day-1/morning', 'day-1/afternoon', 'day-2/afternoon']);
    expect(input.terms['engagement-1']).toMatchObject({
      convention: { enforceableOn: '2026-01-16' },
      creditors: [{ id: 'engagement-1.creditor', version: 1, from: '2026-01-20' }],
    });
    expect([input.issued, input.informed, input.blocked]).toEqual([[], [], []]);
    expect([...creditors.keys()]).toEqual(['engagement-1.creditor', 'engagement-2.creditor']);
  });

  test('R-13, R-21: what is being changed is held, and so is what no enforceable deliberation covers', async () => {
    const place = await aPlace(days);
    await rig.db.transaction(place, async (tx) => {
      const state = await stateOf<object>(tx, 'creditors', 'engagement-1.creditor');
      await tx
        .updateTable('creditors')
        .set({ body: JSON.stringify({ ...state, pending: { by: 'doctor-1' } }) })
        .where('id', '=', 'engagement-1.creditor')
        .execute();
    });
    await drafted(place);
    expect((await closingOf(place)).draft?.totals).toMatchObject({ count: 1, netCents: 62_50, held: 1 });
    await rig.db.transaction(place, async (tx) => {
      const state = await stateOf<object>(tx, 'conventions', 'convention-1');
      await tx
        .updateTable('conventions')
        .set({ body: JSON.stringify({ ...state, deliberation: null }) })
        .where('id', '=', 'convention-1')
        .execute();
    });
    await does(place, 'month-closing', closingId(place, august), { type: 'project' });
    expect((await closingOf(place)).draft?.totals).toMatchObject({ count: 0, netCents: 0, held: 2 });
  });

  test('R-09, R-12: issues numbered rows with the closing, and a second run changes nothing', async () => {
    const place = await aPlace(days);
    await drafted(place);
    await approved(place);
    await issue(place);
    await issue(place);
    await drafted(place);
    expect(await numbers(place)).toEqual(['SPECIMEN-24-2026-EL-0001', 'SPECIMEN-24-2026-EL-0002']);
    const [row] = await rig.db.read(place, (tx) => tx.selectFrom('statements').selectAll().orderBy('number').execute());
    expect(row).toMatchObject({
      version: 1,
      status: 'issued',
      kind: 'statement',
      month: '2026-08',
      closing: closingId(place, august),
      replaces: null,
    });
    expect(row?.body).toMatchObject({ bankSnapshot: { maskedIban: '••••\u00a00189', version: 1 } });
    const counters = await rig.db.read(place, (tx) => tx.selectFrom('counters').select(['series', 'value']).orderBy('series').execute());
    expect(counters).toEqual([
      { series: 'SPECIMEN-EL-2026', value: 2 },
      { series: 'SPECIMEN-TP-2026', value: 0 },
    ]);
  });

  test('draws what the issue saved, then publishes and mails the accountant and each doctor', async () => {
    const place = await aPlace(days);
    await drafted(place);
    await approved(place);
    await issue(place);
    const publish = () => does(place, 'month-closing', closingId(place, august), { type: 'publish' });
    expect((await publish()).refusals).toEqual([{ code: 'documents-missing', detail: { count: 2 } }]);
    const rows = await rig.db.read(place, (tx) => tx.selectFrom('documents').select(['id', 'name']).orderBy('name').execute());
    expect(rows.map(({ name }) => name)).toEqual(['SPECIMEN-24-2026-EL-0001.pdf', 'SPECIMEN-24-2026-EL-0002.pdf']);
    const ids = rows.map(({ id }) => id);
    expect(await draw(contextOf(), place, ids)).toEqual([]);
    expect((await publish()).refusals).toEqual([]);
    expect((await closingOf(place)).status).toBe('published');
    const mails = await rig.db.read(place, (tx) =>
      tx
        .selectFrom('outbox')
        .select(['kind', 'ref'])
        .where('kind', 'in', ['statements-published', 'statement-copy'])
        .orderBy('kind')
        .orderBy('ref')
        .execute(),
    );
    expect(mails).toEqual([
      { kind: 'statement-copy', ref: 'doctor-1' },
      { kind: 'statement-copy', ref: 'doctor-2' },
      { kind: 'statements-published', ref: 'payeur' },
    ]);
  });

  test('R-09, E-18: two closings that issue at the same time take gapless numbers and pay no half-day twice', async () => {
    const place = await aPlace([
      days[0] ?? { id: '', doctor: 1, date: '', halves: [] },
      { id: 'day-9', doctor: 1, date: '2026-09-03', halves: ['morning'] },
      { id: 'day-8', doctor: 2, date: '2026-09-04', halves: ['morning'] },
    ]);
    for (const each of [august, september]) {
      await drafted(place, each);
      await approved(place, each);
    }
    await Promise.all([issue(place, august), issue(place, september)]);
    for (const each of [august, september]) {
      if ((await closingOf(place, each)).status === 'draft') await approved(place, each).then(() => issue(place, each));
    }
    const taken = await numbers(place);
    expect(taken).toEqual(taken.map((_, n) => `SPECIMEN-24-2026-EL-${String(n + 1).padStart(4, '0')}`));
    const { input } = await rig.db.read(place, (tx) => liquidationInput(tx, { month: september, offsetAllowed: false }));
    const keys = input.issued.map(({ evidence }) => `${evidence.day}/${evidence.half}`);
    expect(keys.toSorted()).toEqual(['day-1/afternoon', 'day-1/morning', 'day-8/morning', 'day-9/morning']);
  });

  test('R-10: a half-day attested late is paid once, as arrears of the next month', async () => {
    const place = await aPlace(days);
    await drafted(place);
    await approved(place);
    await issue(place);
    await rig.db.transaction(place, (tx) => attest(tx, place, [{ id: 'day-late', doctor: 1, date: '2026-08-27', halves: ['morning'] }]));
    await drafted(place, september);
    const base = {
      dossier: closingId(place, september),
      collectivityId: place,
      collectivity: { ...settings(folder, rehearsal()), status: 'active' },
      today: '2026-10-02',
      digestOf,
    } as unknown as BaseFacts;
    const state = await closingOf(place, september);
    const { liquidation, attesters, bankHandlers } = await rig.db.read(place, (tx) => projectedMonth(tx, base, state));
    const acts = [{ type: 'freeze' }, { type: 'project' }, { type: 'approve', totals: controlTotals(liquidation), digest: '' }] as const;
    for (const act of acts) {
      const facts = await rig.db.read(place, (tx) => monthClosings.facts(tx, base, state, act));
      expect(facts.draft).toEqual(monthDraftOf(liquidation, digestOf));
      expect([facts.attesters.toSorted(), facts.bankHandlers.toSorted()]).toEqual([attesters.toSorted(), bankHandlers.toSorted()]);
    }
    expect(controlTotals(liquidation)).toMatchObject({ count: 2, netCents: 125_00 });
    expect(liquidation.drafts.flatMap(({ lines }) => lines.map(({ kind, date }) => `${kind} ${date}`))).toEqual([
      'arrears 2026-08-27',
      'service 2026-09-03',
    ]);
    expect(attesters.toSorted()).toEqual(['doctor-1', 'doctor-2', 'site-1.c1']);
    expect(bankHandlers.toSorted()).toEqual(['doctor-1', 'doctor-2', 'user:administrator-1']);
  });

  test('R-16: what is issued and what is planned of a convention’s year are counted once; over its credits no month is approved', async () => {
    const place = await aPlace(days);
    const [convention, day] = [dossierId('convention-1'), dossierId('day-new')];
    const committed = (year: number): Promise<number> => rig.db.read(place, (tx) => committedIn(tx, convention, year, day));
    const before = await committed(2026);
    expect([before, await committed(2027)]).toEqual([225_00, 0]); // 2 at 50 €, 2 at 62,50 €: the rate changed on 15 August
    await drafted(place);
    const { draft } = await closingOf(place);
    const credits = (draft?.totals.netCents ?? 0) - 1;
    const budget = { year: 2026, credits: cents(credits), mode: 'warn', source: 'Budget primitif', takenUntil: null } as const;
    await does(place, 'convention', convention, { type: 'set-budgets', budgets: [budget] });
    const approve = { type: 'approve', totals: draft?.totals ?? never(), digest: draft?.digest ?? '' } as const;
    const { refusals } = await does(place, 'month-closing', closingId(place, august), approve, 'approver-9');
    expect(refusals).toEqual([
      { code: 'credits-exceeded', detail: { year: 2026, votedCents: credits, totalCents: credits + 1 }, override: 'approver' },
    ]);
    await does(place, 'convention', convention, { type: 'set-budgets', budgets: [{ ...budget, credits: cents(credits + 1) }] });
    await approved(place);
    await issue(place);
    expect(await numbers(place)).toHaveLength(2);
    expect(await committed(2026)).toBe(before);
    const { input } = await rig.db.read(place, (tx) => liquidationInput(tx, { month: september, offsetAllowed: false }));
    const whole = { liquidation: liquidate(input), issued: input.issued, creditors: new Map() };
    const [all, none] = [whole.liquidation, { drafts: [], information: [], held: [] }];
    const inParts = [all, none, none].map((liquidation, n) => ({ ...whole, liquidation, issued: input.issued.slice(n, n + 1) }));
    for (const parts of [[whole], inParts]) {
      const counted = await rig.db.read(place, (tx) => draftFacts(tx, { digestOf }, parts, null));
      expect(counted.budgets).toMatchObject([{ convention, issued: credits + 1 }]);
    }
  });

  test('R-13: the document shows the account as it stood, its row and its table the masked one', async () => {
    const place = await aPlace(days);
    await drafted(place);
    await approved(place);
    await issue(place);
    const { id } = await rig.db.read(place, (tx) => tx.selectFrom('documents').select('id').orderBy('name').executeTakeFirstOrThrow());
    await draw(contextOf(), place, [id]);
    const { sha256 } = await rig.db.read(place, (tx) =>
      tx.selectFrom('documents').select('sha256').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    const drawn = readPdf(readBytes(folder, sha256 ?? ''));
    expect(drawn.pages).toBe(1);
    const text = readText(drawn.tree);
    for (const words of [
      'SPECIMEN-24-2026-EL-0001',
      'FR76 3000 6000 0112 3456 7890 189',
      'Dr Claire Martin',
      'Inès Petit',
      'CONV-2026-0001',
      'n° 2026-01/012 du 12 janvier 2026',
      'cent euros',
    ])
      expect(text).toContain(words);
  });
});
