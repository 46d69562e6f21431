import { first, type Body, type Sent } from '../console-page';
import type { Fields } from '../link-form';
import { laterFaults, problem, ProblemError } from '../problems';
import { centsTyped } from './convention-papers';
import { rowCount, withoutGaps, wholeTyped } from './form-rows';
import { dateIn, dateOrNull } from './typed-date';

const at = 'programme/components';
const ratesOf = (n: number): string => `${at}/${n}/rates`;

export function tidyProgramme(sent: Sent): Sent {
  const components = withoutGaps(sent.fields, { at, given: ['key', 'payer'], least: 1 });
  const numbers = Array.from({ length: rowCount(components, at) }, (_, n) => n);
  return { ...sent, fields: numbers.reduce((fields, n) => withoutGaps(fields, { at: ratesOf(n), given: [], least: 1 }), components) };
}

/** The body of the API's own route, from what the form sends: amounts in euros become cents. */
export function programmeBody({ fields }: Sent): Body {
  const said = (name: string): string => first(fields, `programme/${name}`);
  const soft = said('caps/monthlySoft');
  const components = Array.from({ length: rowCount(fields, at) }, (_, n) => componentIn(fields, n));
  checkAmounts(fields);
  return {
    programme: {
      label: said('label'),
      unit: 'half-day',
      components: keyed(components),
      caps: { monthlySoft: soft === '' ? null : wholeTyped(soft), monthlyHard: wholeTyped(said('caps/monthlyHard')) },
      certificates: fields['programme/certificates'] ?? [],
      gates: fields['programme/gates'] ?? [],
      from: dateIn(fields, 'programme/from'),
      to: dateOrNull(fields, 'programme/to'),
    },
  };
}

type ComponentIn = Body & { readonly key: string };

function componentIn(fields: Fields, n: number): ComponentIn {
  const said = (name: string): string => first(fields, `${at}/${n}/${name}`);
  const imputation = {
    chapter: said('imputation/chapter'),
    account: said('imputation/account'),
    budgetCommitment: said('imputation/budgetCommitment'),
  };
  const isImputed = said('payer') === 'collectivity' || Object.values(imputation).some((text) => text !== '');
  return {
    key: said('key'),
    label: said('label'),
    payer: said('payer'),
    creditor: 'doctor',
    legalBasis: said('legalBasis'),
    imputation: isImputed ? imputation : null,
    rates: Array.from({ length: rowCount(fields, ratesOf(n)) }, (_, rate) => ({
      from: dateIn(fields, `${ratesOf(n)}/${rate}/from`),
      to: dateOrNull(fields, `${ratesOf(n)}/${rate}/to`),
      halfDay: centsTyped(said(`rates/${rate}/halfDay`)),
      source: said(`rates/${rate}/source`),
    })),
  };
}

/** What was known keeps its key, by which statements name it; nothing new takes over another's. */
function keyed(components: readonly ComponentIn[]): readonly ComponentIn[] {
  const last = Math.max(0, ...components.map(({ key }) => Number(/^composante-(\d{1,6})$/.exec(key)?.[1] ?? 0)));
  return components.map((component, n) => (component.key === '' ? { ...component, key: `composante-${last + n + 1}` } : component));
}

/** what is no amount is refused where it was typed; what is missing is left for the schema, which says it with the other faults. */
function checkAmounts(fields: Fields): void {
  const errors = Object.keys(fields)
    .filter((name) => name.endsWith('/halfDay') && first(fields, name) !== '' && centsTyped(first(fields, name)) === null)
    .map((name) => ({ pointer: `/${name}`, code: 'amount', detail: 'Indiquez un montant, par exemple 120,00.' }));
  if (errors.length > 0) throw new ProblemError(problem('invalid-input', { errors, detail: laterFaults }));
}
