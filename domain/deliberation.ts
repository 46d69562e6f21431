import { later, type CivilDate } from './dates';
import type { Refusal } from './decision';
import { pointer, reader } from './reader';

/** Enforceable once received by the préfet and published (CGCT, art. L.3131-1): null until then. */
export type Deliberation = {
  readonly reference: string;
  readonly votedOn: CivilDate;
  readonly transmittedOn: CivilDate | null;
  readonly publishedOn: CivilDate | null;
  readonly enforceableOn: CivilDate | null;
};

export type Vote = Pick<Deliberation, 'reference' | 'votedOn'>;
/** `transmittedOn` is the date of the préfecture's acknowledgement. */
export type Formalities = { readonly transmittedOn: CivilDate; readonly publishedOn: CivilDate };

export function isEnforceable(deliberation: Deliberation | null): boolean {
  return deliberation !== null && deliberation.enforceableOn !== null;
}

export function readVote({ reference, votedOn }: Vote, today: CivilDate): { readonly vote: Vote; readonly refusals: readonly Refusal[] } {
  const read = reader(pointer(''));
  read.check('votedOn', votedOn <= today, 'date-future');
  return { vote: { reference: read.text('reference', reference), votedOn }, refusals: read.refusals };
}

/** what has not happened yet makes nothing enforceable, and nothing is transmitted before it is voted. */
export function formalityFaults(formalities: Formalities, { votedOn }: Vote, today: CivilDate): readonly Refusal[] {
  const read = reader(pointer(''));
  for (const name of ['transmittedOn', 'publishedOn'] as const) {
    read.check(name, formalities[name] >= votedOn, 'before-vote', { date: votedOn });
    read.check(name, formalities[name] <= today, 'date-future');
  }
  return read.refusals;
}

export function enforceable(vote: Vote, { transmittedOn, publishedOn }: Formalities): Deliberation {
  const { reference, votedOn } = vote;
  return { reference, votedOn, transmittedOn, publishedOn, enforceableOn: later(transmittedOn, publishedOn) };
}
