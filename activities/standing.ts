import { startedByMail } from '../domain/asking';
import { instantAt, wallAt } from '../domain/clock';
import type { Collectivity } from '../domain/collectivity';
import { dateIn, earlier, type Instant } from '../domain/dates';
import type { BaseFacts, Due, FactsOf } from '../domain/decision';
import type { CollectivityId, DossierId } from '../domain/ids';
import type { Command, Noun, Nouns, Standing } from '../domain/nouns';
import { digestOf } from '../store/commands';
import type { Tx } from '../store/db';
import { askingsOf } from '../store/links';
import { recordOf, stateOf } from '../store/records';
import { cardOf } from '../templates/french';
import type { Context } from './context';
import { nouns, type Entry } from './nouns';

/** The dates of an open dossier; those that close an asking count from the moment at which its mail left. */
export async function duesOf<N extends Noun>(
  tx: Tx,
  { rules }: Entry<N>,
  of: Pick<Command, 'noun' | 'dossier'>,
  state: Nouns[N]['state'],
  facts: FactsOf<N>,
): Promise<readonly Due<Nouns[N]['due']>[]> {
  const dues = rules.closed(state) ? [] : rules.dues(state, facts);
  return dues.some(({ asked }) => asked !== undefined) ? startedByMail(dues, await askingsOf(tx, of), facts.now) : dues;
}

/** What the workflow holds: status and next dates on this machine's clock, nothing that two truths could differ in. */
export function standingOf<N extends Noun>(
  { rules, words }: Entry<N>,
  state: Nouns[N]['state'],
  version: number,
  facts: FactsOf<N>,
  dues: readonly Due<Nouns[N]['due']>[],
): Standing<N> {
  const dueNames: Readonly<Record<string, string>> = words.dues;
  const card = cardOf(words, state.status, dues, facts.collectivity.zone);
  return {
    version,
    status: state.status,
    closed: rules.closed(state),
    card,
    dues: dues.map(({ what, at, item }) => ({
      what,
      label: dueNames[what] ?? what,
      at: wallAt(facts.collectivity.clock, at),
      ...(item === undefined ? {} : { item }),
    })),
  };
}

export function nextDue(dues: readonly { readonly at: Instant }[]): Instant | null {
  return dues.reduce<Instant | null>((first, { at }) => (first === null ? at : earlier(first, at)), null);
}

type Asking = Pick<Command, 'collectivity' | 'dossier' | 'by' | 'overrides'>;

/** A date was judged due by the server's clock: this machine's may be a moment behind, and must not answer that it is early. */
export function factsOf(
  collectivity: Collectivity,
  { collectivity: collectivityId, dossier, by, overrides = [] }: Asking,
  atLeast = 0,
): BaseFacts {
  const now = instantAt(collectivity.clock, Math.max(Date.now(), atLeast));
  return { now, today: dateIn(now, collectivity.zone), by, overrides, collectivityId, collectivity, dossier, digestOf: digestOf };
}

/** The standing of a dossier as its record says it now: what a run without memory starts from, and what a repeated command is answered. */
export async function standingIn<N extends Noun>(
  tx: Tx,
  entry: Entry<N>,
  of: Pick<Command, 'collectivity' | 'noun' | 'dossier'>,
): Promise<Standing<N> | null> {
  const { state, version } = await recordOf(tx, entry.records, of.dossier);
  const collectivity = await stateOf<Collectivity>(tx, 'collectivities', of.collectivity);
  if (state === null || collectivity === null) return null;
  const base = factsOf(collectivity, { collectivity: of.collectivity, dossier: of.dossier, by: { kind: 'clock' } });
  return standingAt(tx, entry, of, { state, version }, base);
}

/** From the facts of the record alone: what an act names beside it, such as another site, is not the dossier's until it is accepted. */
export async function standingAt<N extends Noun>(
  tx: Tx,
  entry: Entry<N>,
  of: Pick<Command, 'noun' | 'dossier'>,
  { state, version }: { readonly state: Nouns[N]['state']; readonly version: number },
  base: BaseFacts,
): Promise<Standing<N>> {
  const facts: FactsOf<N> = { ...base, ...(await entry.records.facts(tx, base, state, { type: 'refresh' })) };
  return standingOf(entry, state, version, facts, await duesOf(tx, entry, of, state, facts));
}

export async function standing<N extends Noun>(
  context: Context,
  noun: N,
  collectivity: CollectivityId,
  dossier: DossierId,
): Promise<Standing<N> | null> {
  const entry: Entry<N> = nouns[noun];
  return context.db.read(collectivity, (tx) => standingIn(tx, entry, { collectivity, noun, dossier }));
}
