import type { Addressed, BaseFacts, FactsOf, Mail, Refusal } from '../domain/decision';
import type { Collectivity } from '../domain/collectivity';
import type { Command, Noun, Nouns, Outcome, Standing } from '../domain/nouns';
import { outcomeWrite, reused } from '../store/commands';
import type { Tx } from '../store/db';
import { journalWrite } from '../store/journal';
import { documentsWrite } from '../store/documents';
import { revoke } from '../store/links';
import { nextActionsWrites } from '../store/next-actions';
import { leaving, nothingLeft, pendingTells, takenWrite, tellsWrite, undelivered, type Undelivered } from '../store/outbox';
import { opening } from '../store/opening';
import { keepHoldings, recordWrite } from '../store/records';
import { togetherLastly, type Row, type Write } from '../store/together';
import { openText } from '../runtime/sealing';
import { compose, composedWrites } from './compose';
import type { Context } from './context';
import { sealSource } from './documents';
import { nouns, type Entry } from './nouns';
import { duesOf, factsOf, nextDue, standingAt, standingIn, standingOf } from './standing';
import { startDelivery } from './start-delivery';
import { isAside, performAside } from './upkeep';

/** The one writer: a rule's answer is recorded here only, in the transaction that keeps what it sends and what it tells. Pages may ask for a preview. */
export async function perform<N extends Noun>(context: Context, command: Command<N>): Promise<Outcome<N>> {
  const { outcome, left } = await recorded(context, command);
  await startDelivery(context, command, left); // workflow delivery/<collectivity>/<command>: twice is harmless
  return outcome;
}

export async function recorded<N extends Noun>(context: Context, command: Command<N>): Promise<Performed<N>> {
  const entry: Entry<N> = nouns[command.noun];
  return context.db.transaction(command.collectivity, (tx) => inTransaction(tx, context, entry, command));
}

/** What came of a command, and what it still has to draw, to send and to tell. */
export type Performed<N extends Noun> = { readonly outcome: Outcome<N>; readonly left: Undelivered };

async function inTransaction<N extends Noun>(tx: Tx, context: Context, entry: Entry<N>, command: Command<N>): Promise<Performed<N>> {
  const { before, state, version, collectivity } = await opening(tx, entry.records, command);
  if (before.kind === 'other-body') return { outcome: reused, left: nothingLeft };
  if (before.kind === 'same') {
    // same id, same answer: retry, double click, reset
    const { refusals } = before.outcome;
    return {
      outcome: { refusals, standing: await standingIn(tx, entry, command) },
      left: refusals.length > 0 ? nothingLeft : await undelivered(tx, command.id),
    };
  }
  const base = baseFacts(command, collectivity);
  if (base === null) return answered(tx, command, { refusals: [{ code: 'unknown-collectivity' }], standing: null });
  const openSealed = (bound: string, sealed: string): string => openText(context.keyring, sealed, bound);
  const facts: FactsOf<N> = { ...base, openSealed, ...(await entry.records.facts(tx, base, state, command.action)) };
  return decideAndSave(tx, { context, entry, command, state, version, base, facts });
}

type Turn<N extends Noun> = {
  readonly context: Context;
  readonly entry: Entry<N>;
  readonly command: Command<N>;
  readonly state: Nouns[N]['state'] | null;
  readonly version: number;
  readonly base: BaseFacts;
  readonly facts: FactsOf<N>;
};

async function decideAndSave<N extends Noun>(tx: Tx, turn: Turn<N>): Promise<Performed<N>> {
  const { entry, command, state, version, facts } = turn;
  const { action, expected } = command;
  if (expected !== undefined && expected !== version) return refused(tx, turn, [{ code: 'version-changed', detail: { version } }]);
  if (!isOwn<N>(action)) return maintain(tx, turn, action);
  if (state !== null && action.type === 'fall-due' && 'due' in action && (await recedes(tx, turn, state, action)))
    return refused(tx, turn, []);
  const decision = entry.rules.decide(state, action, facts);
  if (!decision.ok) return refused(tx, turn, decision.refusals);
  let next = state;
  for (const event of decision.events) next = entry.rules.evolve(next, event);
  if (next === null) throw new Error(`${command.noun} accepted ${action.type} without becoming anything`);
  return saveAll(tx, turn, decision.events, next);
}

function isOwn<N extends Noun>(action: Command<N>['action']): action is Nouns[N]['action'] {
  return action.type !== 'refresh' && !isAside(action);
}

/** A date whose mail left late is not there yet, whatever the run believed when it set its timer: the standing tells it the new one. */
async function recedes<N extends Noun>(
  tx: Tx,
  { entry, command, facts }: Turn<N>,
  state: Nouns[N]['state'],
  { due, item }: { readonly due?: unknown; readonly item?: unknown },
): Promise<boolean> {
  const listed = await duesOf(tx, entry, command, state, facts);
  return listed.some((each) => each.asked !== undefined && each.what === due && each.item === item && each.at > facts.now);
}

/** What any dossier can be asked without an event of its own. A reference change tells the dossiers that it touches `refresh`: new dues and next actions. */
async function maintain<N extends Noun>(tx: Tx, turn: Turn<N>, action: { readonly type: string }): Promise<Performed<N>> {
  const { context, command, state, version, facts } = turn;
  if (state === null) return refused(tx, turn, [{ code: 'unknown-dossier' }]);
  if (!isAside(action)) {
    const { standing, tasks, record } = await nextState(tx, turn, state);
    const outcome: Outcome<N> = { refusals: [], standing };
    togetherLastly(tx, [takenWrite(tx, command), outcomeWrite(tx, command, outcome), ...tasks], record);
    return { outcome, left: nothingLeft };
  }
  const refusals = await performAside(tx, { context, command, base: facts, version }, action);
  const { outcome } = await refused(tx, turn, refusals);
  return { outcome, left: refusals.length > 0 ? nothingLeft : await undelivered(tx, command.id) };
}

/** Everything that an act changes, in the transaction of its cause; few statements, since the embedded database takes them one by one. */
async function saveAll<N extends Noun>(
  tx: Tx,
  turn: Turn<N>,
  events: readonly Nouns[N]['event'][],
  next: Nouns[N]['state'],
): Promise<Performed<N>> {
  const { context, entry, command, version, facts } = turn;
  const { rules, records } = entry;
  const closed = rules.closed(next);
  await revoke(tx, command, closed ? 'all' : events.flatMap((event) => rules.revokes?.(event) ?? []), closed ? rules.outlives : []);
  const { standing, tasks, record } = await nextState(tx, turn, next);
  for (const event of events) await records.rows?.(tx, facts, event, next);
  const written = { command, base: facts, context };
  const messages: readonly Addressed<Mail<string, unknown>>[] = events.flatMap((event) => rules.messages(event, next, facts));
  const composed = await compose(written, messages, letterOf(entry));
  const tells = pendingTells(
    command,
    events.flatMap((event) => rules.tells(event, next, facts)),
  );
  const documents = events
    .flatMap((event) => rules.documents?.(event, next, facts) ?? [])
    .map(({ data, ...spec }) => ({ ...spec, source: sealSource(context.keyring, { ...spec, data }) }));
  const outcome: Outcome<N> = { refusals: [], standing };
  const writes = [
    ...composedWrites(tx, written, composed),
    tellsWrite(tx, command, tells),
    documentsWrite(tx, command, facts.now, documents),
    takenWrite(tx, command),
    outcomeWrite(tx, command, outcome),
    journalWrite(tx, command, version + 1, events, facts.now),
    ...tasks,
  ];
  togetherLastly(tx, writes, record);
  return { outcome, left: { documents: documents.map(({ id }) => id), messages: leaving(command, composed.rows), tells } };
}

/** The state with its dates, and what is to be written of it: its tasks, and its record where `version` still holds. */
async function nextState<N extends Noun>(
  tx: Tx,
  { entry, command, state, version, facts }: Turn<N>,
  next: Nouns[N]['state'],
): Promise<{ readonly standing: Standing<N>; readonly tasks: readonly Write[]; readonly record: Row }> {
  const { rules, records } = entry;
  const dues = await duesOf(tx, entry, command, next, facts);
  const standing = standingOf(entry, next, version + 1, facts, dues);
  await keepHoldings(tx, records, command, state, next);
  const where = { collectivity: command.collectivity, id: command.dossier, version };
  return {
    standing,
    tasks: nextActionsWrites(tx, command, rules.nextActions(next, facts), version === 0),
    record: recordWrite(tx, records, where, next, { closed: standing.closed, nextDue: nextDue(dues) }),
  };
}

function letterOf<N extends Noun>(entry: Entry<N>): Parameters<typeof compose>[2] {
  const letters: Readonly<Record<string, unknown>> = entry.letters;
  return ({ kind, data }) => {
    const write = letters[kind];
    if (typeof write !== 'function') throw new Error(`no template writes ${kind}`);
    return write(data);
  };
}

/** An outcome that comes with nothing else to write. */
function answered<N extends Noun>(tx: Tx, command: Command<N>, outcome: Outcome<N>): Performed<N> {
  togetherLastly(tx, [takenWrite(tx, command)], outcomeWrite(tx, command, outcome));
  return { outcome, left: nothingLeft };
}

async function refused<N extends Noun>(
  tx: Tx,
  { entry, command, state, version, base }: Turn<N>,
  refusals: readonly Refusal[],
): Promise<Performed<N>> {
  const standing = state === null ? null : await standingAt(tx, entry, command, { state, version }, base);
  return answered(tx, command, { refusals, standing });
}

/** The facts that every rule gets; a collectivity that is being created speaks for itself. */
function baseFacts(command: Command, stored: Collectivity | null): BaseFacts | null {
  const { noun, action } = command;
  const collectivity =
    stored ??
    (noun === 'collectivity' && action.type === 'set' && 'settings' in action ? { status: 'active' as const, ...action.settings } : null);
  return collectivity === null ? null : factsOf(collectivity, command, command.by.kind === 'clock' ? command.received : 0);
}
