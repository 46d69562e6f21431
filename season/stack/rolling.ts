import { setTimeout as pause } from 'node:timers/promises';
import { dateIn, firstDay, plusDays } from '../../domain/dates';
import { paris } from '../clock';
import { rollingName } from '../figure';
import type { Beside } from '../instance';
import type { Workers } from './workers';

const lookMs = 200;

/** In mid-season, while days are proposed, held and settled, every worker gives way to a new one. */
export function rolling(crew: Workers, steady: () => readonly string[]): Beside {
  return async ({ clock, months, ended, say }) => {
    const due = plusDays(firstDay(months[1]), -5);
    const broken: string[] = [];
    while (!ended() && dateIn(clock.now(), paris) < due) await pause(lookMs);
    if (!ended()) {
      say('Les workers sont remplacés un à un.');
      await crew.roll().catch((error: unknown) => void broken.push(error instanceof Error ? error.message : String(error)));
      say(`${crew.rolled()} workers remplacés.`);
    }
    while (!ended()) await pause(lookMs);
    const faults = [...broken, ...crew.faults(), ...steady(), ...(crew.rolled() === 0 ? ['aucun worker n’a été remplacé'] : [])];
    return [{ name: rollingName, holds: faults.length === 0, cases: crew.rolled(), faults }];
  };
}
