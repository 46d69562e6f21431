import { canonical } from '../../domain/canonical';
import type { BoardTask } from '../../store/board';

/** What several persons are waited for together: the first task speaks for all. */
export type Thing = { readonly task: BoardTask; readonly owners: readonly BoardTask[] };

/** One paper on its way: whoever sends it and whoever acknowledges it have the same thing to do. */
const sameThing: Readonly<Record<string, string>> = { 'contract-receipt': 'contract-to-transmit' };
/** Of a mail or a document: each is settled by itself. */
const byItself: readonly string[] = ['undelivered', 'document-failed', 'command-stuck'];

/** One line per thing, in the order of the tasks; an act of the collectivity's own comes before what it waits for from others. */
export function thingsOf(tasks: readonly BoardTask[]): readonly Thing[] {
  const groups = new Map<string, BoardTask[]>();
  for (const task of tasks) {
    const key = thingKey(task);
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups.values()].flatMap((group) => {
    const owners = [...group.filter(isOwn), ...group.filter((task) => !isOwn(task))];
    const [task] = owners;
    return task === undefined ? [] : [{ task, owners }];
  });
}

const isOwn = ({ ownerKind }: BoardTask): boolean => ownerKind === 'role';

function thingKey({ noun, dossier, what, key, until, detail }: BoardTask): string {
  return canonical(byItself.includes(what) ? [noun, dossier, key] : [noun, dossier, sameThing[what] ?? what, until, detail]);
}
