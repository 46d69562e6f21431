import type { Day } from './consultation-day';
import type { Convention } from './convention';
import type { CivilDate, Half, Instant } from './dates';
import type { Engagement } from './engagement';
import type { DossierId, StatementId } from './ids';
import type { IssuedStatement } from './issued-statement';
import type { Cents } from './money';
import { rateOn, type Payer, type Programme } from './programme';
import type { Evidence, InformationLine, LineKind } from './statement-draft';

type Named = { readonly ref: string; readonly name: string };
export type PresenceEvidence = {
  readonly day: DossierId;
  readonly reference: string;
  readonly half: Half;
  /** as the statement was issued on it: who said so, and when it was attested */
  readonly attestedBy: readonly Named[];
  readonly attestedOn: Instant;
  /** withdrawn since, it comes back as an overpayment */
  readonly stillAttested: boolean;
  /** an administrator's decision on a silent or disputed presence */
  readonly ruling: { readonly by: Named; readonly at: Instant; readonly reason: string } | null;
};

/** everything that one line of a statement rests on, from the convention to the presence. */
export type LineEvidence = {
  readonly statement: Pick<IssuedStatement, 'number' | 'month' | 'status'> & { readonly id: StatementId; readonly dataHash: string };
  readonly line: {
    readonly rank: number;
    readonly kind: LineKind | 'information';
    readonly date: CivilDate;
    readonly site: { readonly id: string; readonly name: string };
    readonly payer: Payer;
    readonly quantity: number;
    readonly unitCents: Cents;
    readonly amountCents: Cents;
    /** number of the statement whose line this one corrects */
    readonly corrects: string | null;
  };
  readonly convention: {
    readonly id: DossierId;
    readonly number: string;
    readonly deliberation: string;
    readonly enforceableOn: CivilDate;
    readonly votedOn: CivilDate | null;
    readonly transmittedOn: CivilDate | null;
    readonly publishedOn: CivilDate | null;
  };
  readonly engagement: { readonly id: DossierId; readonly reference: string; readonly letterSignedOn: Instant | null };
  readonly rule: {
    readonly component: string;
    readonly label: string;
    readonly legalBasis: string;
    /** the text that set the rate */
    readonly source: string;
    /** the version of the rate in force on the day worked, as the programme says it now */
    readonly rate: {
      readonly from: CivilDate;
      readonly to: CivilDate | null;
      readonly halfDayCents: Cents;
      readonly source: string;
    } | null;
    /** false when the programme was changed since: the next month corrects the difference */
    readonly isCurrent: boolean;
  };
  readonly presences: readonly PresenceEvidence[];
};

export type EvidenceFacts = {
  readonly id: StatementId;
  readonly convention: Convention | null;
  readonly engagement: Engagement | null;
  readonly programme: Programme | null;
  readonly days: ReadonlyMap<string, Day>;
  readonly siteNames: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
  /** short references of days and engagements, by id */
  readonly references: Readonly<Record<string, string>>;
};

/** Lines are counted from 1, those « pour information » after the others. */
export function lineAt({ lines, information }: IssuedStatement, rank: number): InformationLine | null {
  return [...lines, ...information][rank - 1] ?? null;
}

export function lineEvidence(state: IssuedStatement, rank: number, facts: EvidenceFacts): LineEvidence | null {
  const line = lineAt(state, rank);
  if (line === null) return null;
  const { number, month, status, dataHash } = state;
  const own = state.lines[rank - 1];
  return {
    statement: { id: facts.id, number, month, status, dataHash },
    line: {
      rank,
      kind: own?.kind ?? 'information',
      date: line.date,
      site: { id: line.site, name: facts.siteNames[line.site] ?? line.site },
      payer: line.payer,
      quantity: line.quantity,
      unitCents: line.unit,
      amountCents: line.amount,
      corrects: own?.corrects ?? null,
    },
    convention: conventionOf(state, facts),
    engagement: {
      id: line.engagement,
      reference: facts.references[line.engagement] ?? line.engagement,
      letterSignedOn: facts.engagement?.letterSignedOn ?? null,
    },
    rule: ruleOf(line, own?.kind ?? 'information', facts),
    presences: line.evidence.map((each) => presenceOf(each, facts)),
  };
}

/** As the statement printed them; the steps of the vote come from the convention. */
function conventionOf(
  { convention: { id, number, deliberation, enforceableOn } }: IssuedStatement,
  { convention }: EvidenceFacts,
): LineEvidence['convention'] {
  const vote = convention?.deliberation ?? null;
  return {
    id,
    number,
    deliberation,
    enforceableOn,
    votedOn: vote?.votedOn ?? null,
    transmittedOn: vote?.transmittedOn ?? null,
    publishedOn: vote?.publishedOn ?? null,
  };
}

/** the rate of the day worked. A correction's own unit is a difference, so that it is not compared. */
function ruleOf(line: InformationLine, kind: LineKind | 'information', { programme }: EvidenceFacts): LineEvidence['rule'] {
  const { component: key, label, legalBasis, source, date, unit } = line;
  const component = programme?.components.find((each) => each.key === key);
  const rate = component === undefined ? null : rateOn(component, date);
  return {
    component: key,
    label,
    legalBasis,
    source,
    rate: rate === null ? null : { from: rate.from, to: rate.to, halfDayCents: rate.halfDay, source: rate.source },
    isCurrent: rate !== null && rate.source === source && (kind === 'correction' || rate.halfDay === unit),
  };
}

function presenceOf({ half, day: id, attestedBy, attestedOn }: Evidence, facts: EvidenceFacts): PresenceEvidence {
  const day = facts.days.get(id);
  const named = (ref: string): Named => ({ ref, name: facts.names[ref] ?? ref });
  const ruling = day?.ruling ?? null;
  return {
    day: id,
    reference: facts.references[id] ?? id,
    half,
    attestedBy: attestedBy.map(named),
    attestedOn,
    stillAttested: day?.attested.some((each) => each.half === half) ?? false,
    ruling: ruling === null ? null : { by: named(ruling.by), at: ruling.at, reason: ruling.reason },
  };
}
