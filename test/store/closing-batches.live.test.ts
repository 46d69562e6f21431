import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../activities/context';
import { draw } from '../../activities/documents';
import { performInTurn } from '../../activities/in-turn';
import { perform } from '../../activities/perform';
import { resume } from '../../activities/resume';
import { closingId, type Closing } from '../../domain/closing-state';
import { month, wallTime } from '../../domain/dates';
import { collectivityId, commandId, dossierId, type CollectivityId } from '../../domain/ids';
import type { Command, Outcome } from '../../domain/nouns';
import { stateOf } from '../../store/records';
import { undelivered, undeliveredCommands, type Undelivered } from '../../store/outbox';
import { fallDue } from '../../workflows/contract';
import { closingContext } from './closing-context';
import { deliveryServer } from './delivery-server';
import { describeOnDatabases } from '../databases';
import { attest, moneySetting } from '../money-setting';
import { rehearsal, settings } from '../rig';

const august = month('2026-08');
const doctors = 201;
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
            signalWithStart: (_: string, { args: [delivery] }: { readonly args: [Begun] }) => Promise.resolve(begun.push(delivery)),
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

  const leftOf = (command: string): Promise<Undelivered> => rig.db.read(place, (tx) => undelivered(tx, command));
  const one = <T>(all: readonly T[]): T => {
    const [first] = all;
    if (first === undefined || all.length > 1) throw new Error(`one was expected, not ${all.length}`);
    return first;
  };

  test('R-09: is numbered without a hole, drawn and told in one turn each, everybody once', async () => {
    const issued = await performInTurn(context(), nextDue(await approve()));
    expect(issued).toMatchObject({ refusals: [], standing: { status: 'issued' } });
    const rows = await rig.db.read(place, (tx) => tx.selectFrom('statements').select(['number', 'doctor']).orderBy('number').execute());
    expect(rows.map(({ number }) => Number(number.slice(-4)))).toEqual(Array.from({ length: doctors }, (_, n) => n + 1));
    expect(new Set(rows.map(({ doctor }) => doctor)).size).toBe(doctors);
    // one delivery for all, under the name that their rows bear: a restart beside it begins no other
    const { command } = one(begun);
    const written = await leftOf(command);
    expect([one(begun).left?.documents, doctors]).toEqual([written.documents, written.documents.length]);

    expect((await does({ type: 'publish' })).refusals).toMatchObject([{ code: 'documents-missing' }]);
    expect(await draw(context(), place, written.documents)).toEqual([]);
    begun = [];
    const first = await does({ type: 'publish' });
    expect(first).toMatchObject({ standing: { status: 'issued', dues: [{ what: 'publish', item: '2' }] } });
    expect(await performInTurn(context(), nextDue(first))).toMatchObject({ standing: { status: 'published' } });
    const [, chain] = begun;
    expect([begun.length, begun[0]?.left?.messages.length]).toEqual([2, 100]);
    expect((await leftOf(chain?.command ?? '')).messages).toHaveLength(doctors - 100 + 1);
    const mails = await rig.db.read(place, (tx) =>
      tx.selectFrom('outbox').select(['kind', 'ref']).where('kind', 'in', ['statement-copy', 'statements-published']).execute(),
    );
    expect([mails.length, new Set(mails.map(({ ref }) => ref)).size]).toEqual([doctors + 1, doctors + 1]);

    // two batches whose last documents are sealed together both say so
    expect(await does({ type: 'publish' })).toMatchObject({ refusals: [], standing: { status: 'published' } });
  }, 60_000);

  /** a process that is killed once so many of its transactions are committed, or when it would begin a delivery */
  const dying = (living: Context, commits: number): Context => {
    let done = 0;
    const killed = (): Promise<never> => Promise.reject(new Error('killed'));
    const transaction: Context['db']['transaction'] = async (owner, work) => {
      const found = await living.db.transaction(owner, work);
      done += 1;
      return done < commits ? found : killed();
    };
    const client = { workflow: { start: killed, signalWithStart: killed } };
    return { ...living, db: { ...living.db, transaction }, client } as unknown as Context;
  };
  type Play = {
    readonly living: Context;
    readonly command: Command<'month-closing'>;
    readonly server: ReturnType<typeof deliveryServer>;
  };
  const again = ({ living, command }: Play): Promise<unknown> => performInTurn(living, command, 2);
  const killedAt =
    (commits: number) =>
    ({ living, command }: Play): Promise<unknown> =>
      expect(performInTurn(dying(living, commits), command)).rejects.toThrow('killed');
  const restart = ({ living }: Play): Promise<unknown> => resume(living);
  const holdUp = ({ server }: Play): void => server.holdUp();
  /** the chain, and after its first commit what happens elsewhere meanwhile */
  const chainWith =
    (meanwhile: (play: Play) => Promise<unknown>, attempt = 1) =>
    (play: Play): Promise<unknown> => {
      let isFirst = true;
      const transaction: Context['db']['transaction'] = async (owner, work) => {
        const found = await play.living.db.transaction(owner, work);
        if (isFirst) {
          isFirst = false;
          await meanwhile(play);
        }
        return found;
      };
      return performInTurn({ ...play.living, db: { ...play.living.db, transaction } }, play.command, attempt);
    };

  const moments: readonly (readonly [string, readonly ((play: Play) => unknown)[]])[] = [
    ['after the first commit; what was resumed is still leaving when the rest is written', [killedAt(1), holdUp, restart, again]],
    [
      'with everything committed, in two processes that both begin what is left',
      [killedAt(Number.POSITIVE_INFINITY), holdUp, again, restart],
    ],
    ['beside a chain that goes on', [holdUp, chainWith(restart)]],
    ['by an attempt beside a slower one, which writes the next batch and dies', [killedAt(1), chainWith(killedAt(2), 2)]],
    ['once the delivery has begun', [holdUp, chainWith(() => Promise.resolve()), restart]],
  ];

  test.each(moments)(
    'a process killed and started again %s: nothing is handed on twice, nothing is forgotten',
    async (_, steps) => {
      const server = deliveryServer(rig.db);
      const living = { ...context(), client: server.client } as unknown as Context;
      const approved = nextDue(await approve());
      await playAll({ living, command: approved, server }, steps);
      const documents = await idsOf('documents');
      expect([(await state()).status, documents.length]).toEqual(['issued', doctors]);
      expect(documents.filter((id) => server.handedOn.get(id) !== 1)).toEqual([]);

      const told = nextDue(await does({ type: 'publish' }));
      await playAll({ living, command: told, server }, steps);
      const mails = (await idsOf('outbox')).filter((id) => id.startsWith(told.id.slice(0, told.id.indexOf('/publish/'))));
      expect([(await state()).status, mails.length]).toEqual(['published', doctors - 100 + 1]);
      expect(mails.filter((id) => server.handedOn.get(id) !== 1)).toEqual([]);
      const forgotten = (await rig.db.operator(undeliveredCommands)).filter(({ collectivity }) => collectivity === place);
      // the acts of people have deliveries of their own, which only a restart plays here
      expect(forgotten.filter(({ id }) => steps.includes(restart) || !id.startsWith('c.'))).toEqual([]);
    },
    60_000,
  );

  const playAll = async (play: Play, steps: readonly ((play: Play) => unknown)[]): Promise<void> => {
    for (const step of steps) await step(play);
    await play.server.settled();
  };
  const idsOf = async (table: 'documents' | 'outbox'): Promise<readonly string[]> =>
    (await rig.db.read(place, (tx) => tx.selectFrom(table).select('id').execute())).map(({ id }) => id);

  test('a change among doctors who have no number yet reopens the whole PROJET; the numbers that were taken stay', async () => {
    const { standing } = await approve();
    await does({ type: 'issue' });
    const before = await does({ type: 'issue' });
    expect([standing?.status, before.standing?.status, (await state()).statements]).toEqual(['approved', 'approved', 200]);
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
    expect((await state()).draft?.totals).toMatchObject({ count: doctors - 200 });
    expect(await performInTurn(context(), nextDue(await approve()))).toMatchObject({ standing: { status: 'issued' } });
    expect((await state()).statements).toBe(doctors);
  }, 60_000);
});
