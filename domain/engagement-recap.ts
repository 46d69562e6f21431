import { canonical } from './canonical';
import { isRehearsal } from './collectivity';
import { civilDate, dateIn, plus, yearOf, type CivilDate, type Instant, type TimeZone } from './dates';
import { refuse, accept, type Addressed, type Decision, type DocumentSpec, type Due } from './decision';
import type { Engagement, EngagementDue, EngagementEvent, EngagementKnown, EngagementMail } from './engagement';
import { isOver } from './engagement-record';
import { childId } from './ids';
import type { PayerSum } from './month-totals';
import { morningOf } from './morning';
import { fullName, personParty } from './person';

type Facts = EngagementKnown;
type Sent = Extract<EngagementEvent, { type: 'recap-sent' }>;

export type SiteShare = { readonly name: string; readonly halfDays: number };
/** What one engagement came to in a civil year: attested half-days, and what documents and monthly mails brought for them. */
export type YearRecap = {
  readonly year: number;
  readonly sites: readonly SiteShare[];
  readonly payers: readonly PayerSum[];
  /** drawn for this engagement so far: they number the next one */
  readonly certificates: number;
};

/** All that the certificate is drawn from: no sum, since it is shown to third parties. */
export type ParticipationData = {
  readonly letterhead: { readonly label: string; readonly address: readonly string[]; readonly siren: string };
  readonly generatedAt: Instant;
  readonly zone: TimeZone;
  readonly specimen: boolean;
  readonly dataHash: string;
  readonly doctor: { readonly name: string; readonly rpps: string };
  readonly programme: string;
  readonly convention: { readonly number: string; readonly title: string };
  readonly year: number;
  readonly sites: readonly SiteShare[];
};

/** By then the closing of December is done on most calendars. */
const recapDay = '01-15';
const linkDays = 90;

function recapDate(year: number): CivilDate {
  return civilDate(`${year + 1}-${recapDay}`);
}

const due = 'yearly-recap';

/** The years that are still to be recalled: the last of them is, once the engagement is over. */
export function yearsToRecall({ letterSignedOn, from, to, reminded }: Engagement): readonly number[] {
  if (letterSignedOn === null) return [];
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, n) => yearOf(from) + n);
  return years.filter((year) => !reminded.includes(`${due}/${year}`));
}

export function recapDues(state: Engagement, facts: Facts): readonly Due<EngagementDue>[] {
  return yearsToRecall(state).map((year) => ({ what: due, at: morningOf(recapDate(year), facts.collectivity.zone), item: String(year) }));
}

/** No day follows the end of an engagement: the years after it are done with. */
function yearsAfterEnd(state: Engagement, { today, collectivity }: Facts): readonly string[] {
  if (!isOver(state)) return [];
  const last = yearOf(state.ending === null ? today : dateIn(state.ending.at, collectivity.zone));
  return yearsToRecall(state)
    .filter((year) => year > last)
    .map(String);
}

export function halfDaysOf({ sites }: Pick<YearRecap, 'sites'>): number {
  return sites.reduce((sum, { halfDays }) => sum + halfDays, 0);
}

/** A rehearsal may stand still: its moment alone would not tell one sending from the next. */
function sent({ year, certificates }: YearRecap, { dossier, now, digestOf }: Facts): EngagementEvent {
  return {
    type: 'recap-sent',
    year,
    document: childId(dossier, 'recap', digestOf(`${year}/${now}/${certificates}`).slice(0, 16)),
    at: now,
  };
}

/** A year without a half-day is not recalled to anybody. */
export function decideYearlyRecap(item: string, state: Engagement, facts: Facts): Decision<EngagementEvent> {
  const items = [...new Set([item, ...yearsAfterEnd(state, facts)])];
  const reminded: EngagementEvent = { type: 'reminded', due, items };
  const { recap = null } = facts;
  return recap === null || halfDaysOf(recap) === 0 ? accept(reminded) : accept(reminded, sent(recap, facts));
}

/** On demand, and once the engagement is over. */
export function decideSendRecap(year: number, facts: Facts): Decision<EngagementEvent> {
  const { recap = null } = facts;
  return recap === null || halfDaysOf(recap) === 0
    ? refuse({ code: 'nothing-held', field: '/year', detail: { year } })
    : accept(sent(recap, facts));
}

export function recapMail({ year, document }: Sent, state: Engagement, facts: Facts): readonly Addressed<EngagementMail>[] {
  const { doctor, programme, collectivity, recap = null, now } = facts;
  if (doctor === null || recap === null) return [];
  const { sites, payers } = recap;
  return [
    {
      kind: 'yearly-recap',
      data: { programme: programme?.label ?? '', year, halfDays: halfDaysOf(recap), sites, payers, label: collectivity.label },
      to: personParty(state.doctor, doctor),
      link: { purpose: 'recap', until: plus(now, { days: linkDays }), item: document },
    },
  ];
}

export function recapDocument({ year, document, at }: Sent, facts: Facts): readonly DocumentSpec[] {
  const { doctor, programme, convention, collectivity, recap = null } = facts;
  if (doctor === null || programme === null || convention === null || recap === null) return [];
  const { label, address, siren, zone } = collectivity;
  const said = {
    letterhead: { label, address, siren },
    doctor: { name: `Dr ${fullName(doctor)}`, rpps: doctor.rpps },
    programme: programme.label,
    convention: { number: convention.number, title: convention.title },
    year,
    sites: recap.sites,
  };
  const made = { generatedAt: at, zone, specimen: isRehearsal(collectivity) };
  const data: ParticipationData = { ...said, ...made, dataHash: facts.digestOf(canonical({ ...said, on: dateIn(at, zone) })) };
  const name = `attestation-participation-${year}.pdf`;
  return [{ id: document, kind: 'participation', name, mediaType: 'application/pdf', data }];
}
