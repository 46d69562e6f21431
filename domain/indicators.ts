import type { Campaign, CampaignRefusal } from './campaign';
import {
  cancelReasons,
  refusalReasons,
  suspensionReasons,
  type Asker,
  type CancelReason,
  type Day,
  type RefusalReason,
  type Side,
  type SuspensionReason,
} from './consultation-day';
import type { CoverRecord, Track } from './cover-record';
import type { CivilDate } from './dates';
import type { Engagement } from './engagement';
import { addedHalfDays, type HalfDays } from './indicator-half-days';
import { costsOf, type IssuedAmount, type PayerCost } from './indicator-costs';
import type { ConventionId, ProgrammeId } from './ids';
import type { Person } from './person';
import type { Programme } from './programme';
import { groupBy, order } from './lists';
import { isListed, type Zone } from './zone';

export type CountedDay = Pick<
  Day,
  'status' | 'engagement' | 'site' | 'date' | 'halves' | 'attested' | 'confirmedOn' | 'ending' | 'host' | 'doctor'
>;
export type CountedEngagement = Pick<Engagement, 'status' | 'doctor' | 'programme' | 'convention' | 'sites'> & { readonly id: string };
/** The date of an answer is the collectivity's. */
export type CountedAnswer = { readonly doctor: string; readonly on: CivilDate; readonly said: Campaign['answers'][string] };
type CountedCover = Pick<CoverRecord, 'track' | 'status' | 'escalatedOn'>;

/** All that the indicators are counted from: days and covers of the period, the rest as it stands on the date of the count. */
export type IndicatorFacts = {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** the date of the count */
  readonly on: CivilDate;
  readonly zones: readonly Zone[];
  /** SIREN of the EPCI of each site */
  readonly epciOf: Readonly<Record<string, string>>;
  readonly people: readonly Pick<Person, 'status' | 'volunteer'>[];
  readonly engagements: readonly CountedEngagement[];
  readonly answers: readonly CountedAnswer[];
  readonly days: readonly CountedDay[];
  readonly covers: readonly CountedCover[];
  readonly programmes: Readonly<Record<string, Programme>>;
  readonly issued: readonly IssuedAmount[];
};

/** How far an EPCI is served, the furthest that holds. */
export const coverageMarks = ['held', 'upcoming', 'volunteers', 'none'] as const;
export type CoverageMark = (typeof coverageMarks)[number];

export type EpciIndicators = {
  readonly siren: string;
  readonly name: string;
  readonly population: number;
  readonly listed: boolean;
  readonly volunteers: number;
  readonly engaged: number;
  readonly mark: CoverageMark;
  readonly halfDays: HalfDays;
};

export type Counted<Reason extends string, By extends string> = { readonly reason: Reason; readonly by: By; readonly count: number };
export type CancelledBy = Asker | 'engagement';
export type CoverIndicators = {
  readonly track: Track;
  readonly opened: number;
  readonly found: number;
  readonly arranged: number;
  readonly failed: number;
  readonly pending: number;
  readonly escalated: number;
};
export type ProgrammeIndicators = {
  readonly programme: ProgrammeId;
  readonly convention: ConventionId;
  readonly engaged: number;
  readonly halfDays: HalfDays;
  readonly costs: readonly PayerCost[];
};

export type Indicators = {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly on: CivilDate;
  readonly volunteers: number;
  readonly engaged: number;
  /** « 202 volontaires, 28 communautés sur 29 » */
  readonly coverage: { readonly volunteers: number; readonly covered: number; readonly listed: number; readonly on: CivilDate };
  readonly halfDays: HalfDays;
  readonly epci: readonly EpciIndicators[];
  readonly refusals: {
    readonly campaign: readonly Counted<CampaignRefusal, 'doctor'>[];
    readonly day: readonly Counted<RefusalReason | 'silence', Side | 'clock'>[];
  };
  readonly cancellations: readonly Counted<CancelReason | SuspensionReason, CancelledBy>[];
  readonly covers: readonly CoverIndicators[];
  readonly costs: readonly PayerCost[];
  readonly programmes: readonly ProgrammeIndicators[];
};

/** counts and sums only, no name and no doctor. */
export function indicatorsOf(facts: IndicatorFacts): Indicators {
  const { from, to, on } = facts;
  const volunteers = facts.people.filter(({ status, volunteer }) => volunteer && status === 'active').length;
  const epci = epciIndicators(facts);
  const listed = epci.filter((each) => each.listed);
  const covered = listed.filter(({ mark }) => mark === 'held' || mark === 'upcoming').length;
  return {
    from,
    to,
    on,
    volunteers,
    engaged: engagedIn(facts.engagements),
    coverage: { volunteers, covered, listed: listed.length, on },
    halfDays: addedHalfDays(facts.days),
    epci,
    refusals: { campaign: campaignRefusals(facts), day: dayRefusals(facts.days) },
    cancellations: cancellations(facts.days),
    covers: (['host', 'practice'] as const).map((track) => coverIndicators(track, facts.covers)),
    costs: costsOf(facts.days, facts),
    programmes: programmeIndicators(facts),
  };
}

/** Doctors, not engagements: one may serve under two conventions. */
function engagedIn(engagements: readonly CountedEngagement[]): number {
  return new Set(engagements.filter(({ status }) => status === 'active').map(({ doctor }) => doctor)).size;
}

function epciIndicators(facts: IndicatorFacts): readonly EpciIndicators[] {
  const days = groupBy(facts.days, ({ site }) => facts.epciOf[site] ?? '');
  const willing = doctorsBy(facts, willingAt(facts));
  const engaged = doctorsBy(
    facts,
    facts.engagements.filter(({ status }) => status === 'active'),
  );
  return facts.zones
    .map((zone): EpciIndicators => {
      const { siren, name, population } = zone;
      const halfDays = addedHalfDays(days.get(siren) ?? []);
      const volunteers = willing.get(siren)?.size ?? 0;
      const listed = isListed(zone, facts.on);
      return {
        siren,
        name,
        population,
        listed,
        volunteers,
        engaged: engaged.get(siren)?.size ?? 0,
        mark: markOf(halfDays, volunteers),
        halfDays,
      };
    })
    .toSorted((a, b) => order(a.name, b.name) || order(a.siren, b.siren));
}

function markOf({ held, upcoming }: HalfDays, volunteers: number): CoverageMark {
  if (held > 0) return 'held';
  if (upcoming > 0) return 'upcoming';
  return volunteers > 0 ? 'volunteers' : 'none';
}

type Willing = { readonly doctor: string; readonly sites: readonly string[] };

/** A yes to a call names the sites; an engagement that is not over keeps them. */
function willingAt({ answers, engagements }: IndicatorFacts): readonly Willing[] {
  const over = new Set<string>(
    engagements.filter(({ status }) => status === 'withdrawn' || status === 'ended').map(({ doctor }) => doctor),
  );
  const yes = answers.flatMap(({ doctor, said }) => (said.answer === 'yes' && !over.has(doctor) ? [{ doctor, sites: said.sites }] : []));
  return [...yes, ...engagements.filter(({ status }) => status !== 'withdrawn' && status !== 'ended')];
}

function doctorsBy({ epciOf }: IndicatorFacts, willing: readonly Willing[]): ReadonlyMap<string, ReadonlySet<string>> {
  const doctors = new Map<string, Set<string>>();
  for (const { doctor, sites } of willing)
    for (const site of sites) {
      const epci = epciOf[site];
      if (epci !== undefined) doctors.set(epci, (doctors.get(epci) ?? new Set()).add(doctor));
    }
  return doctors;
}

function campaignRefusals({ answers, from, to }: IndicatorFacts): Indicators['refusals']['campaign'] {
  const said = answers.filter(({ on }) => from <= on && on <= to).map((each) => each.said);
  return counted(said.flatMap((each) => (each.answer === 'no' ? [{ reason: each.reason, by: 'doctor' as const }] : [])));
}

/** Silence is no refusal, and a proposal that nobody answers is lost all the same. */
function dayRefusals(days: readonly CountedDay[]): Indicators['refusals']['day'] {
  return counted(
    days.flatMap(({ status, ending }): readonly Said<RefusalReason | 'silence', Side | 'clock'>[] => {
      if (status === 'lapsed') return [{ reason: 'silence', by: 'clock' }];
      if (status !== 'declined' || ending === null) return [];
      return isSide(ending.side) && isRefusal(ending.reason) ? [{ reason: ending.reason, by: ending.side }] : [];
    }),
  );
}

/** by whom and why, from closed lists. */
function cancellations(days: readonly CountedDay[]): Indicators['cancellations'] {
  return counted(
    days.flatMap(({ status, ending }) =>
      status === 'cancelled' && ending !== null && ending.side !== 'clock' && isCancellation(ending.reason)
        ? [{ reason: ending.reason, by: ending.side }]
        : [],
    ),
  );
}

type Said<Reason extends string, By extends string> = { readonly reason: Reason; readonly by: By };

/** The most frequent first. */
function counted<Reason extends string, By extends string>(said: readonly Said<Reason, By>[]): readonly Counted<Reason, By>[] {
  const groups = groupBy(said, ({ reason, by }) => `${reason}/${by}`);
  return [...groups.entries()]
    .toSorted(([a, some], [b, others]) => others.length - some.length || order(a, b))
    .map(([, group]) => ({ reason: group[0].reason, by: group[0].by, count: group.length }));
}

function isSide(text: string): text is Side {
  return text === 'doctor' || text === 'site';
}

function isRefusal(text: string): text is RefusalReason {
  return refusalReasons.some((each) => each === text);
}

function isCancellation(text: string): text is CancelReason | SuspensionReason {
  return [...cancelReasons, ...suspensionReasons].some((each) => each === text);
}

function coverIndicators(track: Track, covers: readonly CountedCover[]): CoverIndicators {
  const opened = covers.filter((each) => each.track === track && each.status !== 'withdrawn');
  const of = (...statuses: readonly CountedCover['status'][]): number => opened.filter(({ status }) => statuses.includes(status)).length;
  return {
    track,
    opened: opened.length,
    found: of('covered'),
    arranged: of('resolved', 'partner', 'closed-practice'),
    failed: of('waived'),
    pending: of('asking', 'searching', 'escalated'),
    escalated: opened.filter(({ escalatedOn }) => escalatedOn !== null).length,
  };
}

function programmeIndicators(facts: IndicatorFacts): readonly ProgrammeIndicators[] {
  const engagements = new Map<string, CountedEngagement>(facts.engagements.map((each) => [each.id, each]));
  const days = groupBy(facts.days, ({ engagement }) => scopeKey(engagements.get(engagement)));
  const issued = groupBy(facts.issued, ({ engagement }) => scopeKey(engagements.get(engagement)));
  return [...groupBy(facts.engagements, scopeKey).entries()]
    .toSorted(([a], [b]) => order(a, b))
    .map(([key, group]): ProgrammeIndicators => {
      const own = days.get(key) ?? [];
      return {
        programme: group[0].programme,
        convention: group[0].convention,
        engaged: engagedIn(group),
        halfDays: addedHalfDays(own),
        costs: costsOf(own, { ...facts, issued: issued.get(key) ?? [] }),
      };
    });
}

function scopeKey(engagement: CountedEngagement | undefined): string {
  return engagement === undefined ? '' : `${engagement.programme}/${engagement.convention}`;
}
