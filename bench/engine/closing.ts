import { setTimeout as pause } from 'node:timers/promises';
import { closingId, type Closing } from '../../domain/closing-state';
import type { CollectivityId } from '../../domain/ids';
import { stateOf } from '../../store/records';
import { attestedMonth, closedMonth } from './month';
import type { Stage } from './stage';

export type Closed = {
  readonly doctors: number;
  readonly collectivity: CollectivityId;
  /** from the announcement to the approval, to the last number, to the last document sealed and told to the closing, to the last doctor written to, to the last mail out */
  readonly ms: Readonly<Record<Stop, number>>;
  /** of the closing's run, and of all the deliveries and tellings that it caused */
  readonly events: { readonly closing: number; readonly deliveries: number };
  /** the most memory that this process held, in megabytes */
  readonly rss: number;
};

export const stops = ['approved', 'numbered', 'sealed', 'published', 'mailed'] as const;
export type Stop = (typeof stops)[number];

const askEveryMs = 50;
const approver = { kind: 'user', user: 'approver-9', role: 'approver' } as const;

/** One month of so many doctors, from its announcement to its last mail. */
export async function closeMonthOf(stage: Stage, doctors: number, say: (line: string) => void): Promise<Closed> {
  const { context } = stage;
  const collectivity = await stage.collectivity();
  await attestedMonth(context.db, collectivity, context.keyring, doctors);
  await atRest(stage, collectivity);
  const of = { collectivity, noun: 'month-closing', dossier: closingId(collectivity, closedMonth) } as const;
  const memory = watchMemory();
  const began = Date.now();
  const started = performance.now();
  await stage.act(of, { type: 'announce', month: closedMonth });
  await stage.act(of, { type: 'freeze' });
  const { draft } = await closingOf(stage, collectivity);
  if (draft === null || draft.totals.count !== doctors) throw new Error(`a PROJET of ${doctors} documents was expected`);
  const { refusals } = await stage.act(of, { type: 'approve', totals: draft.totals, digest: draft.digest }, approver);
  if (refusals.length > 0) throw new Error(`not approved: ${refusals.map(({ code }) => code).join(', ')}`);
  const reached: Record<Stop, number> = { approved: performance.now() - started, numbered: 0, sealed: 0, published: 0, mailed: 0 };
  await until(stage, collectivity, doctors, say, (now) => {
    for (const stop of stops) if (reached[stop] === 0 && isAt(stop, now)) reached[stop] = performance.now() - started;
    return reached.mailed > 0;
  });
  const ms = { ...reached, mailed: (await lastMail(stage, collectivity)) - began };
  return { doctors, collectivity, ms, rss: memory(), events: await eventsOf(stage, collectivity) };
}

/** What the new place told others is no part of its month. */
async function atRest({ context }: Stage, collectivity: CollectivityId): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(askEveryMs)) {
    const { rows } = await context.db.pool.query('SELECT FROM tells WHERE collectivity = $1 AND NOT taken', [collectivity]);
    if (rows.length === 0) return pause(askEveryMs); // its run still writes down what it now waits for
  }
  throw new Error('the new place never rests');
}

/** When it left, by the record: what looks at it now and then is late. */
async function lastMail({ context }: Stage, collectivity: CollectivityId): Promise<number> {
  const { rows } = await context.db.pool.query<{ at: string }>('SELECT max(left_at) AS at FROM outbox WHERE collectivity = $1', [
    collectivity,
  ]);
  return Date.parse(rows[0]?.at ?? '');
}

/** What is asked often, so little of it: by their indexes. */
type Now = { readonly status: string; readonly isUndrawn: boolean; readonly isUnsent: boolean };

function isAt(stop: Stop, { status, isUndrawn, isUnsent }: Now): boolean {
  const isPublished = status === 'published';
  if (stop === 'mailed') return isPublished && !isUnsent;
  if (stop === 'sealed') return (isPublished || status === 'issued') && !isUndrawn;
  return stop === 'published' ? isPublished : stop === 'approved' || isPublished || status === 'issued';
}

async function nowOf({ context }: Stage, collectivity: CollectivityId): Promise<Now> {
  const { rows } = await context.db.pool.query<Now>(
    `SELECT status, EXISTS (SELECT 1 FROM documents WHERE collectivity = $1 AND sha256 IS NULL) AS "isUndrawn",
      EXISTS (SELECT 1 FROM outbox WHERE collectivity = $1 AND status IN ('pending', 'sending')) AS "isUnsent"
    FROM month_closings WHERE collectivity = $1`,
    [collectivity],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a closing was expected');
  return row;
}

async function closingOf({ context }: Stage, collectivity: CollectivityId): Promise<Closing> {
  const state = await context.db.read(collectivity, (tx) => stateOf<Closing>(tx, 'month_closings', closingId(collectivity, closedMonth)));
  if (state === null) throw new Error('a closing was expected');
  return state;
}

type Counts = { readonly issued: number; readonly sealed: number; readonly mails: number; readonly unsent: number };

/** What a reader of the record sees while it goes on. */
async function counts({ context }: Stage, collectivity: CollectivityId): Promise<Counts> {
  const { rows } = await context.db.pool.query<Counts>(
    `SELECT (SELECT count(*)::int FROM statements WHERE collectivity = $1) AS issued,
      (SELECT count(*)::int FROM documents WHERE collectivity = $1 AND sha256 IS NOT NULL) AS sealed,
      (SELECT count(*)::int FROM outbox WHERE collectivity = $1) AS mails,
      (SELECT count(*)::int FROM outbox WHERE collectivity = $1 AND status IN ('pending', 'sending')) AS unsent`,
    [collectivity],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no counts');
  return row;
}

const tellEveryMs = 5_000;
/** tellings without anything new */
const stuckAfter = 24;

/** Waits for as long as something moves; the progress is what the record says. */
async function until(
  stage: Stage,
  collectivity: CollectivityId,
  doctors: number,
  say: (line: string) => void,
  isDone: (now: Now) => boolean,
): Promise<void> {
  let last = '';
  let still = 0;
  let told = performance.now();
  while (!isDone(await nowOf(stage, collectivity))) {
    await pause(askEveryMs);
    if (performance.now() - told < tellEveryMs) continue;
    told = performance.now();
    const { issued, sealed, mails, unsent } = await counts(stage, collectivity);
    const line = `${issued} numérotés, ${sealed} scellés, ${mails - unsent} sur ${mails} courriels partis`;
    say(`  ${doctors} médecins : ${line}, ${Math.round(process.memoryUsage.rss() / 1_048_576)} Mo`);
    still = line === last ? still + 1 : 0;
    if (still > stuckAfter) throw new Error(`${doctors} doctors: nothing moves any more, ${line}`);
    last = line;
  }
}

function watchMemory(): () => number {
  let most = 0;
  const look = (): void => void (most = Math.max(most, process.memoryUsage.rss() / 1_048_576));
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}

/** Every run that the closing caused, from the server's own records; the list of runs follows them with a delay. */
async function eventsOf({ client }: Stage, collectivity: CollectivityId): Promise<Closed['events']> {
  let before = -1;
  for (let tries = 0; tries < 60; tries += 1) {
    const found = { closing: 0, deliveries: 0 };
    for await (const run of client.workflow.list({ query: `RelaisCollectivity = '${collectivity}'` })) {
      const { historyLength } = await client.workflow.getHandle(run.workflowId, run.runId).describe();
      found[run.workflowId.startsWith('month-closing/') ? 'closing' : 'deliveries'] += historyLength;
    }
    const sum = found.closing + found.deliveries;
    if (sum === before) return found;
    before = sum;
    await pause(500);
  }
  throw new Error('the runs never rest');
}
