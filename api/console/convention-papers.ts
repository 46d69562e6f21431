import { first, type Body, type Sent } from '../console-page';
import { dateIn, dateOrNull } from './typed-date';
import { laterFaults, problem, ProblemError } from '../problems';

/** « 45 000 », « 45000,50 »: cents; what is no amount is refused where it was typed. */
export function centsTyped(text: string): number | null {
  const digits = /^(\d{1,10})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[\s€]/g, ''));
  return digits === null ? null : Number(digits[1]) * 100 + Number((digits[2] ?? '').padEnd(2, '0'));
}

function numbersIn({ fields }: Sent, pattern: RegExp): readonly string[] {
  return [...new Set(Object.keys(fields).flatMap((name) => pattern.exec(name)?.[1] ?? []))].toSorted((a, b) => Number(a) - Number(b));
}

const fault = (pointer: string, detail: string): ProblemError =>
  new ProblemError(problem('invalid-input', { errors: [{ pointer, code: 'amount', detail }], detail: laterFaults }));

/** A year without its source is not noted: R-36 asks for the vote. */
export function budgetsBody(sent: Sent): Body {
  const { fields } = sent;
  const budgets = numbersIn(sent, /^budgets\/(\d{4})\/source$/).flatMap((year) => {
    const said = (name: string): string => first(fields, `budgets/${year}/${name}`);
    const credits = said('credits') === '' ? null : centsTyped(said('credits'));
    const takenUntil = dateOrNull(fields, `budgets/${year}/takenUntil`);
    if (credits === null && said('credits') !== '')
      throw fault(`/budgets/${year}/credits`, 'Indiquez un montant, par exemple 45000 ou 45000,50.');
    if (said('source') !== '') return [{ year: Number(year), credits, mode: said('mode'), source: said('source'), takenUntil }];
    if (credits !== null) throw fault(`/budgets/${year}/source`, 'Indiquez le vote qui ouvre ces crédits.');
    return [];
  });
  return { budgets };
}

export function outsideBody(sent: Sent): Body {
  const { fields, files } = sent;
  const file = files['file'];
  if (file === undefined) throw fault('/file', 'Choisissez l’exemplaire signé.');
  const signatures = numbersIn(sent, /^signatures\/(\d{1,2})\/party$/).map((n) => ({
    ...Object.fromEntries(['party', 'name', 'capacity'].map((name) => [name, first(fields, `signatures/${n}/${name}`)])),
    on: dateIn(fields, `signatures/${n}/on`),
  }));
  return { file: file.bytes.toString('base64'), signatures };
}
