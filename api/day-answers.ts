import { z } from 'zod';
import { refusalReasons, type DayAction, type RefusalReason, type Side } from '../domain/consultation-day';
import { refusalReasonsOf } from '../domain/day-reasons';
import { act, type Route } from './act';
import { problem, ProblemError } from './problems';
import { administrators } from './reference';

const body = z.strictObject({
  side: z.enum(['doctor', 'site']),
  answer: z.enum(['accept', 'refuse']),
  reason: z.enum(refusalReasons).nullable().describe('Motif du refus, parmi ceux de cette personne\u00A0; nul quand elle accepte'),
});

/** each side gives its own reasons. */
function refusal(side: Side, reason: RefusalReason | null): DayAction {
  if (reason !== null && refusalReasonsOf[side].some((each) => each === reason)) return { type: 'answer', side, answer: 'refuse', reason };
  const detail = reason === null ? 'Indiquez le motif du refus.' : 'Ce motif n’est pas de ceux que donne cette personne.';
  throw new ProblemError(problem('invalid-input', { errors: [{ pointer: '/reason', code: 'reason', detail }] }));
}

/** A conversation by phone is enough: the answer is the side's, and the record keeps who typed it. */
export const dayAnswerRoutes: readonly Route[] = [
  act({
    noun: 'consultation-day',
    path: '/consultation-days/:id/answer',
    roles: administrators,
    title: 'Enregistrer la réponse donnée par téléphone à une proposition de journée',
    body,
    action: ({ side, answer, reason }) => (answer === 'accept' ? { type: 'answer', side, answer } : refusal(side, reason)),
  }),
];
