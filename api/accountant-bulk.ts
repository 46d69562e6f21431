import { isCivilDate, frenchDate } from '../domain/dates';
import { formatEuros } from '../domain/money';
import type { StatementAction } from '../domain/statement';
import type { IssuedDocument } from '../store/month-files';
import type { AccountantPage, AccountantDocument } from '../templates/pages/accountant-page';
import { isPayable } from '../templates/pages/accountant-bulk';
import { textOf, type Answered, type Fields, type Parsed } from './link-form';

const longest = 500;
const text = (fields: Fields, name: string): string => textOf(fields, name, longest);
export const bulkActs = ['review', 'acknowledge-all'] as const;

/** One order for several statements: read once to be shown, then again to be recorded. Nothing is an act until it has been shown. */
export function parseBulk(act: (typeof bulkActs)[number], fields: Fields, documents: readonly IssuedDocument[]): Parsed<StatementAction> {
  const [paymentOrder, on] = [text(fields, 'paymentOrder'), text(fields, 'on')];
  const ticked = new Set(fields['statements']);
  const chosen = documents.filter(({ id, state }) => state.kind === 'statement' && ticked.has(id));
  const isAny = chosen.length > 0 || (act === 'review' && text(fields, 'all') === 'yes');
  const faults = {
    ...(isAny ? {} : { statements: 'Cochez au moins un état, ou tous.' }),
    ...(paymentOrder === '' ? { paymentOrder: 'Ce champ est obligatoire.' } : {}),
    ...(isCivilDate(on) ? {} : { on: 'Indiquez une date.' }),
  };
  if (act === 'review' || !isCivilDate(on) || Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    faults: {},
    lines: chosen.map(({ id, state }) => ({
      name: `acknowledge/${id}`,
      noun: 'statement',
      dossier: id,
      action: { type: 'acknowledge', paymentOrder, on } satisfies StatementAction,
      fields: { paymentOrder: [paymentOrder], on: [on] },
      said: `État ${state.number}, ${formatEuros(state.net)}\u00A0: mandat n° ${paymentOrder} du ${frenchDate(on)}`,
    })),
  };
}

/** What the page shows of that form: its faults, or what it would record. */
export function bulkShown({ fields, faults, said }: Answered, documents: readonly AccountantDocument[]): Partial<AccountantPage> {
  if (said !== undefined) return { said: Object.values(said) };
  const ticked = new Set(fields['statements']);
  const on = text(fields, 'on');
  if (Object.keys(faults).length > 0 || !isCivilDate(on))
    return { bulk: { faults, ticked, fields: { all: text(fields, 'all'), paymentOrder: text(fields, 'paymentOrder'), on } } };
  const isAll = text(fields, 'all') === 'yes';
  const statements = documents.filter((document) => isPayable(document) && (isAll || ticked.has(document.id)));
  return { review: { statements, paymentOrder: text(fields, 'paymentOrder'), on } };
}
