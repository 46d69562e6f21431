import { isWithin, type Batch } from './closing-batches';
import { evolveContests, isAboutContest, type ContestEvent, type InformationContest } from './closing-contest';
import type { Instant, Month } from './dates';
import { childId, type CollectivityId, type DossierId, type PersonId, type StatementId } from './ids';
import type { HeldEntry, InformationEntry } from './liquidation-facts';
import type { NumberedStatement, StatementStatus } from './issued-statement';
import { noTotals, plusTotals, type Totals } from './statement-draft';

export const closingStatuses = ['announced', 'draft', 'approved', 'issued', 'published', 'settled'] as const;
export type ClosingStatus = (typeof closingStatuses)[number];

/** One closing per collectivity and month: a second run finds the first. */
export function closingId(collectivity: CollectivityId, month: Month): DossierId {
  return childId(collectivity, 'closing', month);
}

export type Closing = {
  readonly status: ClosingStatus;
  readonly month: Month;
  readonly announcedOn: Instant;
  /** the PROJET as last mailed: figures and digest only, since it is neither stored nor numbered */
  readonly draft: { readonly totals: Totals; readonly digest: string; readonly on: Instant } | null;
  readonly approval: { readonly by: string; readonly at: Instant; readonly totals: Totals; readonly digest: string } | null;
  /** what the next batch must find, and those after it */
  readonly expected: (Batch & { readonly batch: number; readonly since: Instant; readonly rest: readonly Batch[] }) | null;
  readonly issued: Totals;
  readonly statements: number;
  readonly acknowledged: number;
  readonly rejected: number;
  readonly replaced: number;
  readonly information: readonly InformationEntry[];
  readonly held: readonly HeldEntry[];
  readonly unpublished: readonly StatementId[];
  /** how far the doctors have been told of their month, while others have still to be */
  readonly telling: { readonly through: PersonId; readonly batch: number; readonly since: Instant } | null;
  readonly publishedOn: Instant | null;
  readonly replacing: { readonly statement: StatementId; readonly number: string } | null;
  readonly reminded: readonly string[];
  /** of what the monthly mail alone tells */
  readonly contests: readonly InformationContest[];
};

/** What a statement tells its closing. */
export type Heard =
  | { readonly type: 'acknowledged' | 'rejected' | 'completed'; readonly statement: StatementId }
  | { readonly type: 'replaced'; readonly statement: StatementId; readonly from: StatementStatus };

export function isHeard(action: { readonly type: string }): action is Heard {
  return action.type === 'acknowledged' || action.type === 'rejected' || action.type === 'completed' || action.type === 'replaced';
}

export type ClosingDue = 'freeze' | 'approval-reminder' | 'issue' | 'publish' | 'acknowledgement-reminder';

export type Projected = { readonly totals: Totals; readonly digest: string; readonly at: Instant };
export type ClosingEvent =
  | { readonly type: 'announced'; readonly month: Month; readonly at: Instant }
  | ({ readonly type: 'drafted' } & Projected)
  /** the documents are no more those that were approved */
  | ({ readonly type: 'reopened' } & Projected)
  | {
      readonly type: 'approved';
      readonly by: string;
      readonly totals: Totals;
      readonly digest: string;
      readonly batches: readonly [Batch, ...Batch[]];
      readonly at: Instant;
    }
  | {
      readonly type: 'issued';
      readonly issued: readonly { readonly statement: StatementId; readonly number: string }[];
      /** what the store writes beside the closing; the journal leaves it out */
      readonly rows: readonly NumberedStatement[];
      readonly totals: Totals;
      readonly information: readonly InformationEntry[];
      readonly held: readonly HeldEntry[];
      readonly at: Instant;
    }
  /** one batch of the month's doctors; the last is told with the publication */
  | { readonly type: 'told'; readonly through: PersonId; readonly at: Instant }
  | {
      readonly type: 'published';
      readonly statements: readonly StatementId[];
      readonly replaces: string | null;
      readonly first: boolean;
      readonly at: Instant;
    }
  | { readonly type: 'replacement-asked'; readonly statement: StatementId; readonly number: string; readonly reason: string }
  | { readonly type: 'replacement-dropped'; readonly statement: StatementId }
  | { readonly type: 'heard'; readonly statement: StatementId; readonly what: Heard['type']; readonly wasRejected: boolean }
  | { readonly type: 'reminded'; readonly due: ClosingDue; readonly item: string }
  | ContestEvent
  | { readonly type: 'settled'; readonly at: Instant };

function begun({ month, at }: Extract<ClosingEvent, { type: 'announced' }>): Closing {
  const counts = { statements: 0, acknowledged: 0, rejected: 0, replaced: 0 };
  return {
    status: 'announced',
    month,
    announcedOn: at,
    draft: null,
    approval: null,
    expected: null,
    issued: noTotals,
    ...counts,
    information: [],
    held: [],
    unpublished: [],
    telling: null,
    publishedOn: null,
    replacing: null,
    reminded: [],
    contests: [],
  };
}

function afterApproval(state: Closing, { by, at, totals, digest, batches }: Extract<ClosingEvent, { type: 'approved' }>): Closing {
  const [first, ...rest] = batches;
  return { ...state, status: 'approved', approval: { by, at, totals, digest }, expected: { ...first, rest, batch: 1, since: at } };
}

function afterIssue(state: Closing, event: Extract<ClosingEvent, { type: 'issued' }>): Closing {
  const { expected, publishedOn } = state;
  const [next, ...rest] = expected?.rest ?? [];
  // a PROJET that was reopened among its batches liquidates the first doctors anew; a replacement looks at one document alone
  const isAnew = (doctor: PersonId): boolean => publishedOn === null && expected !== null && isWithin(expected, doctor);
  const held = [...state.held.filter(({ doctor }) => !isAnew(doctor)), ...event.held];
  const left = next === undefined ? null : { ...next, rest, batch: (expected?.batch ?? 0) + 1, since: event.at };
  return {
    ...state,
    status: left === null ? 'issued' : 'approved',
    expected: left,
    issued: { ...plusTotals(state.issued, event.totals), held: held.length },
    statements: state.statements + event.issued.length,
    information: [...state.information, ...event.information],
    held,
    unpublished: [...state.unpublished, ...event.issued.map(({ statement }) => statement)],
  };
}

function afterTelling(state: Closing, { through, at }: Extract<ClosingEvent, { type: 'told' }>): Closing {
  return { ...state, telling: { through, batch: (state.telling?.batch ?? 1) + 1, since: at } };
}

/** Tells of one statement may arrive in another order than they left: counts do not mind. */
function afterHearing(state: Closing, { what, wasRejected }: Extract<ClosingEvent, { type: 'heard' }>): Closing {
  return {
    ...state,
    acknowledged: state.acknowledged + (what === 'acknowledged' ? 1 : 0),
    replaced: state.replaced + (what === 'replaced' ? 1 : 0),
    rejected: state.rejected + (what === 'rejected' ? 1 : 0) - (wasRejected ? 1 : 0),
  };
}

export function evolve(state: Closing | null, event: ClosingEvent): Closing {
  if (event.type === 'announced') return begun(event);
  if (state === null) throw new Error(`a closing cannot begin with ${event.type}`);
  return isAboutContest(event) ? evolveContests(state, event) : step(state, event);
}

function step(state: Closing, event: Exclude<ClosingEvent, { type: 'announced' } | ContestEvent>): Closing {
  switch (event.type) {
    case 'drafted':
    case 'reopened':
      return {
        ...state,
        status: 'draft',
        draft: { totals: event.totals, digest: event.digest, on: event.at },
        approval: null,
        expected: null,
        reminded: [],
      };
    case 'approved':
      return afterApproval(state, event);
    case 'issued':
      return afterIssue(state, event);
    case 'told':
      return afterTelling(state, event);
    case 'published':
      return { ...state, status: 'published', publishedOn: event.at, unpublished: [], telling: null, replacing: null, reminded: [] };
    case 'replacement-asked':
      return { ...state, replacing: { statement: event.statement, number: event.number } };
    case 'replacement-dropped':
      return { ...state, status: 'published', replacing: null, draft: null, expected: null };
    case 'heard':
      return afterHearing(state, event);
    case 'reminded':
      return { ...state, reminded: [...state.reminded, `${event.due}/${event.item}`] };
    case 'settled':
      return { ...state, status: 'settled' };
  }
}
