import type { Closing, ClosingDue, ClosingEvent } from './closing-state';
import { plus, type CivilDate, type Month } from './dates';
import type { StatementId } from './ids';
import type { Addressed, FactsOf, LinkSpec, Mail, Party } from './decision';
import type { HeldReason } from './liquidation-facts';
import { add, zero, type Cents } from './money';
import type { Payer } from './programme';
import { accountantLinkDays } from './statement';
import { sumOf, type DraftKind, type Totals } from './statement-draft';

type PaidByOthers = {
  readonly date: CivilDate;
  readonly site: string;
  readonly label: string;
  readonly payer: Payer;
  readonly quantity: number;
  readonly unit: Cents;
  readonly amount: Cents;
};

export type ClosingMail =
  | Mail<
      'closing-draft-ready',
      {
        readonly month: Month;
        readonly totals: Totals;
        readonly reopened: boolean;
        readonly reminder: boolean;
        readonly replaces: string | null;
      }
    >
  | Mail<
      'statements-published',
      {
        readonly month: Month;
        readonly numbers: readonly string[];
        readonly netCents: Cents;
        readonly overpaymentCents: Cents;
        readonly replaces: string | null;
      }
    >
  | Mail<'statements-reminder', { readonly month: Month; readonly waiting: number }>
  | Mail<
      'statement-copy',
      {
        readonly month: Month;
        readonly number: string;
        readonly kind: DraftKind;
        readonly netCents: Cents;
        readonly informationCents: Cents;
        readonly replaces: string | null;
      }
    >
  | Mail<
      'month-information',
      {
        readonly month: Month;
        readonly lines: readonly PaidByOthers[];
        readonly totalCents: Cents;
        readonly held: readonly { readonly reason: HeldReason; readonly quantity: number; readonly amountCents: Cents }[];
      }
    >;

/** A document as its publication tells it. */
export type PublishedStatement = {
  readonly statement: StatementId;
  readonly number: string;
  readonly kind: DraftKind;
  readonly doctor: string;
  readonly netCents: Cents;
  readonly informationCents: Cents;
};

type Facts = FactsOf<'month-closing'>;
type Message = Addressed<ClosingMail>;

const copyLinkDays = 90;

export function closingMessages(event: ClosingEvent, state: Closing, facts: Facts): readonly Message[] {
  if (event.type === 'drafted' || event.type === 'reopened')
    return draftReady(state, facts, { reopened: event.type === 'reopened', reminder: false });
  if (event.type === 'published')
    return [...toAccountant(event, state, facts), ...copies(event, state, facts), ...(event.first ? information(state, facts) : [])];
  return event.type === 'reminded' ? reminder(event.due, state, facts) : [];
}

/** Approvers act in the console or by the API, with a key: what they approve is not for a link. */
function draftReady(state: Closing, facts: Facts, how: { readonly reopened: boolean; readonly reminder: boolean }): readonly Message[] {
  if (state.draft === null) return [];
  const { contact } = facts.collectivity;
  const to: readonly Party[] =
    facts.approvers.length > 0 ? facts.approvers : [{ ref: 'contact', name: contact.name, email: contact.email }];
  const data = { month: state.month, totals: state.draft.totals, replaces: state.replacing?.number ?? null, ...how };
  return to.map((party) => ({ kind: 'closing-draft-ready', data, to: party }));
}

function accountantLink(facts: Facts): LinkSpec {
  return { purpose: 'accountant-month', until: plus(facts.now, { days: accountantLinkDays }), item: facts.dossier };
}

function toAccountant(event: Extract<ClosingEvent, { type: 'published' }>, { month }: Closing, facts: Facts): readonly Message[] {
  if (event.statements.length === 0 && event.replaces === null) return [];
  const sum = (kind: DraftKind): Cents =>
    facts.statements.filter((each) => each.kind === kind).reduce((total, each) => add(total, each.netCents), zero);
  const data = {
    month,
    numbers: facts.statements.map(({ number }) => number),
    netCents: sum('statement'),
    overpaymentCents: sum('overpayment'),
    replaces: event.replaces,
  };
  return [{ kind: 'statements-published', data, to: facts.collectivity.accountant, link: accountantLink(facts) }];
}

function copies(event: Extract<ClosingEvent, { type: 'published' }>, { month }: Closing, facts: Facts): readonly Message[] {
  return facts.statements.flatMap(({ statement, number, kind, doctor, netCents, informationCents }) => {
    const data = { month, number, kind, netCents, informationCents, replaces: event.replaces };
    return [
      {
        kind: 'statement-copy',
        data,
        to: doctorOf(doctor, facts),
        link: { purpose: 'statement-copy', until: plus(facts.now, { days: copyLinkDays }), item: statement },
      } as const,
    ];
  });
}

/** D7: a month that another pays, or that cannot be paid yet, is told all the same. */
function information({ month, information: entries, held }: Closing, facts: Facts): readonly Message[] {
  const doctors = [...new Set([...entries, ...held].map(({ doctor }) => doctor))];
  return doctors.map((doctor) => {
    const lines = entries.filter((entry) => entry.doctor === doctor).flatMap((entry) => entry.lines);
    const its = held
      .filter((entry) => entry.doctor === doctor)
      .map(({ reason, quantity, amount }) => ({ reason, quantity, amountCents: amount }));
    const shown = lines.map(({ date, site, label, payer, quantity, unit, amount }) => ({
      date,
      site: facts.siteNames[site] ?? site,
      label,
      payer,
      quantity,
      unit,
      amount,
    }));
    return { kind: 'month-information', data: { month, lines: shown, totalCents: sumOf(lines), held: its }, to: doctorOf(doctor, facts) };
  });
}

function doctorOf(doctor: string, facts: Facts): Party {
  const party = facts.doctors[doctor];
  if (party === undefined) throw new RangeError(`no party for doctor ${doctor}`);
  return party;
}

function reminder(due: ClosingDue, state: Closing, facts: Facts): readonly Message[] {
  if (due === 'approval-reminder') return draftReady(state, facts, { reopened: false, reminder: true });
  const waiting = state.statements - state.acknowledged - state.replaced - state.rejected;
  if (due !== 'acknowledgement-reminder' || waiting <= 0) return [];
  return [
    { kind: 'statements-reminder', data: { month: state.month, waiting }, to: facts.collectivity.accountant, link: accountantLink(facts) },
  ];
}
