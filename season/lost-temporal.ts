import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dateIn, firstDay, plusDays } from '../domain/dates';
import { mailsOf } from './chaos/unrest';
import { paris } from './clock';
import type { Beside, Instance } from './instance';
import { postOffice, type Mail } from './mailbox';

const lookMs = 200;
export const lostName = 'les données de Temporal effacées en mi-saison, tout dossier ouvert reprend de son enregistrement';
export const onceName = 'personne ne lit deux fois le même courriel en douze heures';

/** In mid-season, while days are proposed, held and settled, Relais stops, Temporal's data are deleted, and Relais starts again. */
export function losing({ restart }: Pick<Instance, 'restart'>): Beside {
  if (restart === undefined)
    throw new Error('avec --lose-temporal, la saison démarre Relais elle-même : arrêtez d’abord celui qui tourne sur ce dossier.');
  return async ({ clock, months, ended, say, options }) => {
    const due = plusDays(firstDay(months[1]), -5);
    const faults: string[] = [];
    let lost = 0;
    while (!ended() && dateIn(clock.now(), paris) < due) await pause(lookMs);
    if (!ended()) {
      const since = Date.now();
      await restart((data) => void (lost = forget(data))).catch(
        (error: unknown) => void faults.push(error instanceof Error ? error.message : String(error)),
      );
      say(`Temporal a tout oublié : Relais sert de nouveau après ${Math.round((Date.now() - since) / 1000)} s.`);
    }
    while (!ended()) await pause(lookMs);
    if (lost === 0) faults.push('rien n’a été effacé');
    const post = postOffice(mailsOf(options), clock);
    await post.fresh();
    const again = post.doubles() === 0 ? [] : [`${post.doubles()} courriels arrivés une seconde fois`];
    const twice = [...again, ...toldTwice(post.all())];
    return [
      { name: lostName, holds: faults.length === 0, cases: lost, faults },
      { name: onceName, holds: twice.length === 0, cases: post.all().length, faults: twice },
    ];
  };
}

/** Everything that the server keeps; the records are beside it. */
function forget(data: string): number {
  const lost = readdirSync(data).filter((name) => name.startsWith('temporal-'));
  for (const name of lost) rmSync(join(data, name));
  return lost.length;
}

const soonMs = 12 * 3_600_000;
type Read = Pick<Mail, 'to' | 'kind' | 'subject' | 'text' | 'date'>;

/** The same words to the same person so soon after each other; their links may differ. A reminder comes days later, a list of what waits the next day. */
export function toldTwice(mails: readonly Read[]): readonly string[] {
  const last = new Map<string, number>();
  return mails
    .map((mail) => ({ mail, at: Date.parse(mail.date) }))
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ mail: { to, kind, subject, text }, at }) => {
      const words = [to, kind, subject, text.replaceAll(/https?:\/\/\S+/g, '')].join('\n');
      const before = last.get(words) ?? -Infinity;
      last.set(words, at);
      return at - before < soonMs ? [`${kind} (${to}) : ${subject}`] : [];
    });
}
