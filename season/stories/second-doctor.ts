import { all, type Season, type Volunteer } from '../season';
import { authorised, confirmDetails } from './recruitment';

/** A second doctor, engaged on the telephone: the letter, the account and the councils follow as for any other. */
export async function engagedByPhone(
  season: Season,
  { wishes: [first, second] }: Volunteer,
  terms: { readonly programme: string; readonly convention: string },
  programme: Volunteer['programme'],
): Promise<Volunteer> {
  const { desk, cast, seen } = season;
  const role = cast.volunteers[1];
  const id = (await all(desk.head, '/people')).find(({ rpps }) => rpps === role?.rpps)?.id;
  if (role === undefined || id === undefined) throw new Error('a second doctor is needed');
  const { id: engagement } = await desk.head.post('/engagements', { doctor: id, ...terms, sites: [second.id] });
  const confirming = confirmDetails(season, 1);
  await seen('le second engagement', 20, async () => (await desk.head.get(`/engagements/${engagement}`)).status === 'active');
  await confirming;
  await authorised(season, engagement);
  return { ...role, id, engagement, programme, wishes: [second, first] };
}
