import type { CodeBranch } from './branch-coverage';

type Unreached = { readonly line: string; readonly ways: readonly string[]; readonly why: string };

/** Branches that no history can take, each with its reason; one that a history takes after all, or that is no longer written, fails the tests. */
export const outOfReach: readonly Unreached[] = [
  {
    line: 'validator: (_command: Command<N>) => {',
    ways: ['called'],
    why: 'a replay asks no validator, and a refused update leaves no event: test/workflows/dossier.live.test.ts',
  },
  {
    line: "if (state.closing) throw new Error('this run is closing: send again');",
    ways: ['yes', 'no'],
    why: 'the same validator',
  },
  {
    line: "if (now === null) throw new Error('a story needs a record');",
    ways: ['yes'],
    why: 'a throw fails the task, which is tried again for ever: such a run is never closed',
  },
  {
    line: 'await condition(() => state.waiting === 0 && allHandlersFinished());',
    ways: ['before &&'],
    why: 'nothing arrives between this wait and the one before it: what came with a task is handed over at once. Kept against another order',
  },
  {
    line: 'if (was?.closed !== false && standing?.closed === false) await again(start, standing);',
    ways: ['yes'],
    why: 'the same order',
  },
  {
    line: "export const dossierRun = ({ collectivity, noun, dossier }: Pick<Command, 'collectivity' | 'noun' | 'dossier'>): string =>",
    ways: ['called'],
    why: 'for those who start a run',
  },
  {
    line: 'export const deliveryRun = (collectivity: string, command: string): string => `delivery/${collectivity}/${command}`;',
    ways: ['called'],
    why: 'for those who start a run',
  },
  { line: 'export const scheduledClosing = (', ways: ['called'], why: 'for those who start a run' },
];

const is = ({ line, way }: CodeBranch, each: Unreached): boolean => each.line === line && each.ways.includes(way);
export const isOutOfReach = (branch: CodeBranch): boolean => outOfReach.some((each) => is(branch, each));
