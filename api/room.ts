import type { RequestHandler } from 'express';
import { noRoom } from '../runtime/room';
import { problem, ProblemError, type Problem } from './problems';
import type { Service } from './service';

/** Refused before anything is begun: an act half-done on a full disk would be told late, and by another error. */
export const fullDisk: Problem = problem('disk-full', {
  detail: `Relais n’accepte plus d’actes, car ${noRoom}. Libérez de l’espace, puis renvoyez la même demande avec la même clé\u00A0; le service reprend de lui-même.`,
});

/** Reading goes on; what would be written is refused while the disk is full. */
export function roomFirst({ hasRoom }: Service): RequestHandler {
  return ({ method }, _response, next) => {
    const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
    next(isRead || hasRoom?.() !== false ? undefined : new ProblemError(fullDisk));
  };
}
