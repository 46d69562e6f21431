import { isWithin } from './closing-batches';
import type { Closing, ClosingDue, ClosingEvent } from './closing-state';
import { informationContestUntil, isAboutContest, type ContestEvent } from './closing-contest';
import { plus, plusDays, type CivilDate, type Month } from './dates';
import type { StatementId } from './ids';
import type { Addressed, FactsOf, LinkSpec, Mail, Party } from './decision';
import type { IssuedStatement } from './issued-statement';
import type { HeldReason } from './liquidation-facts';
import { inForce, monthTotals, payerSums, type Counted, type MonthTotals, type PayerSum } from './month-totals';
import type { Cents } from './money';
import { parameters, valueOn } from './parameters';
import type { Payer } from './programme';
import { contestUntil } from './statement';
import { accountantLinkDays } from './statement-mail';
import { sumOf, type DraftKind, type Totals } from './statement-draft';

type Unpaid = {
  readonly lines: readonly PaidByOthers[];
  readonly held: readonly { readonly reason: HeldReason; readonly quantity: number; readonly amountCents: Cents }[];
};

type PaidByOthers = {
  readonly date: CivilDate;
  readonly site: string;
  readonly label: string;
  readonly payer: Payer;
  readonly quantity: number;
  readonly unit: Cents;
  readonly amount: Cents;
};

/** D7: who pays what of a doctor's month, when, and until when it may be contested. */
type Payers = {
  /** the collectivity by its own name */
  readonly label: string;
  readonly payers: readonly PayerSum[];
  /** when the collectivity aims to have paid */
  readonly payBy: CivilDate;
  readonly contestUntil: CivilDate;
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
        /** of the whole month, not of the new documents alone */
        readonly totals: MonthTotals;
        readonly replaces: string | null;
      }
    >
  | Mail<'statements-reminder', { readonly month: Month; readonly waiting: number }>
  | Mail<
      'statement-copy',
      {
        readonly month: Month;
        readonly documents: readonly { readonly number: string; readonly kind: DraftKind; readonly netCents: Cents }[];
        readonly replaces: string | null;
      } & Unpaid &
        Payers
    >
  | Mail<
      'month-information',
      {
        readonly month: Month;
        readonly totalCents: Cents;
      } & Unpaid &
        Payers
    >
  /** to the service that answers, then to the doctor */
  | Mail<'month-contested', { readonly month: Month; readonly doctor: string; readonly reason: string }>
  | Mail<'month-contest-answered', { readonly month: Month; readonly reason: string }>;

/** A document as its publication tells it. */
export type PublishedStatement = {
  readonly statement: StatementId;
  readonly number: string;
  readonly kind: DraftKind;
  readonly doctor: string;
  readonly netCents: Cents;
  readonly payers: readonly PayerSum[];
  readonly issuedOn: CivilDate;
};

/** What the totals of a month are counted from. */
export type ClosingDocument = Counted & Pick<IssuedStatement, 'number' | 'status' | 'replaces'>;

type Facts = FactsOf<'month-closing'>;
type Message = Addressed<ClosingMail>;

const copyLinkDays = 90;

export function closingMessages(event: ClosingEvent, state: Closing, facts: Facts): readonly Message[] {
  if (event.type === 'drafted' || event.type === 'reopened')
    return draftReady(state, facts, { reopened: event.type === 'reopened', reminder: false });
  if (event.type === 'told') return toDoctors({ first: true, replaces: null }, state, facts);
  if (event.type === 'published') return [...toAccountant(event, state, facts), ...toDoctors(event, state, facts)];
  if (isAboutContest(event)) return aboutContest(event, state, facts);
  return event.type === 'reminded' ? reminder(event.due, state, facts) : [];
}

/** Approvers act in the console or by the API, with a key: what they approve is not for a link. */
function draftReady(state: Closing, facts: Facts, how: { readonly reopened: boolean; readonly reminder: boolean }): readonly Message[] {
  if (state.draft === null) return [];
  const { contact, approvers = [] } = facts.collectivity;
  const to: readonly Party[] = approvers.length > 0 ? approvers : [{ ref: 'contact', name: contact.name, email: contact.email }];
  const data = { month: state.month, totals: state.draft.totals, replaces: state.replacing?.number ?? null, ...how };
  return to.map((party) => ({ kind: 'closing-draft-ready', data, to: party, page: '/console' }));
}

function accountantLink(facts: Facts): LinkSpec {
  return { purpose: 'accountant-month', until: plus(facts.now, { days: accountantLinkDays }), item: facts.dossier };
}

/** A month without any document is told once: whoever waits for one must not wonder. */
function toAccountant(event: Extract<ClosingEvent, { type: 'published' }>, state: Closing, facts: Facts): readonly Message[] {
  if (event.statements.length === 0 && event.replaces === null && !event.first) return [];
  const data = {
    month: state.month,
    numbers: facts.numbers,
    totals: totalsOf(state, facts.documents),
    replaces: event.replaces,
  };
  return [{ kind: 'statements-published', data, to: facts.collectivity.accountant, link: accountantLink(facts) }];
}

/** The one value that the mail, the page, the tables, the archive, the merged file and the API show. */
export function totalsOf({ information }: Pick<Closing, 'information'>, documents: readonly ClosingDocument[]): MonthTotals {
  return monthTotals(
    inForce(documents),
    information.flatMap(({ lines }) => lines),
  );
}

/** One mail for a doctor's month, however many documents it brings, and though others pay a part of it or all. */
function toDoctors(
  event: Pick<Extract<ClosingEvent, { type: 'published' }>, 'first' | 'replaces'>,
  closing: Closing,
  facts: Facts,
): readonly Message[] {
  const own = <T extends { readonly doctor: string }>(entries: readonly T[]): readonly T[] =>
    entries.filter(({ doctor }) => isWithin(facts.telling, doctor));
  const state = { ...closing, information: own(closing.information), held: own(closing.held) };
  const told = event.first ? [...state.information, ...state.held] : [];
  const doctors = [...new Set([...facts.statements, ...told].map(({ doctor }) => doctor))];
  return doctors.map((doctor) => {
    const unpaid = event.first ? unpaidOf(doctor, state, facts) : { lines: [], held: [] };
    const [first, ...others] = facts.statements.filter((each) => each.doctor === doctor);
    return first === undefined
      ? information(doctor, unpaid, state, facts)
      : copies([first, ...others], { ...unpaid, replaces: event.replaces }, state, facts);
  });
}

type Published = readonly [PublishedStatement, ...PublishedStatement[]];

/** what is to be given back is told on its own, and lessens no payment. */
function copies(
  published: Published,
  { replaces, ...unpaid }: Unpaid & { readonly replaces: string | null },
  { month }: Closing,
  facts: Facts,
): Message {
  const [{ statement, doctor, issuedOn }] = published;
  const paying = published.filter(({ kind }) => kind === 'statement');
  const sums = (paying.length + unpaid.lines.length === 0 ? published : paying).flatMap(({ payers }) => payers);
  const paid = payerSums([...sums.map(({ payer, amountCents: amount }) => ({ payer, amount })), ...unpaid.lines]);
  const documents = published.map(({ number, kind, netCents }) => ({ number, kind, netCents }));
  return {
    kind: 'statement-copy',
    data: { month, documents, replaces, ...unpaid, ...payersOf(paid, issuedOn, contestUntil(issuedOn), facts) },
    to: doctorOf(doctor, facts),
    link: { purpose: 'statement-copy', until: plus(facts.now, { days: copyLinkDays }), item: statement },
  };
}

function payersOf(payers: readonly PayerSum[], from: CivilDate, until: CivilDate, { collectivity }: Facts): Payers {
  return { label: collectivity.label, payers, payBy: plusDays(from, valueOn(parameters.paymentTargetDays, from)), contestUntil: until };
}

/** D7: what another pays of the month, and what cannot be paid yet. */
function unpaidOf(doctor: string, { information: entries, held }: Closing, { siteNames }: Facts): Unpaid {
  const lines = entries.filter((entry) => entry.doctor === doctor).flatMap((entry) => entry.lines);
  return {
    lines: lines.map(({ date, site, label, payer, quantity, unit, amount }) => ({
      date,
      site: siteNames[site] ?? site,
      label,
      payer,
      quantity,
      unit,
      amount,
    })),
    held: held
      .filter((entry) => entry.doctor === doctor)
      .map(({ reason, quantity, amount }) => ({ reason, quantity, amountCents: amount })),
  };
}

/** D7: a month that another pays, or that cannot be paid yet, is told all the same. */
function information(doctor: string, unpaid: Unpaid, { month }: Closing, facts: Facts): Message {
  const { today, now } = facts;
  const payers = payersOf(payerSums(unpaid.lines), today, informationContestUntil(today), facts);
  return {
    kind: 'month-information',
    data: { month, totalCents: sumOf(unpaid.lines), ...unpaid, ...payers },
    to: doctorOf(doctor, facts),
    link: { purpose: 'month-contest', until: plus(now, { days: copyLinkDays }), item: doctor },
  };
}

function aboutContest({ type, doctor, state: { reason } }: ContestEvent, { month }: Closing, facts: Facts): readonly Message[] {
  const party = doctorOf(doctor, facts);
  if (type === 'information-answered') return [{ kind: 'month-contest-answered', data: { month, reason }, to: party }];
  const { name, email } = facts.collectivity.contact;
  return [{ kind: 'month-contested', data: { month, reason, doctor: party.name }, to: { ref: 'contact', name, email } }];
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
