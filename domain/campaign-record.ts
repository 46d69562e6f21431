import type { Campaign, CampaignEvent } from './campaign';
import { givenReason } from './day-reasons';
import type { Transitions } from './decision';
import type { PersonId } from './ids';

export const campaignStatuses = ['open', 'closed'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];
export const campaignTransitions = { open: ['closed'], closed: [] } as const satisfies Transitions<CampaignStatus>;

/** Those who have not answered yet. */
export function silent({ volunteers, answers }: Pick<Campaign, 'volunteers' | 'answers'>): readonly PersonId[] {
  return volunteers.filter((ref) => answers[ref] === undefined);
}

export function evolve(state: Campaign | null, event: CampaignEvent): Campaign {
  if (event.type === 'launched') {
    const { programme, convention, title, volunteers, sites, at: launchedOn, until } = event;
    return { status: 'open', programme, convention, title, volunteers, sites, answers: {}, launchedOn, until, reminded: 0, closedBy: null };
  }
  if (state === null) throw new Error(`a campaign cannot begin with ${event.type}`);
  switch (event.type) {
    case 'answered': {
      const { ref, at } = event;
      const said =
        event.answer === 'yes' ? { answer: event.answer, sites: event.sites } : { answer: event.answer, reason: givenReason(event) };
      return { ...state, answers: { ...state.answers, [ref]: { ...said, at } } };
    }
    case 'reminded':
      return { ...state, reminded: event.count };
    case 'closed':
      return { ...state, status: 'closed', closedBy: event.by };
  }
}
