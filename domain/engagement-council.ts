import type { Addressed, Party } from './decision';
import type { Engagement, EngagementEvent, EngagementKnown, EngagementMail } from './engagement';
import { cdomOf, departementOf } from './engagement-cdom';
import { endOf } from './engagement-dates';
import { authorisationOf, type Scope } from './engagement-record';
import type { SiteId } from './ids';
import { fullName, personParty } from './person';
import type { Site } from './site';

type Event = EngagementEvent;
type Facts = EngagementKnown;
type Mails = readonly Addressed<EngagementMail>[];
type CouncilEvent = Extract<Event, { readonly type: `cdom-${string}` }>;

export function isOfCouncil(event: Event): event is CouncilEvent {
  return event.type.startsWith('cdom-');
}

/** What councils of the Ordre read of their questions, and what others hear of their answers. */
export function councilMails(event: CouncilEvent, state: Engagement, facts: Facts): Mails {
  switch (event.type) {
    case 'cdom-asked':
      return cdomMail('cdom-asked', event.scope, state, facts);
    case 'cdom-recorded':
      return recordedMails(event, state, facts);
    case 'cdom-document-asked':
      return requestMails(event, state, facts);
    case 'cdom-document-sent':
      return sentMail(event, state, facts);
  }
}

export function councilReminder(scope: Scope, state: Engagement, facts: Facts): Mails {
  return owesDocument(scope, state) ? [] : cdomMail('cdom-reminder', scope, state, facts);
}

export function doctorOf(state: Engagement, { doctor }: Facts): Party | null {
  return doctor === null ? null : personParty(state.doctor, doctor);
}

export function programmeOf({ programme }: Facts): string {
  return programme?.label ?? '';
}

function placeOf({ name, address }: Site): string {
  return `${name}, ${address}`;
}

export function placesOf(sites: readonly SiteId[], { places }: Facts): readonly string[] {
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

/** Of what the council typed, nothing: it is read in the dossier. Its first link is spent, so the acknowledgement brings another. */
function requestMails({ scope, document }: Extract<Event, { type: 'cdom-document-asked' }>, state: Engagement, facts: Facts): Mails {
  const council = cdomOf(scope, facts);
  const { name, email } = facts.collectivity.contact;
  const data = { ...cdomText(scope, state, facts), document };
  const departement = departementOf(scope, facts) ?? '';
  const link = { purpose: 'cdom-answer', until: endOf(state, facts), item: scope };
  return [
    { kind: 'cdom-document-asked', data: { ...data, departement }, to: { ref: 'contact', name, email } },
    ...(council === null ? [] : [{ kind: 'cdom-request-acknowledged' as const, data, to: council, link }]),
  ];
}

function sentMail({ scope, state: said }: Extract<Event, { type: 'cdom-document-sent' }>, state: Engagement, facts: Facts): Mails {
  const to = cdomOf(scope, facts);
  if (to === null) return [];
  const data = { ...cdomText(scope, state, facts), ...said };
  return [{ kind: 'cdom-document-sent', data, to, link: { purpose: 'cdom-answer', until: endOf(state, facts), item: scope } }];
}

/** Nobody is reminded of an answer while we owe what was asked for it. */
function owesDocument(scope: Scope, state: Engagement): boolean {
  const { request = null } = authorisationOf(state, scope);
  return request !== null && request.sent === null;
}
