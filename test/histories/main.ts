import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { failureConverterPath } from '../../runtime/payload-codec';
import { connectWorker, prepareNamespace } from '../../runtime/temporal';
import { startTemporalServer } from '../../runtime/temporal-server';
import { workflowBundle } from '../../worker/bundle';
import { codeBranches, counting } from './branch-coverage';
import { choose, type Candidate } from './choose';
import { writeCorpus, type HistoryJson, type Origin } from './history-file';
import { replay } from './replay';
import { playScenes } from './scenes';
import { scriptedWorkers } from './scripted-record';
import { closedRuns, playSeason, seasonRuns } from './season-runs';
import { report } from './report';
import { shownBy } from './shown';

/**
 * Records the corpus that the tests replay: the closed runs of a season of the product, and scenes on scripted records for what a season does not
 * show. A data folder may be named whose season has been played: `npm run histories -- <folder>`.
 */
async function main(given: string | undefined): Promise<number> {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
    shutdownSignals: [],
  });
  const { codePath } = await workflowBundle();
  const data = given ?? mkdtempSync(join(tmpdir(), 'relais-histories-'));
  try {
    if (given === undefined) {
      console.log('Une saison est jouée : trois à quatre minutes.');
      await playSeason(data);
    }
    const { lived, scripted } = await recorded(data, codePath);
    console.log(`${lived.length} histoires closes de la saison, ${scripted.length} de scènes.`);
    const kept = choose([...(await judged(lived, 'season', codePath)), ...(await judged(scripted, 'scene', codePath))]);
    writeCorpus(kept);
    return await report(codePath, console.log);
  } finally {
    if (given === undefined) rmSync(data, { recursive: true, force: true });
  }
}

async function recorded(
  data: string,
  codePath: string,
): Promise<{ readonly lived: readonly HistoryJson[]; readonly scripted: readonly HistoryJson[] }> {
  const server = await startTemporalServer({
    dataFolder: data,
    durable: false,
    headless: true,
    progress: (line) => console.log(line),
    env: { temporalAddress: undefined, temporalCli: process.env['TEMPORAL_CLI'] },
  });
  try {
    return { lived: await seasonRuns(data, server.address), scripted: await playedScenes(server.address, codePath) };
  } finally {
    await server.stop();
  }
}

async function playedScenes(address: string, codePath: string): Promise<readonly HistoryJson[]> {
  const namespace = `scenes-${process.pid}`;
  // one scene is heavy on purpose: more than a client takes at once
  const connection = await Connection.connect({ address, channelArgs: { 'grpc.max_receive_message_length': 64 * 1024 * 1024 } });
  await prepareNamespace(connection, namespace);
  const client = new Client({ connection, namespace, dataConverter: { failureConverterPath } });
  const forWorkers = await connectWorker({ address });
  const stop = await scriptedWorkers(forWorkers, namespace, codePath);
  try {
    await playScenes(client);
  } finally {
    await stop();
    await forWorkers.close();
  }
  await settled(client);
  const found = await closedRuns(client, null);
  await connection.close();
  return found;
}

/** The server lists a run that ended a moment after its end. */
async function settled(client: Client): Promise<void> {
  for (let before = -1, tries = 0; tries < 20; tries += 1) {
    const { count } = await client.workflow.count("ExecutionStatus != 'Running'");
    if (count === before) return;
    before = count;
    await pause(2_000);
  }
}

/** Replays each and notes what it shows; one that today's stories would not have written is left out. */
async function judged(histories: readonly HistoryJson[], from: Origin, codePath: string): Promise<readonly Candidate[]> {
  const branches = codeBranches(codePath);
  const candidates: Candidate[] = [];
  const named = histories.map((history, n) => ({ name: String(n), history }));
  const replayed = await counting(codePath, (copy, taken) =>
    replay(copy, named, async (name) => {
      const history = histories[Number(name)];
      const count = await taken();
      if (history === undefined) return;
      const ways = branches.filter(({ isTaken }) => isTaken(count)).map((branch) => branch.name);
      candidates.push({ history, from, shows: new Set([...shownBy(history), ...ways]) });
    }),
  );
  const faulty = new Set(replayed.flatMap(({ name, fault }) => (fault === null ? [] : [name])));
  if (faulty.size > 0) console.log(`${faulty.size} histoire(s) que les récits d’aujourd’hui n’auraient pas écrites : laissées.`);
  return candidates.filter((_, n) => !faulty.has(String(n)));
}

void main(process.argv[2]).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
