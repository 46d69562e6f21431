import type { Collectivity } from '../domain/collectivity';
import type { Convention } from '../domain/convention';
import { conventionParty, doctorParty, hostParty, ownParty, parentsOf, type KnownParty } from '../domain/parties';
import type { Person } from '../domain/person';
import type { Site } from '../domain/site';
import type { Tx } from './db';
import { statesOf } from './records';

export type Parties = (ref: string) => KnownParty | null;

/** Who is known by each reference: a doctor, a site or one of its contacts, a signatory, the collectivity's own parties. */
export async function partiesOf(tx: Tx, collectivity: Collectivity, refs: readonly string[]): Promise<Parties> {
  const asked = [...new Set(refs)].filter((ref) => ownParty(collectivity, ref) === null);
  const parents = [...new Set(asked.flatMap(parentsOf))];
  const people = await statesOf<Person>(tx, 'people', asked);
  const sites = await statesOf<Site>(tx, 'sites', [...asked, ...parents]);
  const conventions = await statesOf<Convention>(tx, 'conventions', parents);
  return (ref) => {
    const own = ownParty(collectivity, ref);
    if (own !== null) return own;
    const person = people.get(ref);
    if (person !== undefined) return doctorParty(person);
    // an imported site's own id has a dot, too
    for (const id of [ref, ...parentsOf(ref)]) {
      const site = sites.get(id);
      if (site !== undefined) return hostParty(id, site, ref);
      const convention = conventions.get(id);
      if (convention !== undefined) return conventionParty(id, convention, ref);
    }
    return null;
  };
}
