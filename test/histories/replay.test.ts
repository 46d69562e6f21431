import { homedir, hostname, tmpdir } from 'node:os';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { workflowBundle } from '../../worker/bundle';
import { readCorpus, readIndex, type Kept } from './history-file';
import { bundleWith } from './mutant';
import { replay } from './replay';
import { judge, type Judged } from './report';
import { isClosed, workflowOf } from './shown';

// what a replay refuses is what these tests want to see, and it is logged
const nothing = (): void => undefined;
Runtime.install({
  logger: new DefaultLogger('ERROR', nothing),
  telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
  shutdownSignals: [],
});

const corpus = readCorpus();
const of = (workflow: string): readonly Kept[] => corpus.filter(({ history }) => workflowOf(history) === workflow);
const faults = async (codePath: string, histories: readonly Kept[]): Promise<readonly (string | null)[]> =>
  (await replay(codePath, histories)).map(({ fault }) => fault);
const missing = ({ branches }: Judged): readonly string[] => branches.filter(({ isShown }) => !isShown).map(({ name }) => name);

describe('recorded histories (npm run histories)', () => {
  test('R-43: all of them replay on the stories of today, and take every branch of these', async () => {
    const { codePath } = await workflowBundle();
    const judged = await judge(codePath, corpus);
    expect(judged.replayed.filter(({ fault }) => fault !== null)).toEqual([]);
    const { histories } = readIndex();
    expect([corpus.length, judged.replayed.length]).toEqual([histories.length, histories.length]);
    expect(histories.length).toBeGreaterThan(40);
    expect({ missing: missing(judged), stale: judged.stale }).toEqual({ missing: [], stale: [] });
    expect(judged.branches.length).toBeGreaterThan(250);
    const [one] = corpus;
    expect(missing(await judge(codePath, one === undefined ? [] : [one])).length).toBeGreaterThan(100);
  }, 60_000);

  test('two activities of a delivery in another order: each history that scheduled both is refused', async () => {
    const { codePath } = await bundleWith({
      file: 'workflows/delivery.ts',
      from: /(drawThenTell\(collectivity, documents, others\)),(\s*)(mailThenAnnounce\(collectivity, messages, announcements\))/,
      to: '$3,$2$1',
    });
    const deliveries = of('delivery');
    const found = await faults(codePath, deliveries);
    expect(found.filter((fault) => fault !== null).length).toBeGreaterThan(0);
    expect(found.every((fault) => fault === null || fault.startsWith('DeterminismViolationError'))).toBe(true);
  }, 60_000);

  test('R-06: a cap that is lowered changes no story: what was decided under the former one still replays', async () => {
    const { codePath } = await bundleWith({ file: 'domain/caps.ts', from: /total > monthlyHard/, to: 'total > monthlyHard - 1' });
    expect(
      (await faults(codePath, [...of('consultationDay'), ...of('engagement'), ...of('cover')])).filter((fault) => fault !== null),
    ).toEqual([]);
  }, 60_000);

  test('each is the history of a closed run, and names neither a machine nor a key', () => {
    expect(corpus.filter(({ history }) => !isClosed(history)).map(({ name }) => name)).toEqual([]);
    for (const { name, history } of corpus) {
      const said = JSON.stringify(history, (field, value: unknown) =>
        field === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value,
      );
      const leaks = [
        `@${hostname()}`,
        '"identity"',
        '://',
        `${tmpdir()}/`,
        `${homedir()}/`,
        '/home/',
        '/Users/',
        'node_modules',
        'binary/encrypted',
        'relais_',
      ];
      expect({ name, leaks: leaks.filter((each) => said.includes(each)) }).toEqual({ name, leaks: [] });
    }
  });
});
