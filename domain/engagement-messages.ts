import type { SuspensionReason } from './consultation-day';
import type { Addressed, DocumentSpec, Tell } from './decision';
import type { Engagement, EngagementEvent, EngagementKnown, EngagementMail } from './engagement';
import { cdomOf } from './engagement-cdom';
import { certificateTells, expiryMail, noticeMail } from './engagement-certificates';
import { contractReminder, contractTransmission } from './engagement-contract';
import { awaitsBankDetails, bankDetailsUntil, endOf } from './engagement-dates';
import { councilMails, councilReminder, doctorOf, isOfCouncil, placesOf, programmeOf } from './engagement-council';
import { letterDocument } from './engagement-letter';
import { recapDocument, recapMail } from './engagement-recap';
import { suspensionOf, takesBackFor, type Scope } from './engagement-record';
import { notify } from './waiting';

type Event = EngagementEvent;
type Facts = EngagementKnown;
type Mails = readonly Addressed<EngagementMail>[];

export function messages(event: Event, state: Engagement, facts: Facts): Mails {
  if (isOfCouncil(event)) return councilMails(event, state, facts);
  switch (event.type) {
    case 'bank-details-asked':
      return bankMail('bank-details-asked', state, facts);
    case 'letter-signed':
      return contractTransmission(state, endOf(state, facts), facts);
    case 'reminded':
      return reminderMails(event, state, facts);
    case 'recap-sent':
      return recapMail(event, state, facts);
    case 'activated':
      return activeMail(state, facts);
    case 'certificate-expired':
      return expiryMail(event, state, facts);
    case 'suspended':
    case 'withdrawn':
    case 'ended':
      return overMail(event, state, facts);
    default:
      return []; // the round and the creditor write their own mails
  }
}

function bankMail(kind: 'bank-details-asked' | 'bank-details-reminder', state: Engagement, facts: Facts): Mails {
  const to = doctorOf(state, facts);
  const { askedOn } = state.bank;
  if (to === null || askedOn === null) return [];
  const data = { programme: programmeOf(facts), change: state.creditor !== null };
  return [{ kind, data, to, link: { purpose: 'bank-details', until: bankDetailsUntil(askedOn, facts) } }];
}

function reminderMails({ due, items: [item = ''] }: Extract<Event, { type: 'reminded' }>, state: Engagement, facts: Facts): Mails {
  switch (due) {
    case 'bank-reminder':
      return awaitsBankDetails(state) === null ? [] : bankMail('bank-details-reminder', state, facts);
    case 'cdom-reminder':
      return councilReminder(scopeIn(item, state), state, facts);
    case 'certificate-notice':
      return noticeMail(item, state, facts);
    case 'contract-reminder':
      return contractReminder(state, facts);
    case 'bank-silence':
    case 'cdom-silence':
    case 'yearly-recap':
      return [];
  }
}

/** « scope.days » */
function scopeIn(item: string, { sites }: Engagement): Scope {
  const name = item.replace(/\.\d+$/, '');
  return sites.find((site) => site === name) ?? 'registration';
}

function activeMail(state: Engagement, facts: Facts): Mails {
  const to = doctorOf(state, facts);
  if (to === null) return [];
  const { from, to: last } = state;
  const data = {
    programme: programmeOf(facts),
    sites: placesOf(state.sites, facts),
    from,
    to: last,
    monthlyCap: facts.programme?.caps.monthlyHard ?? 0,
  };
  return [{ kind: 'engagement-active', data, to, link: { purpose: 'withdraw', until: endOf(state, facts) } }];
}

type Over = Extract<Event, { type: 'suspended' | 'withdrawn' | 'ended' }>;

function overMail(event: Over, state: Engagement, facts: Facts): Mails {
  const to = doctorOf(state, facts);
  if (to === null) return [];
  const data = { programme: programmeOf(facts), days: event.type === 'ended' ? 0 : takenBack(event, state, facts).length };
  if (event.type === 'withdrawn' && facts.by.kind === 'user')
    return [{ kind: 'noted-by-phone', data: { ...data, by: facts.collectivity.contact.name }, to }];
  return event.type === 'suspended'
    ? [{ kind: 'engagement-suspended', data: { ...data, cause: suspensionOf(state) }, to }]
    : [{ kind: `engagement-${event.type}`, data, to }];
}

/** Who may not practise may not today either; all else takes back the days from tomorrow on. */
function takenBack(event: Over, state: Engagement, { days, today }: Facts): readonly Taken[] {
  const isAtOnce = event.type === 'suspended' && suspensionOf(state) === 'standing';
  return days.filter(({ date }) => isAtOnce || date > today);
}

/** an opposition or a withdrawal takes back the days to come; those of one site where only that site is concerned. */
export function tells(event: Event, state: Engagement, facts: Facts): readonly Tell[] {
  switch (event.type) {
    case 'letter-sent':
      return [
        {
          noun: 'signature-round',
          dossier: event.round,
          action: { type: 'open', subject: { noun: 'engagement', dossier: facts.dossier } },
        },
      ];
    case 'cdom-asked':
    case 'cdom-document-sent':
      return tellsCouncil(event.scope, facts);
    case 'letter-signed':
      return tellsCouncil('registration', facts);
    case 'cdom-recorded':
      return opposedTells(event, facts);
    case 'suspended':
      return overTells(event, state, facts);
    case 'withdrawn':
    case 'ended':
      return [...withdrawsRound(state), ...overTells(event, state, facts)];
    case 'certificate-expired':
    case 'doctor-changed':
      return certificateTells(event, facts);
    default:
      return [];
  }
}

function overTells(event: Over, state: Engagement, facts: Facts): readonly Tell[] {
  const reason = takesBackFor(state);
  return reason === null ? [] : suspends(takenBack(event, state, facts), reason);
}

/** Nobody signs the letter of an engagement that is over. */
function withdrawsRound({ round, letterSignedOn, letterRefusal }: Engagement): readonly Tell[] {
  const isOpen = round !== null && letterSignedOn === null && letterRefusal === null;
  return isOpen ? [{ noun: 'signature-round', dossier: round, action: { type: 'withdraw' } }] : [];
}

/** An opposition of the CDOM of registration suspends the engagement, which tells its days itself. */
function opposedTells({ answer, scope }: Extract<Event, { type: 'cdom-recorded' }>, { days, today }: Facts): readonly Tell[] {
  if (answer !== 'oppose' || scope === 'registration') return [];
  return suspends(
    days.filter(({ site, date }) => site === scope && date > today),
    'cdom-opposition',
  );
}

/** Each question has its own mail; the page of all that waits comes once a week. */
function tellsCouncil(scope: Scope, facts: Facts): readonly Tell[] {
  const council = cdomOf(scope, facts);
  return council === null ? [] : [notify('council', council.ref, false)];
}

type Taken = Facts['days'][number];

function suspends(days: readonly Taken[], reason: SuspensionReason): readonly Tell[] {
  return days.map(({ id }): Tell => ({ noun: 'consultation-day', dossier: id, action: { type: 'suspend', reason } }));
}

export function documents(event: Event, state: Engagement, facts: Facts): readonly DocumentSpec[] {
  if (event.type === 'letter-sent') return letterDocument(state, [], facts);
  if (event.type === 'recap-sent') return recapDocument(event, facts);
  return event.type === 'letter-signed' ? letterDocument(state, event.signatures, facts) : [];
}
