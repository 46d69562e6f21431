import { everyDoctor, type DoctorRange } from '../domain/closing-batches';
import type { Closing } from '../domain/closing-state';
import type { BaseFacts } from '../domain/decision';
import type { StatementId } from '../domain/ids';
import { liquidate, replacementOf } from '../domain/liquidation';
import type { IssuedLine, Liquidation } from '../domain/liquidation-facts';
import type { ClosingFacts } from '../domain/month-closing';
import { draftsDigest } from '../domain/statement-draft';
import type { Tx } from './db';
import { doctorRanges, liquidationInput, type Creditors } from './liquidation-input';

/** The statement that is being replaced, or that is asked to be. */
export type Target = { readonly facts: NonNullable<ClosingFacts['target']>; readonly isReplaced: boolean };

export type Liquidated = { readonly liquidation: Liquidation; readonly issued: readonly IssuedLine[]; readonly creditors: Creditors };

/** Doctors whose part of a month is computed at once: between two parts this process beats and answers, and the days that the first was computed from are gone. */
const liquidatedAtOnce = 200;

/** Nobody's part of a month depends on another's: part after part, in the doctors' order; of a replacement, the one that it is about. */
export async function* parts(tx: Tx, base: BaseFacts, state: Closing, target: Target | null): AsyncGenerator<Liquidated> {
  const ranges = target === null ? await doctorRanges(tx, liquidatedAtOnce) : [everyDoctor];
  for (const range of ranges) yield liquidated(tx, base, state, target, range);
}

/** Every document at once: for who looks at them, or numbers them. */
export async function wholeLiquidated(tx: Tx, base: BaseFacts, state: Closing, target: Target | null): Promise<Liquidated> {
  const found: Liquidated[] = [];
  for await (const part of parts(tx, base, state, target)) found.push(part);
  const all = found.map(({ liquidation }) => liquidation);
  return {
    liquidation: {
      drafts: all.flatMap(({ drafts }) => drafts),
      information: all.flatMap(({ information }) => information),
      held: all.flatMap(({ held }) => held),
    },
    issued: found.flatMap(({ issued }) => issued),
    creditors: new Map(found.flatMap(({ creditors }) => [...creditors])),
  };
}

async function liquidated(tx: Tx, base: BaseFacts, { month }: Closing, target: Target | null, doctors: DoctorRange): Promise<Liquidated> {
  const except: StatementId | null = target?.facts.statement ?? null;
  const { offsetAllowed } = base.collectivity;
  const { input, creditors } = await liquidationInput(tx, { month, offsetAllowed, except, doctors });
  const liquidation = target === null || target.isReplaced ? liquidate(input) : replacementOf(input, target.facts.number);
  return { liquidation, issued: input.issued, creditors };
}

/** The next batch, as long as it is what was approved; else the whole, for the PROJET that it becomes again. */
export async function nextBatch(tx: Tx, base: BaseFacts, state: Closing, target: Target | null): Promise<Liquidated> {
  const { expected } = state;
  if (expected === null || (expected.after === null && expected.through === null)) return wholeLiquidated(tx, base, state, target);
  const batch = await liquidated(tx, base, state, target, expected);
  const isExpected = draftsDigest(batch.liquidation.drafts, base.digestOf) === expected.digest;
  return isExpected ? batch : wholeLiquidated(tx, base, state, target);
}
