import type { Campaign, CampaignEvent, CampaignMail } from './campaign';
import { silent } from './campaign-record';
import type { Addressed, FactsOf, NextAction, Tell } from './decision';
import { engagementIdOf } from './engagement-opening';
import type { PersonId } from './ids';
import { later, type CivilDate } from './dates';
import { sum } from './money';
import { personParty } from './person';
import { payers, rateOn, type Programme } from './programme';

type Facts = FactsOf<'campaign'>;

export function messages(event: CampaignEvent, state: Campaign, facts: Facts): readonly Addressed<CampaignMail>[] {
  switch (event.type) {
    case 'launched':
      return calls('campaign-invitation', state.volunteers, state, facts);
    case 'reminded':
      return facts.now < state.until ? calls('campaign-reminder', silent(state), state, facts) : []; // it falls late after a long stop
    case 'answered':
      return noted(event, state, facts);
    case 'closed':
      return [];
  }
}

/** Said on the telephone and typed by an administrator: the doctor reads what was understood. */
function noted(
  event: Extract<CampaignEvent, { type: 'answered' }>,
  { title }: Campaign,
  { by, known: { people, places }, collectivity }: Facts,
): readonly Addressed<CampaignMail>[] {
  const person = people[event.ref];
  if (by.kind !== 'user' || person === undefined) return [];
  const sites = event.answer === 'yes' ? event.sites.flatMap((id) => places[id]?.name ?? []) : [];
  const data = { by: collectivity.contact.name, title, answer: event.answer, sites };
  return [{ kind: 'noted-by-phone', data, to: personParty(event.ref, person) }];
}

type Call = Extract<CampaignMail, { kind: 'campaign-invitation' | 'campaign-reminder' }>;

function calls(
  kind: Call['kind'],
  to: readonly PersonId[],
  state: Campaign,
  { known, today, collectivity }: Facts,
): readonly Addressed<CampaignMail>[] {
  const { programme, convention, people, places } = known;
  if (programme === null || convention === null) return [];
  const sites = state.sites.flatMap((id) => {
    const site = places[id];
    return site === undefined ? [] : [`${site.name}, ${site.address}`];
  });
  const data = {
    title: state.title,
    programme: programme.label,
    monthlyCap: programme.caps.monthlyHard,
    amounts: amountsOn(programme, later(later(today, programme.from), convention.from)),
    collectivity: collectivity.label,
    sites,
    from: convention.from,
    to: convention.to,
  };
  return to.flatMap((ref) => {
    const person = people[ref];
    return person === undefined
      ? []
      : [{ kind, data, to: personParty(ref, person), link: { purpose: 'answer-campaign', until: state.until } }];
  });
}

/** one sum per payer; a component that has no rate on that day pays nothing. */
function amountsOn({ components }: Programme, date: CivilDate): Call['data']['amounts'] {
  const rates = components.flatMap((component) => {
    const rate = rateOn(component, date);
    return rate === null ? [] : [{ payer: component.payer, halfDay: rate.halfDay }];
  });
  return payers.flatMap((payer) => {
    const own = rates.filter((rate) => rate.payer === payer).map(({ halfDay }) => halfDay);
    return own.length === 0 ? [] : [{ payer, halfDay: sum(own) }];
  });
}

export function nextActions(state: Campaign): readonly NextAction[] {
  if (state.status !== 'open') return [];
  return silent(state).map((ref) => ({ key: `answer-${ref}`, owner: { kind: 'party', ref }, what: 'campaign-answer', until: state.until }));
}

export function tells(event: CampaignEvent, state: Campaign, { digestOf, dossier }: Facts): readonly Tell[] {
  if (event.type !== 'answered' || event.answer !== 'yes') return [];
  const { programme, convention } = state;
  const { ref: doctor, sites } = event;
  const id = engagementIdOf(digestOf, { programme, convention, doctor });
  return [{ noun: 'engagement', dossier: id, action: { type: 'open', doctor, programme, convention, campaign: dossier, sites } }];
}
