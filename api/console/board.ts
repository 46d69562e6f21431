import { frenchDate, frenchInstant, instant, plus } from '../../domain/dates';
import { roles } from '../../domain/decision';
import { boardTasks, type BoardTask } from '../../store/board';
import { undeliveredMessage } from '../../store/next-actions';
import { taskSentence, words } from '../../templates/french';
import { boardPage, settlementForm, type BoardLine, type Urgency } from '../../templates/pages/console/board';
import { roleNames } from '../../templates/pages/console/roles';
import { pathOf } from '../act';
import { apiRoute, first, page, post, readers, type ConsoleEntry, type Visit } from '../console-page';
import { isNoun } from '../resources';

function urgencyOf({ until }: Pick<BoardTask, 'until'>, { now }: Visit): Urgency {
  if (until === null) return 'open';
  if (until < now) return 'late';
  return until < plus(now, { days: 7 }) ? 'week' : 'later';
}

function whoOf({ ownerKind, owner, ownerName }: BoardTask): string {
  if (ownerKind !== 'role') return ownerName ?? 'Une personne du dossier';
  const role = roles.find((each) => each === owner);
  return role === undefined ? owner : capital(roleNames[role]);
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function lineOf(task: BoardTask, visit: Visit): BoardLine {
  const { noun, dossier, key, what, until, detail, date, doctor, site } = task;
  const path = isNoun(noun) ? pathOf(noun) : '';
  const message = undeliveredMessage(key);
  return {
    task: `${noun}/${dossier}/${key}`,
    urgency: urgencyOf(task, visit),
    nextStep: isNoun(noun) ? taskSentence(noun, what, detail) : what,
    about: [doctor, site, date === null ? null : frenchDate(date)].filter((each) => each !== null).join(', '),
    who: whoOf(task),
    until: until === null ? '' : frenchInstant(instant(until), visit.collectivity.zone),
    kind: isNoun(noun) ? words[noun].name : noun,
    href: isNoun(noun) && visit.kit.may(`/${path}/:id`) ? `/console/${path}/${dossier}` : null,
    undelivered: message !== null,
    document: what === 'document-failed' ? key.slice(`${what}/`.length) : null,
  };
}

function isFor({ ownerKind, owner }: BoardTask, { query, call }: Visit): boolean {
  switch (query['pour']) {
    case 'moi':
      return ownerKind === 'role' && owner === call.role;
    case 'autres':
      return ownerKind !== 'role' || owner !== call.role;
    default:
      return true;
  }
}

const board = page({
  path: '/',
  menu: 'Tableau de bord',
  roles: readers,
  load: (tx, { collectivity }) => boardTasks(tx, collectivity),
  render: (all, visit) => {
    const shown = all.filter((task) => isFor(task, visit));
    return boardPage(
      {
        lines: shown.map((task) => lineOf(task, visit)),
        total: all.length,
        audience: visit.query['pour'] ?? '',
        today: frenchDate(visit.today),
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
