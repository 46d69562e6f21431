import type { Addressed, DocumentSpec, Party, Tell } from './decision';
import type { Engagement, EngagementEvent, EngagementKnown, EngagementMail } from './engagement';
import { cdomOf } from './engagement-cdom';
import { awaitsBankDetails, bankDetailsUntil, endOf } from './engagement-dates';
import { letterDocument } from './engagement-letter';
import type { Scope } from './engagement-record';
import type { SiteId } from './ids';
import { fullName, personParty } from './person';
import type { Site } from './site';

type Event = EngagementEvent;
type Facts = EngagementKnown;
type Mails = readonly Addressed<EngagementMail>[];

export function messages(event: Event, state: Engagement, facts: Facts): Mails {
  switch (event.type) {
    case 'bank-details-asked':
      return bankMail('bank-details-asked', state, facts);
    case 'cdom-asked':
      return cdomMail('cdom-asked', event.scope, state, facts);
    case 'cdom-recorded':
      return recordedMails(event, state, facts);
    case 'reminded':
      return reminderMails(event, state, facts);
    case 'activated':
      return activeMail(state, facts);
    case 'suspended':
    case 'withdrawn':
    case 'ended':
      return overMail(`engagement-${event.type}`, state, facts);
    default:
      return []; // the round and the creditor write their own mails
  }
}

function doctorOf(state: Engagement, { doctor }: Facts): Party | null {
  return doctor === null ? null : personParty(state.doctor, doctor);
}

function programmeOf({ programme }: Facts): string {
  return programme?.label ?? '';
}

function bankMail(kind: 'bank-details-asked' | 'bank-details-reminder', state: Engagement, facts: Facts): Mails {
  const to = doctorOf(state, facts);
  const { askedOn } = state.bank;
  if (to === null || askedOn === null) return [];
  const data = { programme: programmeOf(facts), change: state.creditor !== null };
  return [{ kind, data, to, link: { purpose: 'bank-details', until: bankDetailsUntil(askedOn) } }];
}

function placeOf({ name, address }: Site): string {
  return `${name}, ${address}`;
}

function placesOf(sites: readonly SiteId[], { places }: Facts): readonly string[] {
  return sites.flatMap((id) => {
    const site = places[id];
    return site === undefined ? [] : [placeOf(site)];
  });
}

function cdomText(scope: Scope, state: Engagement, facts: Facts): Extract<EngagementMail, { kind: 'cdom-asked' }>['data'] {
  const { doctor } = facts;
  return {
    doctor: doctor === null ? '' : `Dr ${fullName(doctor)}`,
    rpps: doctor?.rpps ?? '',
    programme: programmeOf(facts),
    scope: scope === 'registration' ? 'registration' : 'site',
    sites: placesOf(scope === 'registration' ? state.sites : [scope], facts),
    from: state.from,
    to: state.to,
  };
}

/** The link lasts as long as the engagement: a council may oppose later on. */
function cdomMail(kind: 'cdom-asked' | 'cdom-reminder', scope: Scope, state: Engagement, facts: Facts): Mails {
  const to = cdomOf(scope, facts);
  if (to === null) return [];
  return [{ kind, data: cdomText(scope, state, facts), to, link: { purpose: 'cdom-answer', until: endOf(state, facts), item: scope } }];
}

function recordedMails({ scope, answer }: Extract<Event, { type: 'cdom-recorded' }>, state: Engagement, facts: Facts): Mails {
  const council = cdomOf(scope, facts);
  const doctor = doctorOf(state, facts);
  const site = facts.places[scope];
  const told: Mails =
    answer === 'oppose' && site !== undefined && doctor !== null
      ? [{ kind: 'site-opposed', data: { programme: programmeOf(facts), site: placeOf(site) }, to: doctor }]
      : [];
  if (answer === null || council === null || facts.by.kind !== 'link') return told;
  const data = { ...cdomText(scope, state, facts), answer };
  return [
    { kind: 'cdom-acknowledged', data, to: council, link: { purpose: 'cdom-answer', until: endOf(state, facts), item: scope } },
    ...told,
  ];
}

function reminderMails({ due, items: [item = ''] }: Extract<Event, { type: 'reminded' }>, state: Engagement, facts: Facts): Mails {
  switch (due) {
    case 'bank-reminder':
      return awaitsBankDetails(state) === null ? [] : bankMail('bank-details-reminder', state, facts);
    case 'cdom-reminder':
      return cdomMail('cdom-reminder', scopeIn(item, state), state, facts);
    case 'bank-silence':
    case 'cdom-silence':
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

function overMail(kind: 'engagement-suspended' | 'engagement-withdrawn' | 'engagement-ended', state: Engagement, facts: Facts): Mails {
  const to = doctorOf(state, facts);
  const days = kind === 'engagement-ended' ? 0 : facts.days.length;
  return to === null ? [] : [{ kind, data: { programme: programmeOf(facts), days }, to }];
}

/** an opposition or a withdrawal takes back the days to come; those of one site where only that site is concerned. */
export function tells(event: Event, state: Engagement, facts: Facts): readonly Tell[] {
  const all = facts.days;
  switch (event.type) {
    case 'letter-sent':
      return [
        {
          noun: 'signature-round',
          dossier: event.round,
          action: { type: 'open', subject: { noun: 'engagement', dossier: facts.dossier } },
        },
      ];
    case 'cdom-recorded':
      return event.answer === 'oppose' && event.scope !== 'registration'
        ? suspends(
            all.filter(({ site }) => site === event.scope),
            'cdom-opposition',
          )
        : [];
    case 'suspended':
      return suspends(all, state.cdom.registration.status === 'opposed' ? 'cdom-opposition' : 'suspension');
    case 'withdrawn':
      return suspends(all, 'withdrawal');
    case 'ended':
      return suspends(all, 'end');
    default:
      return [];
  }
}

type Taken = Facts['days'][number];

function suspends(days: readonly Taken[], reason: 'cdom-opposition' | 'suspension' | 'withdrawal' | 'end'): readonly Tell[] {
  return days.map(({ id }): Tell => ({ noun: 'consultation-day', dossier: id, action: { type: 'suspend', reason } }));
}

export function documents(event: Event, state: Engagement, facts: Facts): readonly DocumentSpec[] {
  if (event.type === 'letter-sent') return letterDocument(state, [], facts);
  return event.type === 'letter-signed' ? letterDocument(state, event.signatures, facts) : [];
}
