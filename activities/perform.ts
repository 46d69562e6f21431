import type { Addressed, BaseFacts, FactsOf, Mail, Refusal } from '../domain/decision';
import { dateIn, earlier, type Instant } from '../domain/dates';
import type { Collectivity } from '../domain/collectivity';
import type { CollectivityId, DossierId } from '../domain/ids';
import type { Command, Noun, Nouns, Outcome, Standing } from '../domain/nouns';
import { cardOf } from '../templates/french';
import * as commands from '../store/commands';
import type { Tx } from '../store/db';
import * as journal from '../store/journal';
import { addDocuments } from '../store/documents';
import { revoke } from '../store/links';
import { replaceNextActions } from '../store/next-actions';
import { addMessages, addTells, nothingLeft, undelivered } from '../store/outbox';
import { load, recordOf, save, stateOf } from '../store/records';
import { instantAt, wallAt } from '../domain/clock';
import { openText } from '../runtime/sealing';
import { compose } from './compose';
import type { Context } from './context';
import { sealSource } from './documents';
import { nouns, type Entry } from './nouns';
import { startDelivery } from './start-delivery';
import { isAside, performAside } from './upkeep';

/** The one writer: a rule is asked here only, in the transaction that records its answer, what it sends and what it tells. */
export async function perform<N extends Noun>(context: Context, command: Command<N>): Promise<Outcome<N>> {
  const entry: Entry<N> = nouns[command.noun];
  const { outcome, left } = await context.db.transaction(command.collectivity, async (tx) => {
    const outcome = await inTransaction(tx, context, entry, command);
    return { outcome, left: outcome.refusals.length > 0 ? nothingLeft : await undelivered(tx, command.id) };
  });
  await startDelivery(context, command, left); // workflow delivery/<command id>: twice is harmless
  return outcome;
}

async function inTransaction<N extends Noun>(tx: Tx, context: Context, entry: Entry<N>, command: Command<N>): Promise<Outcome<N>> {
  const before = await commands.earlier(tx, command); // same id, same answer: retry, double click, reset
  if (before.kind === 'other-body') return { refusals: [{ code: 'command-reused' }], standing: null };
  if (before.kind === 'same') return { refusals: before.outcome.refusals, standing: await standingIn(tx, entry, command) };
  const { state, version } = await load(tx, entry.records, command); // rows locked: people, then sites, then the dossier
  const base = await baseFacts(tx, command);
  if (base === null) return commands.keep(tx, command, { refusals: [{ code: 'unknown-collectivity' }], standing: null });
  const openSealed = (bound: string, sealed: string): string => openText(context.keyring, sealed, bound);
  const facts: FactsOf<N> = { ...base, openSealed, ...(await entry.records.facts(tx, base, state, command.action)) };
  return decideAndSave(tx, { context, entry, command, state, version, facts });
}

type Turn<N extends Noun> = {
  readonly context: Context;
  readonly entry: Entry<N>;
  readonly command: Command<N>;
  readonly state: Nouns[N]['state'] | null;
  readonly version: number;
  readonly facts: FactsOf<N>;
};

async function decideAndSave<N extends Noun>(tx: Tx, turn: Turn<N>): Promise<Outcome<N>> {
  const { entry, command, state, version, facts } = turn;
  const { action, expected } = command;
  if (expected !== undefined && expected !== version)
    return commands.keep(tx, command, refused(turn, [{ code: 'version-changed', detail: { version } }]));
  if (!isOwn<N>(action)) return maintain(tx, turn, action);
  const decision = entry.rules.decide(state, action, facts);
  if (!decision.ok) return commands.keep(tx, command, refused(turn, decision.refusals));
  let next = state;
  for (const event of decision.events) next = entry.rules.evolve(next, event);
  if (next === null) throw new Error(`${command.noun} accepted ${action.type} without becoming anything`);
  const standing = await saveState(tx, turn, next);
  await saveEffects(tx, turn, decision.events, next, standing.closed);
  const outcome = await commands.keep(tx, command, { refusals: [], standing });
  await journal.append(tx, command, version + 1, decision.events, facts.now); // last: it locks the head of the one chain
  return outcome;
}

function isOwn<N extends Noun>(action: Command<N>['action']): action is Nouns[N]['action'] {
  return action.type !== 'refresh' && !isAside(action);
}

/** What any dossier can be asked without an event of its own. A reference change tells the dossiers that it touches `refresh`: new dues and next actions. */
async function maintain<N extends Noun>(tx: Tx, turn: Turn<N>, action: { readonly type: string }): Promise<Outcome<N>> {
  const { context, command, state, version, facts } = turn;
  if (state === null) return commands.keep(tx, command, refused(turn, [{ code: 'unknown-dossier' }]));
  if (!isAside(action)) return commands.keep(tx, command, { refusals: [], standing: await saveState(tx, turn, state) });
  const refusals = await performAside(tx, { context, command, base: facts, version }, action);
  return commands.keep(tx, command, refused(turn, refusals));
}

/** The state, its dates and what waits. Facts may hold the dossier's own reference row (a collectivity): what follows sees the new one. */
async function saveState<N extends Noun>(
  tx: Tx,
  { entry, command, state, version, facts }: Turn<N>,
  next: Nouns[N]['state'],
): Promise<Standing<N>> {
  const { rules, records } = entry;
  const standing = standingOf(entry, next, version + 1, facts);
  await save(
    tx,
    records,
    { collectivity: command.collectivity, id: command.dossier, version },
    next,
    { closed: standing.closed, nextDue: nextDue(rules.dues(next, facts)) },
    state,
  );
  await replaceNextActions(tx, command, rules.nextActions(next, facts), version === 0);
  return standing;
}

/** Rows of the noun's own, links made moot, mails, tells and documents: all in the transaction of their cause. */
async function saveEffects<N extends Noun>(
  tx: Tx,
  { context, entry, command, facts }: Turn<N>,
  events: readonly Nouns[N]['event'][],
  next: Nouns[N]['state'],
  closed: boolean,
): Promise<void> {
  const { rules, records } = entry;
  for (const event of events) {
    await records.rows?.(tx, facts, event, next);
    await revoke(tx, command, rules.revokes?.(event) ?? []);
  }
  if (closed) await revoke(tx, command, 'all', rules.outlives);
  const messages: readonly Addressed<Mail<string, unknown>>[] = events.flatMap((event) => rules.messages(event, next, facts));
  await addMessages(tx, command, facts.now, await compose(tx, { command, base: facts, context }, messages, letterOf(entry)));
  await addTells(
    tx,
    command,
    events.flatMap((event) => rules.tells(event, next, facts)),
  );
  const documents = events.flatMap((event) => rules.documents?.(event, next, facts) ?? []);
  await addDocuments(
    tx,
    command,
    facts.now,
    documents.map(({ data, ...spec }) => ({ ...spec, source: sealSource(context.keyring, { ...spec, data }) })),
  );
}

function letterOf<N extends Noun>(entry: Entry<N>): Parameters<typeof compose>[3] {
  const letters: Readonly<Record<string, unknown>> = entry.letters;
  return ({ kind, data }) => {
    const write = letters[kind];
    if (typeof write !== 'function') throw new Error(`no template writes ${kind}`);
    return write(data);
  };
}

function refused<N extends Noun>({ entry, state, version, facts }: Turn<N>, refusals: readonly Refusal[]): Outcome<N> {
  return { refusals, standing: state === null ? null : standingOf(entry, state, version, facts) };
}

/** What the workflow holds: status and next dates on this machine's clock, nothing that two truths could differ in. */
function standingOf<N extends Noun>({ rules, words }: Entry<N>, state: Nouns[N]['state'], version: number, facts: FactsOf<N>): Standing<N> {
  const closed = rules.closed(state);
  const dues = closed ? [] : rules.dues(state, facts);
  const dueNames: Readonly<Record<string, string>> = words.dues;
  const card = cardOf(words, state.status, dues, facts.collectivity.zone);
  return {
    version,
    status: state.status,
    closed,
    card,
    dues: dues.map(({ what, at, item }) => ({
      what,
      label: dueNames[what] ?? what,
      at: wallAt(facts.collectivity.clock, at),
      ...(item === undefined ? {} : { item }),
    })),
  };
}

function nextDue(dues: readonly { readonly at: Instant }[]): Instant | null {
  return dues.reduce<Instant | null>((first, { at }) => (first === null ? at : earlier(first, at)), null);
}

type Asking = Pick<Command, 'collectivity' | 'dossier' | 'by' | 'overrides'>;

/** The facts that every rule gets; a collectivity that is being created speaks for itself. */
async function baseFacts(tx: Tx, command: Command): Promise<BaseFacts | null> {
  const stored = await stateOf<Collectivity>(tx, 'collectivities', command.collectivity);
  const { noun, action } = command;
  const collectivity =
    stored ??
    (noun === 'collectivity' && action.type === 'set' && 'settings' in action ? { status: 'active' as const, ...action.settings } : null);
  return collectivity === null ? null : factsOf(collectivity, command, command.by.kind === 'clock' ? command.received : 0);
}

/** A date was judged due by the server's clock: this machine's may be a moment behind, and must not answer that it is early. */
function factsOf(
  collectivity: Collectivity,
  { collectivity: collectivityId, dossier, by, overrides = [] }: Asking,
  atLeast = 0,
): BaseFacts {
  const now = instantAt(collectivity.clock, Math.max(Date.now(), atLeast));
  return { now, today: dateIn(now, collectivity.zone), by, overrides, collectivityId, collectivity, dossier, digestOf: commands.digestOf };
}

/** The standing of a dossier as its record says it now: what a run without memory starts from, and what a repeated command is answered. */
async function standingIn<N extends Noun>(
  tx: Tx,
  entry: Entry<N>,
  of: Pick<Command, 'collectivity' | 'dossier'>,
): Promise<Standing<N> | null> {
  const { state, version } = await recordOf(tx, entry.records, of.dossier);
  const collectivity = await stateOf<Collectivity>(tx, 'collectivities', of.collectivity);
  if (state === null || collectivity === null) return null;
  const base = factsOf(collectivity, { collectivity: of.collectivity, dossier: of.dossier, by: { kind: 'clock' } });
  return standingOf(entry, state, version, { ...base, ...(await entry.records.facts(tx, base, state, { type: 'refresh' })) });
}

export async function standing<N extends Noun>(
  context: Context,
  noun: N,
  collectivity: CollectivityId,
  dossier: DossierId,
): Promise<Standing<N> | null> {
  const entry: Entry<N> = nouns[noun];
  return context.db.read(collectivity, (tx) => standingIn(tx, entry, { collectivity, dossier }));
}
