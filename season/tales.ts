import type { Cast } from './cast';
import { judge } from './judging';
import type { Options } from './options';
import type { Scene } from './scenes';
import type { Season } from './season';
import { closings, plannedClosingScenes } from './stories/closings';
import { convention, conventionScenes } from './stories/convention';
import { days, plannedDayScenes } from './stories/days';
import { december } from './stories/december';
import { departures, plannedDepartures } from './stories/departures';
import { licence } from './stories/licence';
import { money } from './stories/money';
import { recruitment, recruitmentScenes } from './stories/recruitment';
import { imports, programmes } from './stories/setting';

/** What is told: who plays, which scenes are set out before anything is played, and how it goes. */
export type Tale = {
  readonly cast: (people: Cast) => Cast;
  readonly scenes: readonly Scene[];
  readonly play: (season: Season) => Promise<void>;
};

export function taleOf(options: Options): Tale {
  switch (options.story) {
    case 'licence':
      return licence;
    case 'december':
      return december;
    case 'money':
      return money;
    case null:
      return wholeSeason(options);
  }
}

function wholeSeason({ doctors }: Options): Tale {
  return {
    cast: (people) => people,
    scenes: [
      ...Object.values(conventionScenes),
      ...Object.values(recruitmentScenes),
      ...plannedDayScenes(doctors),
      ...plannedClosingScenes,
      ...plannedDepartures(doctors),
    ],
    play: async (season) => {
      const paid = await programmes(season);
      const sites = await imports(season, season.cast, season.options);
      const bound = await convention(season, paid, sites);
      const volunteers = await recruitment(season, paid, bound, sites);
      const planned = await days(season, volunteers, sites);
      await Promise.all([closings(season), departures(season, volunteers)]);
      await judge(season, planned, volunteers);
    },
  };
}
