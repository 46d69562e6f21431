import { setTimeout as pause } from 'node:timers/promises';
import { closingId, type Closing } from '../../domain/closing-state';
import type { CollectivityId } from '../../domain/ids';
import { stateOf } from '../../store/records';
import { attestedMonth, closedMonth } from './month';
import type { Stage } from './stage';

export type Closed = {
  readonly doctors: number;
  readonly collectivity: CollectivityId;
  /** from the announcement to the last document sealed and told to the closing, then to the last mail out */
  readonly publishedMs: number;
  readonly mailedMs: number;
  /** of the closing's run, and of all the deliveries and tellings that it caused */
  readonly events: { readonly closing: number; readonly deliveries: number };
  /** the most memory that this process held, in megabytes */
  readonly rss: number;
};

const approver = { kind: 'user', user: 'approver-9', role: 'approver' } as const;

/** One month of so many doctors, from its announcement to its last mail. */
export async function closeMonthOf(stage: Stage, doctors: number, say: (line: string) => void): Promise<Closed> {
  const { context } = stage;
  const collectivity = await stage.collectivity();
  await attestedMonth(context.db, collectivity, context.keyring, doctors);
  const of = { collectivity, noun: 'month-closing', dossier: closingId(collectivity, closedMonth) } as const;
  const memory = watchMemory();
  const started = performance.now();
  await stage.act(of, { type: 'announce', month: closedMonth });
  await stage.act(of, { type: 'freeze' });
  const { draft } = await closingOf(stage, collectivity);
  if (draft === null || draft.totals.count !== doctors) throw new Error(`a PROJET of ${doctors} documents was expected`);
  const { refusals } = await stage.act(of, { type: 'approve', totals: draft.totals, digest: draft.digest }, approver);
  if (refusals.length > 0) throw new Error(`not approved: ${refusals.map(({ code }) => code).join(', ')}`);
  say(`  ${doctors} médecins : approuvé à ${Math.round(performance.now() - started)} ms`);
  await until(stage, collectivity, doctors, say, async () => (await closingOf(stage, collectivity)).status === 'published');
  const publishedMs = performance.now() - started;
  await until(stage, collectivity, doctors, say, async () => (await counts(stage, collectivity)).unsent === 0);
  const mailedMs = performance.now() - started;
  const rss = memory();
  return { doctors, collectivity, publishedMs, mailedMs, rss, events: await eventsOf(stage, collectivity) };
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

const stuckAfterMs = 120_000;
const tellEveryMs = 5_000;

/** Waits for as long as something moves; the progress is what the record says. */
async function until(
  stage: Stage,
  collectivity: CollectivityId,
  doctors: number,
  say: (line: string) => void,
  done: () => Promise<boolean>,
): Promise<void> {
  let last = '';
  let moved = performance.now();
  let told = performance.now();
  while (!(await done())) {
    await pause(doctors > 300 ? 500 : 50);
    const { issued, sealed, mails, unsent } = await counts(stage, collectivity);
    const line = `${issued} numérotés, ${sealed} scellés, ${mails - unsent} sur ${mails} courriels partis`;
    const now = performance.now();
    if (line !== last) moved = now;
    if (now - told > tellEveryMs) {
      say(`  ${doctors} médecins : ${line}`);
      told = now;
    }
    if (now - moved > stuckAfterMs) throw new Error(`${doctors} doctors: nothing moves any more, ${line}`);
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
