import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../activities/context';
import { draw } from '../../activities/documents';
import { performInTurn } from '../../activities/in-turn';
import { perform } from '../../activities/perform';
import { closingId, type Closing } from '../../domain/closing-state';
import { month, wallTime } from '../../domain/dates';
import { collectivityId, commandId, dossierId, type CollectivityId } from '../../domain/ids';
import type { Command, Outcome } from '../../domain/nouns';
import { stateOf } from '../../store/records';
import type { Undelivered } from '../../store/outbox';
import { fallDue } from '../../workflows/contract';
import { closingContext } from './closing-context';
import { describeOnDatabases } from '../databases';
import { attest, moneySetting } from '../money-setting';
import { rehearsal, settings } from '../rig';

const august = month('2026-08');
const doctors = 130;
const folder = mkdtempSync(join(tmpdir(), 'relais-batches-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Begun = { readonly command: string; readonly left: Undelivered | null };

describeOnDatabases('a month of more doctors than one transaction takes', (rig) => {
  const keyring = { current: 'test', keys: new Map([['test', randomBytes(32)]]) };
  let begun: Begun[] = [];
  let place: CollectivityId;
  const context = (): Context =>
    closingContext(
      { db: rig.db, keyring, documents: folder },
      {
        client: {
          workflow: {
            start: (_: string, { args: [delivery] }: { readonly args: [Begun] }) => Promise.resolve(begun.push(delivery)),
            signalWithStart: () => Promise.resolve(),
          },
        },
      },
    );
  const closing = (): { collectivity: CollectivityId; noun: 'month-closing'; dossier: ReturnType<typeof closingId> } => ({
    collectivity: place,
    noun: 'month-closing',
    dossier: closingId(place, august),
  });
  const does = (action: Command<'month-closing'>['action'], user = 'administrator-1'): Promise<Outcome<'month-closing'>> =>
    perform<'month-closing'>(context(), {
      id: commandId(`c.${randomBytes(8).toString('hex')}`),
      ...closing(),
      by: { kind: 'user', user, role: user === 'approver-9' ? 'approver' : 'administrator' },
      received: wallTime(Date.now()),
      action,
    });
  const state = async (): Promise<Closing> => {
    const found = await rig.db.read(place, (tx) => stateOf<Closing>(tx, 'month_closings', closingId(place, august)));
    if (found === null) throw new Error('a closing was expected');
    return found;
  };
  const nextDue = ({ standing }: Outcome<'month-closing'>): Command<'month-closing'> => {
    const [due] = standing?.dues ?? [];
    if (due === undefined) throw new Error('a date was expected');
    return fallDue<'month-closing'>(closing(), due);
  };

  beforeEach(async () => {
    place = collectivityId(`place-${randomBytes(6).toString('hex')}`);
    await perform<'collectivity'>(context(), {
      id: commandId(`set.${place}`),
      collectivity: place,
      noun: 'collectivity',
      dossier: dossierId(place),
      by: { kind: 'user', user: 'administrator-1', role: 'administrator' },
      received: wallTime(Date.now()),
      action: { type: 'set', settings: settings(folder, rehearsal(1, '2026-10-02T06:00:00.000Z')) },
    });
    const days = Array.from({ length: doctors }, (_, n) => ({
      id: `day-${n + 1}`,
      doctor: n + 1,
      date: '2026-08-11',
      halves: ['morning'] as const,
    }));
    await rig.db.transaction(place, (tx) => moneySetting(tx, { collectivity: place, keyring, days, doctors }));
    await does({ type: 'announce', month: august });
    await does({ type: 'freeze' });
    begun = [];
  }, 60_000);

  const approve = async (): Promise<Outcome<'month-closing'>> => {
    const { draft } = await state();
    if (draft === null) throw new Error('a draft was expected');
    return does({ type: 'approve', totals: draft.totals, digest: draft.digest }, 'approver-9');
  };

  test('R-09: is numbered without a hole, drawn and told in one turn each, everybody once', async () => {
    const issued = await performInTurn(context(), nextDue(await approve()));
    expect(issued).toMatchObject({ refusals: [], standing: { status: 'issued' } });
    const rows = await rig.db.read(place, (tx) => tx.selectFrom('statements').select(['number', 'doctor']).orderBy('number').execute());
    expect(rows.map(({ number }) => Number(number.slice(-4)))).toEqual(Array.from({ length: doctors }, (_, n) => n + 1));
    expect(new Set(rows.map(({ doctor }) => doctor)).size).toBe(doctors);
    // each under its own name, so that a restart beside them begins none of them a second time
    expect(begun.map(({ left }) => left?.documents.length)).toEqual([100, doctors - 100]);
    expect(new Set(begun.map(({ command }) => command)).size).toBe(2);

    expect((await does({ type: 'publish' })).refusals).toMatchObject([{ code: 'documents-missing' }]);
    expect(
      await draw(
        context(),
        place,
        begun.flatMap(({ left }) => left?.documents ?? []),
      ),
    ).toEqual([]);
    begun = [];
    const first = await does({ type: 'publish' });
    expect(first).toMatchObject({ standing: { status: 'issued', dues: [{ what: 'publish', item: '2' }] } });
    expect(await performInTurn(context(), nextDue(first))).toMatchObject({ standing: { status: 'published' } });
    expect(begun.map(({ left }) => left?.messages.length)).toEqual([100, doctors - 100 + 1]);
    const mails = await rig.db.read(place, (tx) =>
      tx.selectFrom('outbox').select(['kind', 'ref']).where('kind', 'in', ['statement-copy', 'statements-published']).execute(),
    );
    expect([mails.length, new Set(mails.map(({ ref }) => ref)).size]).toEqual([doctors + 1, doctors + 1]);

    // two batches whose last documents are sealed together both say so
    expect(await does({ type: 'publish' })).toMatchObject({ refusals: [], standing: { status: 'published' } });
  }, 60_000);

  test('an attempt that died after its transactions leaves nothing undelivered to the next one', async () => {
    const command = nextDue(await approve());
    const dying = { ...context(), client: { workflow: { start: () => Promise.reject(new Error('killed')) } } } as unknown as Context;
    await expect(performInTurn(dying, command)).rejects.toThrow('killed');
    expect(await performInTurn(context(), command, 2)).toMatchObject({ standing: { status: 'issued' } });
    const commands = begun.map((each) => each.command).filter((each) => each.includes('/issue/'));
    expect([commands.length, new Set(commands).size]).toEqual([2, 2]);
    expect(commands).toContain(command.id);
  }, 60_000);

  test('a change among doctors who have no number yet reopens the whole PROJET; the numbers that were taken stay', async () => {
    const { standing } = await approve();
    const before = await does({ type: 'issue' });
    expect([standing?.status, before.standing?.status, (await state()).statements]).toEqual(['approved', 'approved', 100]);
    const { expected } = await state();
    const late =
      Array.from({ length: doctors }, (_, n) => `doctor-${n + 1}`)
        .toSorted()
        .at(-1) ?? '';
    expect(late > (expected?.after ?? '')).toBe(true);
    await rig.db.transaction(place, (tx) =>
      attest(tx, place, [{ id: 'day-late', doctor: Number(late.slice('doctor-'.length)), date: '2026-08-20', halves: ['morning'] }]),
    );
    const again = await does({ type: 'issue' });
    expect(again.standing?.status).toBe('draft');
    expect((await state()).draft?.totals).toMatchObject({ count: doctors - 100 });
    expect(await performInTurn(context(), nextDue(await approve()))).toMatchObject({ standing: { status: 'issued' } });
    expect((await state()).statements).toBe(doctors);
  }, 60_000);
});
