import type { ApiUser, Json } from './api-user';
import type { Cast, DoctorRole, SiteRole } from './cast';
import type { SeasonClock } from './clock';
import type { Options } from './options';
import type { Month } from '../domain/dates';
import type { SceneBook } from './scenes';
import type { Stage } from './stage';

/** The users of the département, each with a key of their own (R-15 keeps their acts apart). */
export type Desk = {
  readonly head: ApiUser;
  readonly second: ApiUser;
  readonly approver: ApiUser;
  readonly accountant: ApiUser;
  readonly auditor: ApiUser;
};

export type Season = {
  readonly options: Options;
  readonly months: readonly [Month, Month];
  readonly cast: Cast;
  readonly clock: SeasonClock;
  readonly stage: Stage;
  readonly scenes: SceneBook;
  readonly desk: Desk;
  readonly collectivity: string;
  readonly url: string;
  readonly say: (line: string) => void;
  /** the stories are over, or broken off */
  readonly ended: () => boolean;
  /** waits for something that the API or the mails show; gives up after so many simulated days */
  readonly seen: <T>(what: string, days: number, probe: () => Promise<T | null | undefined | false>) => Promise<T>;
};

export type Volunteer = DoctorRole & {
  readonly id: string;
  readonly engagement: string;
  readonly programme: 'national' | 'departmental';
  readonly wishes: readonly [PlacedSite, PlacedSite];
};
export type PlacedSite = SiteRole & { readonly id: string };

/** Every item of a list of the API, page after page. */
export async function all(user: ApiUser, path: string): Promise<readonly Json[]> {
  const items: Json[] = [];
  let after: string | null = null;
  do {
    const page: { readonly items: readonly Json[]; readonly next: string | null } = await user.get(
      after === null ? path : `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`,
    );
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}
