import { convention, type Convention, type ConventionNoun } from '../../domain/convention';
import type { ConventionStatus } from '../../domain/convention-record';
import { civilDate, instant } from '../../domain/dates';
import type { FactsOf } from '../../domain/decision';
import { childId, dossierId } from '../../domain/ids';
import { aConvention, aProgramme, aZone, baseFacts, eventsOf } from './reference-data';

export type Action = ConventionNoun['action'];
export type Facts = FactsOf<'convention'>;
export const facts: Facts = {
  ...baseFacts(),
  zones: [aZone()],
  programmes: [{ id: dossierId('programme-1'), programme: { status: 'active', ...aProgramme() } }],
  rank: 1,
};
export const round = childId(facts.dossier, 'round-1');
export const byRound = { by: { kind: 'dossier', noun: 'signature-round', dossier: round } } as const;

export function after(state: Convention | null, action: Action, more: Partial<Facts> = {}): Convention {
  const next = eventsOf(convention.decide(state, action, { ...facts, ...more })).reduce<Convention | null>(convention.evolve, state);
  if (next === null) throw new Error('nothing happened');
  return next;
}

export const vote = { type: 'record-deliberation', reference: '2026-07-12', votedOn: civilDate('2026-07-10') } satisfies Action;
export const formalities = (transmittedOn = '2026-07-15', publishedOn = '2026-07-20'): Action => ({
  type: 'make-enforceable',
  transmittedOn: civilDate(transmittedOn),
  publishedOn: civilDate(publishedOn),
});
export const signedBy = (at: string): Action => ({
  type: 'round-signed',
  signatures: ['cdom', 'ars', 'departement'].map((key) => ({ ref: childId(facts.dossier, key), at: instant(at) })),
});

export const enforceable = (): Convention => after(after(aConvention(), vote), formalities());
export const signing = (): Convention => after(enforceable(), { type: 'open-signature' });
export const signed = (at = '2026-09-20T10:00:00.000Z'): Convention => after(signing(), signedBy(at), byRound);
export const inForce = (): Convention => after(signed(), { type: 'fall-due', due: 'effect' });

export const inStatus: Readonly<Record<ConventionStatus, () => Convention>> = {
  draft: () => aConvention(),
  voted: () => after(aConvention(), vote),
  enforceable,
  signing,
  signed,
  'in-force': inForce,
  refused: () => after(signing(), { type: 'round-refused', ref: 'x', reason: 'board' }, byRound),
  ended: () => after(inForce(), { type: 'fall-due', due: 'end' }),
  archived: () => after(aConvention(), { type: 'archive' }),
};
