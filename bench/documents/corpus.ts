import { cents, euroWords } from '../../domain/money';
import { renderConvention } from '../../templates/convention-pdf';
import { renderEngagementLetter } from '../../templates/engagement-letter-pdf';
import { renderMonth } from '../../templates/month-pdf';
import { renderParticipation } from '../../templates/participation-pdf';
import { renderStatement } from '../../templates/statement-pdf';
import { aConvention, aLetter, aParticipation } from './convention-samples';
import {
  aLine,
  aManyPayersStatement,
  aMixedStatement,
  aMonth,
  anOverpayment,
  aStatement,
  aVerboseStatement,
  someLines,
} from './statement-samples';

export type Drawings = Readonly<Record<string, () => Uint8Array>>;

/** What the product's templates draw, at their limits: shown to validators where no season has left its documents. */
export const corpus: Drawings = {
  'statement without a line': () => renderStatement(aStatement([])),
  'statement of one line': () => renderStatement(aStatement(someLines(1))),
  'statement of a normal month': () => renderStatement(aStatement()),
  'first statement of an engagement': () => renderStatement(aFirstStatement()),
  'statement of 40 lines': () => renderStatement(aStatement(someLines(40))),
  'statement of 200 lines': () => renderStatement(aStatement(someLines(200))),
  'corrective statement of a rehearsal': () => renderStatement(aMixedStatement()),
  'statement of several payers': () => renderStatement(aManyPayersStatement()),
  'statement with long names': () => renderStatement(aVerboseStatement()),
  'statement of 999 999,99 €': () => renderStatement(aLargeStatement()),
  overpayment: () => renderStatement(anOverpayment()),
  'masked copy of a draft': () => renderStatement(aStatement(undefined, { copy: true, draft: true, number: null, approval: null })),
  convention: () => renderConvention(aConvention()),
  'engagement letter': () => renderEngagementLetter(aLetter()),
  'certificate of participation': () => renderParticipation(aParticipation()),
  'certificate of a rehearsal': () => renderParticipation(aParticipation({ specimen: true })),
  'month in one file, with bookmarks': () => renderMonth(aMonth([aMixedStatement(), aStatement(someLines(60)), anOverpayment()])),
  'month without a document': () => renderMonth(aMonth([])),
};

/** Nothing was issued before: its recall has sums and no month. */
function aFirstStatement(): ReturnType<typeof aStatement> {
  const whole = aStatement();
  return { ...whole, cumulative: whole.cumulative.map((each) => ({ ...each, months: [] })) };
}

function aLargeStatement(): ReturnType<typeof aStatement> {
  const unit = cents(999_999_99);
  return aStatement([aLine(0, { unit })], { netInWords: euroWords(unit) });
}
