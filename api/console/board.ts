import { frenchDate, instant, plus } from '../../domain/dates';
import type { Role } from '../../domain/decision';
import { boardTasks, type BoardTask } from '../../store/board';
import { begun } from '../../store/console-beginnings';
import { undeliveredMessage } from '../../store/next-actions';
import { taskSentence, words } from '../../templates/french';
import { frenchDeadline, lateWords } from '../../templates/lateness';
import { boardPage, settlementForm, type BoardLine, type Urgency } from '../../templates/pages/console/board';
import { pathOf } from '../act';
import { apiRoute, first, page, post, readers, type ConsoleEntry, type Visit } from '../console-page';
import { isNoun } from '../resources';
import { aboutWords, ownerWords } from '../task-words';
import { stepsLeft } from './beginnings';
import { thingsOf, type Thing } from './board-things';

function urgencyOf({ until }: Pick<BoardTask, 'until'>, { now }: Visit): Urgency {
  if (until === null) return 'open';
  if (until < now) return 'late';
  return until < plus(now, { days: 7 }) ? 'week' : 'later';
}

const mostNamed = 3;

/** A call to twelve volunteers is one thing: a few names tell which one. */
function whoOf(owners: readonly BoardTask[], reader: Role): string {
  const names = [...new Set(owners.map((each) => ownerWords(each, reader)))];
  const more = names.length - mostNamed;
  if (more <= 0) return names.join('\u00a0; ');
  return `${names.slice(0, mostNamed).join('\u00a0; ')} et ${more === 1 ? 'une autre personne' : `${more} autres personnes`}`;
}

function lineOf({ task, owners }: Thing, visit: Visit): BoardLine {
  const { noun, dossier, key, what, until, detail } = task;
  const { collectivity, kit, now, call } = visit;
  const shown = task.shownAt ?? { noun, dossier };
  const path = isNoun(shown.noun) ? pathOf(shown.noun) : '';
  const message = undeliveredMessage(key);
  const end = until === null ? null : instant(until);
  return {
    task: `${noun}/${dossier}/${key}`,
    urgency: urgencyOf(task, visit),
    nextStep: isNoun(noun) ? taskSentence(noun, what, detail) : what,
    about: aboutWords(task, call.role),
    who: whoOf(owners, call.role),
    until: end === null ? '' : frenchDeadline(end, collectivity.zone),
    late: end === null || end >= now ? null : lateWords(end, now, collectivity.zone),
    kind: isNoun(noun) ? words[noun].name : noun,
    href: path !== '' && kit.may(`/${path}/:id`) ? `/console/${path}/${shown.dossier}` : null,
    undelivered: message !== null,
    document: what === 'document-failed' ? key.slice(`${what}/`.length) : null,
  };
}

function isFor({ owners }: Thing, { query, call }: Visit): boolean {
  const isMine = owners.some(({ ownerKind, owner }) => ownerKind === 'role' && owner === call.role);
  switch (query['pour']) {
    case 'moi':
      return isMine;
    case 'autres':
      return !isMine;
    default:
      return true;
  }
}

const board = page({
  path: '/',
  menu: 'Tableau de bord',
  roles: readers,
  load: async (tx, { collectivity }) => ({ all: await boardTasks(tx, collectivity), steps: stepsLeft(await begun(tx)) }),
  render: ({ all, steps }, visit) => {
    const things = thingsOf(all);
    return boardPage(
      {
        lines: things.filter((thing) => isFor(thing, visit)).map((thing) => lineOf(thing, visit)),
        total: things.length,
        audience: visit.query['pour'] ?? '',
        today: frenchDate(visit.today),
        steps,
      },
      visit.kit,
    );
  },
});

export const boardEntries: readonly ConsoleEntry[] = [
  board,
  post({
    path: '/tasks/settlement',
    form: ({ fields }) => settlementForm(first(fields, 'task')),
    page: board,
    route: apiRoute('post', '/tasks/settlement'),
    body: ({ fields }) => ({ task: first(fields, 'task'), reason: first(fields, 'reason') }),
    done: () => ({ to: '/console', notice: 'Le courriel non remis est classé, avec ce qui a été fait.' }),
  }),
];
