import type { Addressed, BaseFacts, FactsOf, Mail, Refusal } from '../domain/decision';
import { dateIn, earlier, type Instant } from '../domain/dates';
import type { Collectivity } from '../domain/collectivity';
import type { Command, Noun, Nouns, Outcome, Standing } from '../domain/nouns';
import { cardOf } from '../templates/french';
import * as commands from '../store/commands';
import type { Tx } from '../store/db';
import * as journal from '../store/journal';
import { addDocuments } from '../store/documents';
import { revoke } from '../store/links';
import { replaceNextActions } from '../store/next-actions';
import { addMessages, addTells } from '../store/outbox';
import { load, save, stateOf } from '../store/records';
import { instantAt, wallAt } from '../domain/clock';
import { openText } from '../runtime/sealing';
import { compose } from './compose';
import type { Context } from './context';
import { sealSource } from './documents';
import { nouns, type Entry } from './nouns';
import { startDelivery } from './start-delivery';

/** The one writer: a rule is asked here only, in the transaction that records its answer, what it sends and what it tells. */
export async function perform<N extends Noun>(context: Context, command: Command<N>): Promise<Outcome<N>> {
  const entry: Entry<N> = nouns[command.noun];
  const outcome = await context.db.transaction(command.collectivity, async (tx) => {
    const before = await commands.earlier(tx, command);                    // same id, same answer: retry, double click, reset
    if (before.kind === 'same') return before.outcome;
    if (before.kind === 'other-body') return { refusals: [{ code: 'command-reused' }], standing: null };
    const { state, version } = await load(tx, entry.records, command);     // rows locked: people, then sites, then the dossier
    const base = await baseFacts(context, tx, command);
    if (base === null) return commands.keep(tx, command, { refusals: [{ code: 'unknown-collectivity' }], standing: null });
    const facts: FactsOf<N> = { ...base, ...(await entry.records.facts(tx, base, state, command.action)) };
    return decideAndSave(tx, { context, entry, command, state, version, facts });
  });
  await startDelivery(context, command);                                   // workflow delivery/<command id>: twice is harmless
  return outcome;
}

type Turn<N extends Noun> = { readonly context: Context; readonly entry: Entry<N>; readonly command: Command<N>; readonly state: Nouns[N]['state'] | null; readonly version: number; readonly facts: FactsOf<N> };

async function decideAndSave<N extends Noun>(tx: Tx, turn: Turn<N>): Promise<Outcome<N>> {
  const { context, entry, command, state, version, facts } = turn;
  const { rules, records } = entry;
  if (command.expected !== undefined && command.expected !== version) return commands.keep(tx, command, refused(turn, [{ code: 'version-changed', detail: { version } }]));
  const decision = isRefresh(command.action) ? refresh(state) : rules.decide(state, command.action, facts);
  if (!decision.ok) return commands.keep(tx, command, refused(turn, decision.refusals));
  let next = state;
  for (const event of decision.events) next = rules.evolve(next, event);
  if (next === null) throw new Error(`${command.noun} accepted ${command.action.type} without becoming anything`);
  // facts may hold the dossier's own reference row (a collectivity): what follows must see the new one
  const standing = standingOf(entry, next, version + 1, facts);
  await save(tx, records, { collectivity: command.collectivity, id: command.dossier, version }, next, { closed: standing.closed, nextDue: nextDue(rules.dues(next, facts)) });
  await replaceNextActions(tx, command, rules.nextActions(next, facts));
  for (const event of decision.events) {
    await records.rows?.(tx, facts, event, next);
    await revoke(tx, command.dossier, rules.revokes?.(event) ?? []);
  }
  if (standing.closed) await revoke(tx, command.dossier, 'all', rules.outlives);
  const known = next;
  const messages: readonly Addressed<Mail<string, unknown>>[] = decision.events.flatMap((event) => rules.messages(event, known, facts));
  await addMessages(tx, command, facts.now, await compose(tx, { command, base: facts, context }, messages, letterOf(entry)));
  await addTells(tx, command, decision.events.flatMap((event) => rules.tells(event, known, facts)));
  await addDocuments(tx, command, facts.now, decision.events.flatMap((event) => rules.documents?.(event, known, facts) ?? []).map((spec) => ({ ...spec, source: sealSource(context.keyring, spec) })));
  const outcome = await commands.keep(tx, command, { refusals: [], standing });
  await journal.append(tx, command, version + 1, decision.events, facts.now); // last: it locks the head of the one chain
  return outcome;
}

function letterOf<N extends Noun>(entry: Entry<N>): Parameters<typeof compose>[3] {
  const letters: Readonly<Record<string, unknown>> = entry.letters;
  return ({ kind, data }) => {
    const write = letters[kind];
    if (typeof write !== 'function') throw new Error(`no template writes ${kind}`);
    return write(data);
  };
}

function isRefresh(action: { readonly type: string }): action is { readonly type: 'refresh' } {
  return action.type === 'refresh';
}

/** A reference change tells the dossiers that it touches: no event, new dues and next actions. */
function refresh(state: object | null): { readonly ok: true; readonly events: readonly never[] } | { readonly ok: false; readonly refusals: readonly Refusal[] } {
  return state === null ? { ok: false, refusals: [{ code: 'unknown-dossier' }] } : { ok: true, events: [] };
}

function refused<N extends Noun>({ entry, state, version, facts }: Turn<N>, refusals: readonly Refusal[]): Outcome<N> {
  return { refusals, standing: state === null ? null : standingOf(entry, state, version, facts) };
}

/** What the workflow holds: status and next dates on this machine's clock, nothing that two truths could differ in. */
export function standingOf<N extends Noun>({ rules, words }: Entry<N>, state: Nouns[N]['state'], version: number, facts: FactsOf<N>): Standing<N> {
  const closed = rules.closed(state);
  const dues = closed ? [] : rules.dues(state, facts);
  const card = cardOf(words, state.status, dues, facts.collectivity.zone);
  return { version, status: state.status, closed, card, dues: dues.map(({ what, at, item }) => ({ what, at: wallAt(facts.collectivity.clock, at), ...(item === undefined ? {} : { item }) })) };
}

function nextDue(dues: readonly { readonly at: Instant }[]): Instant | null {
  return dues.reduce<Instant | null>((first, { at }) => (first === null ? at : earlier(first, at)), null);
}

/** The facts that every rule gets; a collectivity that is being created speaks for itself. */
async function baseFacts({ keyring }: Context, tx: Tx, command: Command): Promise<BaseFacts | null> {
  const stored = await stateOf<Collectivity>(tx, 'collectivities', command.collectivity);
  const collectivity = stored ?? (command.noun === 'collectivity' && command.action.type === 'set' && 'settings' in command.action ? { status: 'active' as const, ...command.action.settings } : null);
  if (collectivity === null) return null;
  const moment = instantAt(collectivity.clock, Date.now());
  return { now: moment, today: dateIn(moment, collectivity.zone), by: command.by, overrides: command.overrides ?? [], collectivityId: command.collectivity, collectivity, dossier: command.dossier, digestOf: commands.digestOf, openSealed: (bound, sealed) => openText(keyring, sealed, bound) };
}

/** The standing of a dossier as its record says it: what a run without memory starts from. */
export async function standing<N extends Noun>(context: Context, noun: N, collectivity: Command['collectivity'], dossier: Command['dossier']): Promise<Standing<N> | null> {
  const entry: Entry<N> = nouns[noun];
  return context.db.read(collectivity, async (tx) => {
    const row = await tx.selectFrom(entry.records.table).select(['body', 'version']).where('id', '=', dossier).executeTakeFirst();
    const command: Command = { id: '' as Command['id'], collectivity, noun, dossier, by: { kind: 'clock' }, received: 0 as Command['received'], action: { type: 'refresh' } };
    const base = await baseFacts(context, tx, command);
    if (row === undefined || base === null) return null;
    const state = row.body as Nouns[N]['state'];
    return standingOf(entry, state, row.version, { ...base, ...(await entry.records.facts(tx, base, state, command.action)) });
  });
}
