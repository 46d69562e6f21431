import { z } from 'zod';
import type { Collectivity } from '../domain/collectivity';
import { wallTime } from '../domain/dates';
import type { Role } from '../domain/decision';
import { dossierId, isId, type DossierId } from '../domain/ids';
import type { Noun } from '../domain/nouns';
import { boardTasks, type BoardTask } from '../store/board';
import { undeliveredMessage, type Task } from '../store/next-actions';
import { stateOf } from '../store/records';
import { taskSentence } from '../templates/french';
import { keyedCommand, read, type Call, type Reply, type Route } from './act';
import { problem, ProblemError, refusedProblem } from './problems';
import { isNoun } from './resources';
import { textSchema } from './schemas';
import { submit } from './submit';
import { ownerWords } from './task-words';

/** A dossier's noun and id hold no slash, so that the id of a task can be read back. */
const taskId = ({ noun, dossier, key }: Pick<Task, 'noun' | 'dossier' | 'key'>): string => `${noun}/${dossier}/${key}`;
const taskPattern = /^([a-z-]+)\/([^/]+)\/(.+)$/;

function shownTask(task: BoardTask, reader: Role): object {
  const { noun, dossier, ownerKind, owner, what, until, detail } = task;
  return {
    id: taskId(task),
    noun,
    dossier,
    owner: { kind: ownerKind, ref: owner, name: ownerWords(task, reader) },
    what,
    until,
    detail,
    nextStep: isNoun(noun) ? taskSentence(noun, what, detail) : what,
  };
}

const taskSchema = z.object({
  id: z.string(),
  noun: z.string(),
  dossier: z.string(),
  owner: z.object({
    kind: z.enum(['role', 'party']),
    ref: z.string(),
    name: z
      .string()
      .describe('Qui est attendu, en clair\u00A0: un rôle ou un nom. Hors administration, une personne est dite par sa qualité.'),
  }),
  what: z.string(),
  until: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  nextStep: z.string(),
});

const settlement = z.strictObject({
  task: z
    .string()
    .max(600)
    .regex(/^[!-~]*$/, 'Identifiant de tâche mal formé.'),
  reason: textSchema(500),
});
const settledSchema = z.object({ task: z.string(), status: z.enum(['settled', 'pending']) });

/** a mail that could not be delivered is dealt with by somebody who says how. Every other task goes away by its own act. */
async function settle(call: Call): Promise<Reply> {
  const { task, reason } = settlement.parse(call.body);
  const { noun, dossier, message } = undeliveredBehind(task);
  const { collectivity, user, role } = call;
  const outcome = await submit(call.service, {
    id: keyedCommand(call),
    collectivity,
    noun,
    dossier,
    by: { kind: 'user', user, role },
    received: wallTime(Date.now()),
    action: { type: 'settle-undelivered', message, reason },
  });
  if (outcome === null) return { status: 202, body: { task, status: 'pending' } };
  if (outcome.refusals.some(({ code }) => code === 'unknown-task'))
    throw new ProblemError(problem('not-found', { detail: 'Cette tâche n’existe pas ou a déjà été traitée.' }));
  if (outcome.refusals.length > 0) throw new ProblemError(refusedProblem(noun, outcome.refusals));
  return { status: 200, body: { task, status: 'settled' } };
}

function undeliveredBehind(task: string): { readonly noun: Noun; readonly dossier: DossierId; readonly message: string } {
  const [, noun = '', dossier = '', key = ''] = taskPattern.exec(task) ?? [];
  if (!isNoun(noun) || !isId(dossier)) throw new ProblemError(problem('not-found'));
  const message = undeliveredMessage(key);
  if (message === null)
    throw new ProblemError(problem('refused', { detail: 'Cette tâche disparaît d’elle-même quand l’acte qu’elle attend est fait.' }));
  return { noun, dossier: dossierId(dossier), message };
}

/** What waits, for whom, until when, next step. */
export const taskRoutes: readonly Route[] = [
  read({
    path: '/tasks',
    roles: ['administrator', 'approver', 'accountant', 'auditor'],
    title: 'Ce qui attend, de qui, jusqu’à quand',
    tag: 'tasks',
    answer: z.object({ items: z.array(taskSchema) }),
    load: async (tx, { collectivity, role }) => {
      const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
      return settings === null ? null : { items: (await boardTasks(tx, settings)).map((task) => shownTask(task, role)) };
    },
  }),
  {
    method: 'post',
    path: '/tasks/settlement',
    title: 'Dire comment un courriel non remis a été traité',
    tag: 'tasks',
    roles: ['administrator'],
    body: settlement,
    answers: {
      200: { description: 'La tâche est traitée', schema: settledSchema },
      202: { description: 'La demande est en cours\u00A0: refaites-la avec la même clé pour lire son résultat', schema: settledSchema },
    },
    run: settle,
  },
];
