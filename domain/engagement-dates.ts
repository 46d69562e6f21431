import { dateIn, plus, plusDays, type CivilDate, type Instant } from './dates';
import { administrator, type Due, type NextAction } from './decision';
import type { DocumentRequest, Engagement, EngagementDue, EngagementKnown } from './engagement';
import { cdomOf, departementOf, scopesOf } from './engagement-cdom';
import { certificateActions, certificateDues } from './engagement-certificates';
import { contractActions, contractDues } from './engagement-contract';
import { recapDues } from './engagement-recap';
import { authorisationOf, isOver, suspensionOf, type Scope } from './engagement-record';
import { cdomSilenceEnds } from './eligibility';
import { morningOf } from './morning';
import { parameters, valueOn, type Parameter } from './parameters';

type Facts = EngagementKnown;
type Listed = Due<EngagementDue>;

/** Reminders of one question share a mail: « scope.days » for a CDOM, days alone for bank details. */
export function sharesReminder(a: string, b: string): boolean {
  const questionOf = (item: string): string => item.replace(/(^|\.)\d+$/, '');
  return questionOf(a) === questionOf(b);
}

/** Bank details are awaited of the doctor: asked, not given, and none effective yet. */
export function awaitsBankDetails({ status, bank, creditor }: Engagement): Instant | null {
  const running = status === 'gates' || status === 'active' || status === 'suspended';
  return running && !bank.declared && creditor === null ? bank.askedOn : null;
}

/** What was in force when the question was asked. */
function inForce<T>(parameter: Parameter<T>, since: Instant, { collectivity }: Facts): T {
  return valueOn(parameter, dateIn(since, collectivity.zone));
}

export function bankDetailsUntil(askedOn: Instant, facts: Facts): Instant {
  return plus(askedOn, { days: inForce(parameters.bankDetailsAnswer, askedOn, facts).closedAfterDays });
}

function bankDues(state: Engagement, facts: Facts): readonly Listed[] {
  const askedOn = awaitsBankDetails(state);
  if (askedOn === null) return [];
  const reminders = inForce(parameters.bankDetailsAnswer, askedOn, facts).reminderDays.map((days): Listed => ({
    what: 'bank-reminder',
    at: plus(askedOn, { days }),
    item: String(days),
    asked: { purposes: ['bank-details'] },
  }));
  return [
    ...reminders,
    { what: 'bank-silence', at: bankDetailsUntil(askedOn, facts), item: 'link', asked: { purposes: ['bank-details'] } },
  ];
}

/** E-22: the day after the safe end of the two months, so that a month without that day harms nobody. */
export function safeEnd(state: Engagement, scope: Scope): CivilDate | null {
  const ends = scope === 'registration' ? null : cdomSilenceEnds(authorisationOf(state, scope));
  return ends === null ? null : plusDays(ends, 1);
}

function cdomDues(state: Engagement, scope: Scope, facts: Facts): readonly Listed[] {
  const { status, askedOn } = authorisationOf(state, scope);
  if (status !== 'asked') return [];
  const end = safeEnd(state, scope);
  const reminders =
    askedOn === null
      ? []
      : inForce(parameters.cdomReminderDays, askedOn, facts).map((days): Listed => ({
          what: 'cdom-reminder',
          at: plus(askedOn, { days }),
          item: `${scope}.${days}`,
        }));
  return end === null ? reminders : [...reminders, { what: 'cdom-silence', at: morningOf(end, facts.collectivity.zone), item: scope }];
}

export function dues(state: Engagement, facts: Facts): readonly Listed[] {
  if (isOver(state)) return recapDues(state, facts);
  const asked = [
    ...bankDues(state, facts),
    ...scopesOf(state, facts).flatMap((scope) => cdomDues(state, scope, facts)),
    ...certificateDues(state, facts),
    ...contractDues(state, facts),
    ...recapDues(state, facts),
  ];
  const end: Listed = { what: 'end', at: endOf(state, facts) };
  return [...asked.filter(({ what, item }) => !state.reminded.includes(`${what}/${item}`)), end];
}

export function endOf({ to }: Engagement, facts: Facts): Instant {
  return morningOf(plusDays(to, 1), facts.collectivity.zone);
}

export function nextActions(state: Engagement, facts: Facts): readonly NextAction[] {
  if (isOver(state)) return [];
  return [
    ...letterActions(state),
    ...contractActions(state, facts),
    ...certificateActions(state, facts),
    ...bankActions(state, facts),
    ...(state.status === 'letter' ? [] : scopesOf(state, facts).flatMap((scope) => cdomActions(state, scope, facts))),
  ];
}

function letterActions(state: Engagement): readonly NextAction[] {
  const { status, letterRefusal } = state;
  if (status === 'suspended')
    return [{ key: 'suspended', owner: administrator, what: 'engagement-suspended', until: null, detail: { cause: suspensionOf(state) } }];
  return letterRefusal === null || status !== 'letter'
    ? []
    : [{ key: 'letter', owner: administrator, what: 'engagement-letter-refused', until: null, detail: { reason: letterRefusal } }];
}

function bankActions(state: Engagement, facts: Facts): readonly NextAction[] {
  const askedOn = awaitsBankDetails(state);
  if (askedOn === null) return [];
  const silent = state.reminded.includes('bank-silence/link');
  return silent
    ? [{ key: 'bank-details', owner: administrator, what: 'bank-details-silent', until: null }]
    : [{ key: 'bank-details', owner: { kind: 'party', ref: state.doctor }, what: 'bank-details', until: bankDetailsUntil(askedOn, facts) }];
}

/** A council that was asked has to answer; without its address or its receipt an administrator has something to do. */
function cdomActions(state: Engagement, scope: Scope, facts: Facts): readonly NextAction[] {
  const { status, askedOn, receivedOn, request } = authorisationOf(state, scope);
  const council = cdomOf(scope, facts);
  const detail = { departement: departementOf(scope, facts) ?? '', scope };
  const key = `cdom-${scope}`;
  if (status === 'none') return [{ key, owner: administrator, what: 'cdom-record', until: null, detail }];
  if (status !== 'asked' || state.reminded.includes(`cdom-silence/${scope}`)) return [];
  const end = safeEnd(state, scope);
  const until = end === null ? null : morningOf(end, facts.collectivity.zone);
  const what = scope === 'registration' ? 'cdom-registration' : 'cdom-site';
  const answer: readonly NextAction[] =
    council === null || askedOn === null ? [] : [{ key, owner: { kind: 'party', ref: council.ref }, what, until, detail }];
  const isSite = scope !== 'registration';
  const receipt: readonly NextAction[] =
    isSite && receivedOn === null ? [{ key: `receipt-${scope}`, owner: administrator, what: 'cdom-receipt', until: null, detail }] : [];
  const silent: readonly NextAction[] = isSilent(state, scope, facts)
    ? [{ key: `silent-${scope}`, owner: administrator, what: 'cdom-registration-silent', until: null, detail }]
    : [];
  return [...answer, ...receipt, ...silent, ...documentActions(request, scope, { until, detail })];
}

/** nothing follows from the silence of the registration's council, so once nobody reminds it any more an administrator does; at once where it was asked by letter. */
function isSilent(state: Engagement, scope: Scope, facts: Facts): boolean {
  const { askedOn } = authorisationOf(state, scope);
  if (scope !== 'registration') return false;
  return (
    askedOn === null ||
    state.reminded.includes(`cdom-reminder/${scope}.${Math.max(...inForce(parameters.cdomReminderDays, askedOn, facts))}`)
  );
}

type Asked = Required<Pick<NextAction, 'until' | 'detail'>>;

function documentActions(request: DocumentRequest | null | undefined, scope: Scope, { until, detail }: Asked): readonly NextAction[] {
  if (request === null || request === undefined || request.sent !== null) return [];
  const wanted = { ...detail, document: request.document };
  return [{ key: `document-${scope}`, owner: administrator, what: 'cdom-document-asked', until, detail: wanted }];
}
