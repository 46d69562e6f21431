import fc from 'fast-check';
import { campaign, campaignRefusals, type Campaign, type CampaignAction, type CampaignNoun } from '../../domain/campaign';
import { campaignStatuses, campaignTransitions, type CampaignStatus } from '../../domain/campaign-record';
import { civilDate, instant } from '../../domain/dates';
import { canMove, type FactsOf } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import { aDoctor, aSite, inForce, known, link, otherSiteId, siteId, theProgramme } from './recruitment-builders';
import { baseFacts, eventsOf, refusalsOf } from './reference-data';

type Facts = FactsOf<'campaign'>;
const [ana, ben, eva] = ['ana', 'ben', 'eva'].map(dossierId) as [
  ReturnType<typeof dossierId>,
  ReturnType<typeof dossierId>,
  ReturnType<typeof dossierId>,
];
const people = Object.fromEntries([ana, ben, eva].map((ref) => [ref, aDoctor({ email: `${ref}@cabinet.example` })]));
const places = { [siteId]: aSite(), [otherSiteId]: aSite({ name: 'Centre de Dembéni' }) };
const facts = (change: Partial<Facts> = {}, found: Partial<Facts['known']> = {}): Facts => ({
  ...baseFacts({ dossier: dossierId('campaign-1'), digestOf: known().digestOf }),
  known: { programme: theProgramme(), convention: inForce(), people, places, ...found },
  engaged: [],
  ...change,
});
const by = (ref: string): Facts => facts({ by: link(ref) });
const on = (now: string): Facts => facts({ now: instant(now), today: civilDate(now.slice(0, 10)), by: { kind: 'clock' } });

const launch = (change: Partial<Extract<CampaignAction, { type: 'launch' }>> = {}): CampaignAction => ({
  type: 'launch',
  programme: dossierId('programme-1'),
  convention: dossierId('convention-1'),
  title: 'Appel d’automne',
  volunteers: [ana, ben],
  sites: [siteId, otherSiteId],
  until: null,
  ...change,
});
const yes = (ref: typeof ana, sites = [siteId]): CampaignAction => ({ type: 'answer', ref, answer: 'yes', sites });
const no = (ref: typeof ana, reason: (typeof campaignRefusals)[number] = 'distance'): CampaignAction => ({
  type: 'answer',
  ref,
  answer: 'no',
  reason,
});

type Ran = { readonly state: Campaign; readonly events: readonly CampaignNoun['event'][] };
function run(before: Campaign | null, action: CampaignAction, given: Facts = facts()): Ran {
  const events = eventsOf(campaign.decide(before, action, given));
  const state = events.reduce<Campaign | null>(campaign.evolve, before);
  if (state === null) throw new Error('nothing happened');
  return { state, events };
}
const mailsOf = ({ state, events }: Ran): readonly string[] =>
  events
    .flatMap((event) => campaign.messages(event, state, facts()))
    .map(({ kind, to, link: mailed }) => `${kind} ${to.ref} ${mailed?.purpose}`);
const isOpen = (): Campaign => run(null, launch()).state;
const isClosed = (): Campaign => run(isOpen(), { type: 'close' }).state;
const inStatus: Readonly<Record<CampaignStatus, () => Campaign>> = { open: isOpen, closed: isClosed };

test('each volunteer is written to apart, with a link that ends with the call', () => {
  const ran = run(null, launch());
  expect(mailsOf(ran)).toEqual(['campaign-invitation ana answer-campaign', 'campaign-invitation ben answer-campaign']);
  expect(ran.state.until).toBe('2026-09-15T08:00:00.000Z');
  expect(campaign.nextActions(ran.state, facts()).map(({ key, owner, until }) => [key, owner, until])).toEqual(
    [ana, ben].map((ref) => [`answer-${ref}`, { kind: 'party', ref }, ran.state.until]),
  );
});

test.each<[string, CampaignAction, Facts, readonly string[]]>([
  ['nobody', launch({ volunteers: [] }), facts(), ['volunteers-count /volunteers']],
  ['somebody twice', launch({ volunteers: [ana, ana] }), facts(), ['duplicate-item /volunteers/1']],
  ['somebody unknown', launch({ volunteers: [dossierId('zoe')] }), facts(), ['unknown-person /volunteers/0']],
  [
    'a student',
    launch(),
    facts({}, { people: { ...people, [ben]: aDoctor({ practice: 'student-licensed' }) } }),
    ['student-volunteer /volunteers/1'],
  ],
  [
    'R-29: somebody struck off',
    launch(),
    facts({}, { people: { ...people, [ana]: aDoctor({ status: 'struck-off' }) } }),
    ['doctor-struck-off /volunteers/0'],
  ],
  ['somebody engaged already', launch(), facts({ engaged: [ben] }), ['already-engaged /volunteers/1']],
  ['no site', launch({ sites: [] }), facts(), ['sites-missing /sites']],
  ['a site twice', launch({ sites: [siteId, siteId] }), facts(), ['duplicate-item /sites/1']],
  ['a site unknown', launch({ sites: [dossierId('nowhere')] }), facts(), ['unknown-site /sites/0']],
  [
    'a site closed',
    launch({ sites: [siteId] }),
    facts({}, { places: { [siteId]: aSite({ status: 'closed' }) } }),
    ['site-closed /sites/0'],
  ],
  [
    'a site out of the territory',
    launch({ sites: [siteId] }),
    facts({}, { convention: inForce({ epci: [] }) }),
    ['epci-outside-convention /sites/0'],
  ],
  ['a convention unknown', launch(), facts({}, { convention: null }), ['unknown-convention /convention']],
  ['a convention that is over', launch(), facts({}, { convention: inForce({ status: 'ended' }) }), ['convention-over /convention']],
  [
    'a programme that is over',
    launch(),
    facts({}, { programme: { ...theProgramme(), to: civilDate('2026-08-31') } }),
    ['period-over /convention'],
  ],
  ['a programme unknown', launch(), facts({}, { programme: null }), ['unknown-programme /programme']],
  [
    'a programme of another convention',
    launch(),
    facts({}, { convention: inForce({ programmes: [] }) }),
    ['programme-outside-convention /programme'],
  ],
  ['no title', launch({ title: ' ' }), facts(), ['text-empty /title']],
  ['less than a day to answer', launch({ until: civilDate('2026-09-02') }), facts(), ['until-too-early /until']],
])('what is not launched: %s', (_, action, given, expected) => {
  expect(refusalsOf(campaign.decide(null, action, given))).toEqual(expected);
});

test('a yes opens an engagement with the sites wished for; the last answer closes the call', () => {
  const first = run(isOpen(), yes(ana, [otherSiteId]), by(ana));
  expect(first.state).toMatchObject({ status: 'open', answers: { ana: { answer: 'yes', sites: [otherSiteId] } } });
  expect(first.events.flatMap((event) => campaign.tells(event, first.state, facts()))).toMatchObject([
    {
      noun: 'engagement',
      action: {
        type: 'open',
        doctor: ana,
        programme: 'programme-1',
        convention: 'convention-1',
        campaign: 'campaign-1',
        sites: [otherSiteId],
      },
    },
  ]);
  const last = run(first.state, no(ben), by(ben));
  expect([last.state.status, last.events.flatMap((event) => campaign.tells(event, last.state, facts()))]).toEqual(['closed', []]);
});

test.each(campaignRefusals)('a no is kept with its coded reason: %s', (reason) => {
  expect(run(isOpen(), no(ana, reason), by(ana)).state.answers['ana']).toMatchObject({ answer: 'no', reason });
});

const changed = (known: Parameters<typeof facts>[1]): Facts => ({ ...facts({}, known), by: { kind: 'link', ref: ana } });

test('a no needs nothing of what a yes would open', () => {
  const over = changed({ convention: inForce({ status: 'ended' }) });
  expect(refusalsOf(campaign.decide(isOpen(), no(ana), over))).toEqual([]);
});

test.each<[string, CampaignAction, Facts, string]>([
  ['with another’s link', yes(ana), by(ben), 'not-the-volunteer'],
  ['of somebody who was not invited', yes(eva), by(eva), 'not-invited /volunteer'],
  ['without a site', yes(ana, []), by(ana), 'sites-missing /sites'],
  ['with a site that is not offered', yes(ana, [dossierId('site-9')]), by(ana), 'site-not-offered /sites/0'],
  ['with a site twice', yes(ana, [siteId, siteId]), by(ana), 'duplicate-item /sites/1'],
  // what has changed since the call: no engagement would begin
  ['with a site closed since', yes(ana), changed({ places: { [siteId]: aSite({ status: 'closed' }) } }), 'site-closed /sites/0'],
  ['with a site out of the territory since', yes(ana), changed({ convention: inForce({ epci: [] }) }), 'epci-outside-convention /sites/0'],
  ['of a convention that has ended', yes(ana), changed({ convention: inForce({ status: 'ended' }) }), 'call-outdated'],
  ['after the last day of the convention', yes(ana), changed({ convention: inForce({ to: civilDate('2026-08-31') }) }), 'call-outdated'],
  ['of somebody engaged since', yes(ana), { ...by(ana), engaged: [ana] }, 'call-outdated'],
  ['of somebody engaged since, noted by telephone', yes(ana), facts({ engaged: [ana] }), 'already-engaged'],
  ['of somebody struck off since', yes(ana), changed({ people: { ...people, [ana]: aDoctor({ status: 'struck-off' }) } }), 'call-outdated'],
  [
    'of somebody struck off since, noted by telephone',
    yes(ana),
    facts({}, { people: { ...people, [ana]: aDoctor({ status: 'struck-off' }) } }),
    'doctor-struck-off',
  ],
])('what is no answer: %s', (_, action, given, expected) => {
  expect(refusalsOf(campaign.decide(isOpen(), action, given))).toEqual([expected]);
});

test('one answers once; an administrator may record what was said on the phone', () => {
  const { state } = run(isOpen(), yes(ana));
  expect(refusalsOf(campaign.decide(state, no(ana), by(ana)))).toEqual(['already-answered']);
});

test('silence is reminded, then closed; who answered is left in peace', () => {
  const answered = run(isOpen(), yes(ana), by(ana)).state;
  expect(campaign.dues(answered, facts())).toEqual([
    { what: 'reminder', at: '2026-09-08T08:00:00.000Z', item: '1' },
    { what: 'close', at: '2026-09-15T08:00:00.000Z', asked: { purposes: ['answer-campaign'] } },
  ]);
  const reminded = run(answered, { type: 'fall-due', due: 'reminder', item: '1' }, on('2026-09-08T08:00:00.000Z'));
  expect(mailsOf(reminded)).toEqual(['campaign-reminder ben answer-campaign']);
  const closed = run(reminded.state, { type: 'fall-due', due: 'close' }, on('2026-09-15T08:00:00.000Z'));
  expect([closed.state.status, campaign.closed(closed.state), campaign.nextActions(closed.state, facts())]).toEqual(['closed', true, []]);
  expect(refusalsOf(campaign.decide(closed.state, yes(ben), on('2026-09-15T08:00:00.000Z')))).toEqual(['campaign-over']);
});

test('a reminder that comes after the end is not mailed, and leaves the closing to its own date', () => {
  const late = run(isOpen(), { type: 'fall-due', due: 'reminder', item: '1' }, on('2026-10-15T08:00:00.000Z'));
  const mails = campaign.messages({ type: 'reminded', count: 1 }, late.state, on('2026-10-15T08:00:00.000Z'));
  expect([late.state.status, mails, campaign.dues(late.state, facts()).map(({ what }) => what)]).toEqual(['open', [], ['close']]);
});

test('every due listed is accepted when it falls and then vanishes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(5), (days, pick) => {
      let state = run(null, launch({ until: civilDate(new Date(Date.UTC(2026, 8, 1 + days)).toISOString().slice(0, 10)) })).state;
      for (let turn = 0; turn < 5 && campaign.dues(state, facts()).length > 0; turn += 1) {
        const listed = campaign.dues(state, facts());
        const due = listed[(pick + turn) % listed.length];
        if (due === undefined) return;
        const { item } = due;
        state = run(state, { type: 'fall-due', due: due.what, ...(item === undefined ? {} : { item }) }, on(due.at)).state;
        expect(campaign.dues(state, facts())).not.toContainEqual(due);
      }
      expect(state.status).toBe('closed');
    }),
  );
});

const actions: readonly (readonly [string, CampaignAction, Facts])[] = [
  ['launch', launch(), facts()],
  ['answer', yes(ana), by(ana)],
  ['close', { type: 'close' }, facts()],
];
const allowed: Readonly<Record<CampaignStatus, readonly string[]>> = { open: ['answer', 'close'], closed: [] };
test.each(campaignStatuses.flatMap((status) => actions.map(([type, action, given]) => ({ status, type, action, given }))))(
  'status $status, $type: as the table says',
  ({ status, type, action, given }) => {
    const decision = campaign.decide(inStatus[status](), action, given);
    expect(decision.ok).toBe(allowed[status].includes(type));
    const next = decision.ok ? decision.events.reduce<Campaign>(campaign.evolve, inStatus[status]()) : inStatus[status]();
    expect(next.status === status || canMove(campaignTransitions, status, next.status)).toBe(true);
  },
);

test('the journal names nobody', () => {
  const events = [...run(null, launch()).events, ...run(isOpen(), yes(ana), by(ana)).events, ...run(isOpen(), no(ben), by(ben)).events];
  expect(JSON.stringify(events)).not.toMatch(/Aubigné|Éléonore|example|Combrailles/);
});

test('R-50: a volunteer who says no for health is counted as such, and the journal does not say it', () => {
  const { state, events } = run(isOpen(), no(ana, 'health'), by(ana));
  expect(state.answers[ana]).toMatchObject({ answer: 'no', reason: 'health' });
  expect(events).toMatchObject([{ type: 'answered', reason: 'other', state: { reason: 'health' } }]);
});

test('a volunteer who answers by telephone reads what was noted; one who used the link does not', () => {
  expect(mailsOf(run(isOpen(), yes(ana)))).toEqual(['noted-by-phone ana undefined']);
  expect(mailsOf(run(isOpen(), no(ana)))).toEqual(['noted-by-phone ana undefined']);
  const { state, events } = run(isOpen(), yes(ana), by(ana));
  expect(events.flatMap((event) => campaign.messages(event, state, by(ana)))).toEqual([]);
});
