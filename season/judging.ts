import { judgeLists } from './judging-lists';
import type { Mail } from './mailbox';
import { dayOutcome, plainOutcome, practicesOutcome, ratesOutcome, type DaysSeen } from './outcomes';
import type { PlannedDay } from './plan';
import { all, type Season, type Volunteer } from './season';
import { closingScenes } from './stories/closings';
import { judgeDepartures } from './stories/departures';
import { dayScenes, practices } from './stories/days';
import { recruitmentScenes } from './stories/recruitment';
import { people } from './stories/setting';

/** Once both months are closed: what became of every planned scene, by the API and the mails. */
export async function judge(season: Season, planned: readonly PlannedDay[], volunteers: readonly Volunteer[]): Promise<void> {
  const { scenes, desk } = season;
  const lines = (await all(desk.accountant, '/statements'))
    .filter(({ status }) => status !== 'replaced')
    .flatMap(({ doctor, lines: own }) =>
      own.map((line: { readonly date: string; readonly kind: string; readonly unit: number; readonly quantity: number }) => ({
        ...line,
        doctor,
        unitCents: line.unit,
      })),
    );
  const seen = await daysSeen(season, planned, lines);
  scenes.saw(dayScenes.plain, plainOutcome(planned, seen, dayScenes.plain.expected));
  for (const day of planned) if (day.kind !== 'plain') scenes.saw(dayScenes[day.kind], dayOutcome(day, seen));
  scenes.saw(practices, practicesOutcome(planned, seen, practices.expected));
  const last = volunteers.at(-1);
  const ofLast = lines.filter(({ doctor, date }) => doctor === last?.id && String(date).startsWith(season.months[0]));
  scenes.saw(closingScenes.rates, ratesOutcome(ofLast));
  await judgeRecruitment(season);
  await judgeLists(season, planned, volunteers, lines);
  await judgeDepartures(season, volunteers);
}

async function daysSeen(season: Season, planned: readonly PlannedDay[], lines: DaysSeen['lines']): Promise<DaysSeen> {
  const { desk, stage } = season;
  const texts = (email: string, kind: string): readonly string[] =>
    stage
      .mailsOf(email)
      .filter((mail) => mail.kind === kind)
      .map(({ text }: Mail) => text);
  return {
    lines,
    days: (await all(desk.head, '/consultation-days')).map(({ id, engagement, site, date, status, halves, attested }) => ({
      id,
      engagement,
      site,
      date,
      state: status,
      halves,
      attested: attested.map(({ half }: { readonly half: string }) => half),
    })),
    covers: (await all(desk.head, '/covers')).map(({ day, track, status }) => ({ day, track, state: status })),
    disputes: planned.flatMap(({ kind, volunteer }) => (kind === 'dispute' ? texts(volunteer.email, 'presence-disputed') : [])),
    escalations: texts(people.named.email, 'cover-escalated'),
  };
}

/** One volunteer refuses and says why; one never answers: reminded, until the call closes. */
async function judgeRecruitment({ desk, cast, options, scenes, stage }: Season): Promise<void> {
  const campaigns = await all(desk.head, '/campaigns');
  const known = await all(desk.head, '/people');
  const asked = (n: number): { readonly email: string; readonly id: string } => {
    const doctor = cast.volunteers.find((each) => each.n === n);
    return { email: doctor?.email ?? '', id: known.find(({ rpps }) => rpps === doctor?.rpps)?.id ?? '' };
  };
  const callOf = (id: string): (typeof campaigns)[number] => campaigns.find(({ volunteers }) => volunteers.includes(id));
  const [refusing, silent] = [asked(options.doctors), asked(options.doctors + 1)];
  const refusal = callOf(refusing.id)?.answers[refusing.id];
  scenes.saw(recruitmentScenes.refusal, refusal?.answer === 'no' && refusal.reason ? 'refus, motif noté' : JSON.stringify(refusal ?? null));
  const call = callOf(silent.id);
  const reminded = stage.mailsOf(silent.email).some(({ kind }) => kind === 'campaign-reminder');
  const ending = call?.status === 'closed' && call.answers[silent.id] === undefined ? 'appel clos' : `appel ${String(call?.status)}`;
  scenes.saw(recruitmentScenes.silence, `${reminded ? 'relance' : 'pas de relance'}, ${ending}`);
}
