import type { FactsOf } from '../../domain/decision';
import { childId, dossierId, type StatementId } from '../../domain/ids';
import { everyDoctor } from '../../domain/closing-batches';
import type { Closing, ClosingEvent } from '../../domain/closing-state';
import { issueStatement, type NumberedStatement } from '../../domain/issued-statement';
import { payerSums } from '../../domain/month-totals';
import { civilDate } from '../../domain/dates';
import { liquidate } from '../../domain/liquidation';
import { closingId } from '../../domain/closing-state';
import type { PublishedStatement } from '../../domain/closing-mail';
import { type ClosingAction, monthClosing } from '../../domain/month-closing';
import { countPart, monthDraft, noCount, type MonthDraft } from '../../domain/month-draft';
import { noNames } from '../../domain/statement-document-data';
import {
  aComponent,
  aHalf,
  aSnapshot,
  allier,
  anInput,
  approver,
  baseFacts,
  doctor,
  iban,
  march,
  paidBy,
  sha256,
  site,
  someTerms,
} from './money-builders';
import type { Liquidation, LiquidationInput } from '../../domain/liquidation-facts';

export type Facts = FactsOf<'month-closing'>;
export const id = closingId(allier, march);
export const input = anInput([aHalf('2026-03-10'), aHalf('2026-03-10', 'afternoon'), aHalf('2026-03-20')]);
export const march10 = liquidate(input);
export const drAna = { ref: doctor, name: 'Dr Ana Durand', email: 'ana@example.org' };

/** Of a month counted as one part. */
export function monthDraftOf(liquidation: Liquidation, digestOf: (text: string) => string): MonthDraft {
  return monthDraft(countPart(noCount, liquidation, digestOf), digestOf);
}

export const facts = (over: Partial<Facts> = {}): Facts => ({
  ...baseFacts({ dossier: id }),
  draft: monthDraftOf(over.liquidation ?? march10, sha256),
  liquidation: march10,
  attesters: ['dr-a', 'msp-1.accueil', 'user:admin-1'],
  bankHandlers: ['dr-a', 'user:admin-2'],
  numbering: { prefix: '03', last: { statement: 0, overpayment: 0 } },
  bankSnapshots: { [iban]: aSnapshot },
  names: noNames,
  openSealed: () => JSON.stringify({ iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP882', holder: 'Ana Durand' }),
  digestOf: sha256,
  unsealed: 0,
  target: null,
  documents: [],
  statements: [],
  numbers: [],
  telling: everyDoctor,
  doctors: { [doctor]: drAna },
  siteNames: { [site]: 'MSP de Varennes' },
  opened: civilDate('2025-09-01'),
  ...over,
});

export const fold = (state: Closing | null, events: readonly ClosingEvent[]): Closing => {
  const after = events.reduce<Closing | null>(monthClosing.evolve, state);
  if (after === null) throw new Error('no closing');
  return after;
};
export type Step = { readonly state: Closing; readonly events: readonly ClosingEvent[]; readonly codes: readonly string[] };
export function act(state: Closing, action: ClosingAction, with_: Facts = facts()): Step {
  const decision = monthClosing.decide(state, action, with_);
  return decision.ok
    ? { state: fold(state, decision.events), events: decision.events, codes: [] }
    : { state, events: [], codes: decision.refusals.map(({ code }) => code) };
}
export const mails = ({ state, events }: Step, with_: Facts = facts()) =>
  events.flatMap((event) => monthClosing.messages(event, state, with_));
export const rowsOf = ({ events }: Step): readonly NumberedStatement[] =>
  events.flatMap((event) => (event.type === 'issued' ? event.rows : []));
export const heard = (statement: string): Facts => facts({ by: { kind: 'dossier', noun: 'statement', dossier: dossierId(statement) } });

export const announced = fold(null, [{ type: 'announced', month: march, at: facts().now }]);
export const drafted = act(announced, { type: 'freeze' }).state;
export const seen = (state: Closing): Extract<ClosingAction, { type: 'approve' }> => ({
  type: 'approve',
  totals: state.draft?.totals ?? { ...drafted.issued },
  digest: state.draft?.digest ?? '',
});
export const approved = act(drafted, seen(drafted), facts({ by: approver })).state;
export const issuing = act(approved, { type: 'issue' });
export const issued = issuing.state;
export const numberOne = '03-2026-EL-0001';
export const first = childId(allier, 'statement', numberOne);
const [firstDraft] = march10.drafts;
if (firstDraft === undefined) throw new Error('a draft was expected');
export const copyOf = (statement: StatementId, number: string): PublishedStatement => ({
  statement,
  number,
  kind: 'statement',
  doctor,
  netCents: firstDraft.net,
  payers: payerSums([...firstDraft.lines, ...firstDraft.information]),
  issuedOn: civilDate('2026-04-03'),
});
export const withCopies = facts({
  statements: [copyOf(first, numberOne)],
  numbers: [numberOne],
  documents: rowsOf(issuing).map((row) => issueStatement(row, id, civilDate('2026-04-03'))),
});
export const publishing = act(issued, { type: 'publish' }, withCopies);
export const published = publishing.state;
export const settled = act(published, { type: 'acknowledged', statement: first }, heard(first)).state;
export const every: readonly Closing[] = [announced, drafted, approved, issued, published, settled];

/** As many doctors as wished; each third has two documents, of two imputations, and each fifth is paid by another alone. */
export function aMonthOf(doctors: number): LiquidationInput {
  const two = someTerms({
    components: [
      aComponent(),
      aComponent({ key: 'other', imputation: { chapter: '934', account: '65749', budgetCommitment: '2026-SANTE-00413' } }),
    ],
  });
  const elsewhere = someTerms({ components: [paidBy('cpam')] });
  const keys = Array.from({ length: doctors }, (_, n) => `e${n}`);
  return anInput(
    keys.map((key) =>
      aHalf('2026-03-10', 'morning', { engagement: dossierId(key), doctor: dossierId(`dr-${key}`), day: dossierId(`d-${key}`) }),
    ),
    { terms: Object.fromEntries(keys.map((key, n) => [key, n % 5 === 0 ? elsewhere : n % 3 === 0 ? two : someTerms()])) },
  );
}
