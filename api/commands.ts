import { z } from 'zod';
import { collectivityId } from '../domain/ids';
import type { Outcome } from '../domain/nouns';
import { outcomeOf } from '../store/commands';
import type { Call, Reply, Route } from './act';
import { isMinted } from './command-ids';
import { problem, ProblemError } from './problems';

const answerSchema = z.discriminatedUnion('status', [
  z.object({ command: z.string(), status: z.literal('pending') }),
  z.object({
    command: z.string(),
    status: z.literal('done'),
    noun: z.string(),
    dossier: z.string(),
    refusals: z.array(z.looseObject({ code: z.string() })),
  }),
]);

/** Where the operator's own acts are minted: the rows that they make belong to the collectivities. */
export const operatorScope = collectivityId('operator');

type Found = { readonly noun: string; readonly dossier: string; readonly outcome: Outcome } | null;

/** A collectivity reads its own rows; the operator those of the acts that this instance gave it an id for. */
async function found({ service: { db }, collectivity }: Call, id: string, minted: boolean): Promise<Found> {
  if (collectivity !== operatorScope) return db.read(collectivity, (tx) => outcomeOf(tx, id));
  return minted ? db.operator((tx) => outcomeOf(tx, id)) : null;
}

async function result(call: Call): Promise<Reply> {
  const { id = '' } = call.params;
  const minted = isMinted(call.service.keyring, call.collectivity, id);
  const known = await found(call, id, minted);
  if (known !== null) {
    const { noun, dossier, outcome } = known;
    return { status: 200, body: { command: id, status: 'done', noun, dossier, refusals: outcome.refusals } };
  }
  if (!minted) throw new ProblemError(problem('not-found', { detail: 'Aucun acte ne porte cet identifiant.' }));
  return { status: 200, body: { command: id, status: 'pending' }, headers: { 'Retry-After': '2' } };
}

export const commandRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/commands/:id',
    title: 'Résultat d’un acte pris en charge',
    tag: 'commands',
    roles: ['administrator', 'approver', 'accountant', 'auditor', 'operator'],
    answers: { 200: { description: 'Le résultat de l’acte, ou «\u00A0pending\u00A0» tant qu’il n’est pas connu', schema: answerSchema } },
    run: result,
  },
];
