import type { Closing } from '../../domain/closing-state';
import { totalsOf } from '../../domain/closing-mail';
import { civilDate, type Month } from '../../domain/dates';
import { issueStatement, issuedLines, type IssuedStatement } from '../../domain/issued-statement';
import { liquidate, replacementOf } from '../../domain/liquidation';
import { informationKeys, type IssuedLine, type LiquidationInput } from '../../domain/liquidation-facts';
import { inForce, type MonthTotals } from '../../domain/month-totals';
import { numbered } from '../../domain/numbering';
import { statementData } from '../../domain/statement-document-data';
import type { FiledStatement } from '../../templates/month-files';
import { approved, facts, id } from '../domain/closing-builders';
import { aComponent, aHalf, anInput, april, doctor, engagement, march, paidBy, site, someTerms } from '../domain/money-builders';

const names = {
  doctors: { [doctor]: { name: 'Dr Ana Durand', rpps: '10001234567' } },
  sites: { [site]: { name: '=MSP de Varennes', zone: facts().collectivity.zone } },
  attesters: { 'dr-a': 'Dr Ana Durand', 'msp-1.accueil': 'Inès Petit' },
};

export type SampleMonth = {
  readonly month: Month;
  readonly closing: Closing;
  readonly documents: readonly IssuedStatement[];
  readonly totals: MonthTotals;
  readonly current: readonly FiledStatement[];
};

type Numbers = { readonly statement: number; readonly overpayment: number };
const sha256 = 'ab'.repeat(32);

/** What a closing would have numbered of a liquidation, from these ranks on. */
function numberedFrom(input: LiquidationInput, last: Numbers, replaces: string | null): readonly FiledStatement[] {
  const { drafts } = replaces === null ? liquidate(input) : replacementOf(input, replaces);
  const with_ = facts({ numbering: { prefix: '03', last }, names });
  return numbered(drafts, with_, replaces).map((row) => ({
    state: issueStatement(row, id, civilDate('2026-04-03')),
    data: statementData(row, approved, with_),
    sha256,
  }));
}

function sample(month: Month, filed: readonly FiledStatement[], information: Closing['information']): SampleMonth {
  const documents = filed.map(({ state }) => state);
  const closing: Closing = { ...approved, month, information };
  const numbers = new Set(inForce(documents).map(({ number }) => number));
  return {
    month,
    closing,
    documents,
    totals: totalsOf(closing, documents),
    current: filed.filter(({ state }) => numbers.has(state.number)),
  };
}

const issuedOf = (filed: readonly FiledStatement[]): readonly IssuedLine[] => filed.flatMap(({ state }) => issuedLines(state));

/** March as it was paid: two half-days. */
const marchFiled = numberedFrom(anInput([aHalf('2026-03-10'), aHalf('2026-03-10', 'afternoon')]), { statement: 0, overpayment: 0 }, null);
const informed = marchFiled.flatMap(({ state }) => informationKeys(state.information));
/** April: a service, a half-day of March attested late, the afternoon of 10 March withdrawn; the statement was refused, and replaced under another account. */
const attested = [aHalf('2026-03-10'), aHalf('2026-03-24'), aHalf('2026-04-02'), aHalf('2026-04-02', 'afternoon')];
const aprilInput = anInput(attested, { month: april, issued: issuedOf(marchFiled), informed });
const aprilFirst = numberedFrom(aprilInput, { statement: 1, overpayment: 0 }, null);
const refused = aprilFirst.map((filed): FiledStatement =>
  filed.state.kind === 'statement' ? { ...filed, state: { ...filed.state, status: 'rejected' } } : filed,
);
const otherAccount = aComponent({ imputation: { chapter: '65', account: '65748', budgetCommitment: 'EC-12' } });
const aprilAgain = numberedFrom(
  {
    ...aprilInput,
    terms: { [engagement]: someTerms({ components: [paidBy('cpam'), otherAccount] }) },
    issued: [...issuedOf(marchFiled), ...issuedOf(refused)],
  },
  { statement: 2, overpayment: 1 },
  '03-2026-EL-0002',
);

/** With arrears, a replaced statement and an overpayment. */
export const eventfulMonth: SampleMonth = sample(april, [...refused, ...aprilAgain], []);

const paidByCpam = liquidate(anInput([aHalf('2026-03-10')], { terms: { [engagement]: someTerms({ components: [paidBy('cpam')] }) } }));
/** Paid by the CPAM alone: no document. */
export const emptyMonth: SampleMonth = sample(march, [], paidByCpam.information);
