import type { Campaign, CampaignFacts } from '../domain/campaign';
import type { Convention } from '../domain/convention';
import { engagementIdOf } from '../domain/engagement-opening';
import type { Command } from '../domain/nouns';
import type { Person } from '../domain/person';
import type { Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import { running } from './engagements';
import { stateOf, statesOf, type Records } from './records';

type Action = Command<'campaign'>['action'];

function subject(state: Campaign | null, action: Action): Pick<Campaign, 'programme' | 'convention' | 'volunteers' | 'sites'> | null {
  return action.type === 'launch' ? action : state;
}

export const campaigns: Records<'campaign'> = {
  table: 'campaigns',
  facts: async (tx, { digestOf }, state, action): Promise<CampaignFacts> => {
    const about = subject(state, action);
    if (about === null) return { known: { programme: null, convention: null, people: {}, places: {} }, engaged: [] };
    const { programme, convention, volunteers } = about;
    const idOf = (doctor: Campaign['volunteers'][number]): ReturnType<typeof engagementIdOf> =>
      engagementIdOf(digestOf, { programme, convention, doctor });
    const asked = action.type === 'answer' ? [action.ref] : state === null ? volunteers : [];
    const begun = await running(tx, asked.map(idOf));
    return {
      known: {
        programme: await stateOf<Programme>(tx, 'programmes', programme),
        convention: await stateOf<Convention>(tx, 'conventions', convention),
        people: Object.fromEntries(await statesOf<Person>(tx, 'people', volunteers)),
        places: Object.fromEntries(await statesOf<Site>(tx, 'sites', about.sites)),
      },
      engaged: volunteers.filter((doctor) => begun.includes(idOf(doctor))),
    };
  },
};
