import { civilDate, type Half } from '../../domain/dates';
import { cdomSilenceEnds, eligibilityRefusals, type Eligibility } from '../../domain/eligibility';
import type { Authorisation } from '../../domain/engagement';
import { engagementStatuses, notAsked } from '../../domain/engagement-record';
import { aDoctor, anEngagement, aSite, inForce, siteId, theProgramme } from './recruitment-builders';
import { aZone } from './reference-data';

const monday = civilDate('2026-10-12');
const both: readonly Half[] = ['morning', 'afternoon'];
const said = (change: Partial<Authorisation>): Authorisation => ({ ...notAsked, status: 'asked', ...change });
const authorised = said({ status: 'authorised' });
const rcp = { kind: 'rcp', from: civilDate('2026-01-01'), to: civilDate('2026-12-31'), document: 'RCP 2026' } as const;

const everything = (change: Partial<Eligibility> = {}): Eligibility => ({
  engagement: anEngagement({ cdom: { registration: authorised, sites: { [siteId]: authorised } } }),
  programme: theProgramme(),
  convention: inForce(),
  zone: aZone(),
  siteId,
  site: aSite(),
  doctor: aDoctor({ certificates: [rcp] }),
  ...change,
});
const site = (change: Partial<Authorisation>): Partial<Eligibility> => ({
  engagement: anEngagement({ cdom: { registration: authorised, sites: { [siteId]: said(change) } } }),
});
const codes = (change: Partial<Eligibility>, date: string = monday, halves = both): readonly string[] =>
  eligibilityRefusals(everything(change), { date: civilDate(date), halves }).map(({ code, field = '' }) => `${code} ${field}`);

test('nothing forbids a day when every gate is open', () => {
  expect(codes({})).toEqual([]);
});

test.each(engagementStatuses)('an engagement that is %s', (status) => {
  expect(codes({ engagement: { ...everything().engagement, status } })).toEqual(
    status === 'active' ? [] : ['engagement-not-active /engagement'],
  );
});

test.each<[string, Partial<Eligibility>, string, readonly string[]]>([
  ['R-29: struck off', { doctor: aDoctor({ status: 'struck-off', certificates: [rcp] }) }, monday, ['doctor-struck-off /engagement']],
  ['R-23: the CDOM of the site was never asked', { engagement: anEngagement() }, monday, ['cdom-not-answered /site']],
  [
    'R-24: an agreement for registration is none for the site',
    { engagement: anEngagement({ cdom: { registration: authorised, sites: {} } }) },
    monday,
    ['cdom-not-answered /site'],
  ],
  ['R-23: two months have passed since the receipt', site({ receivedOn: civilDate('2026-08-12') }), monday, []],
  ['R-23: one day is missing', site({ receivedOn: civilDate('2026-08-13') }), monday, ['cdom-not-answered /site']],
  ['E-23: asked long ago, but nothing proves that it was received', site({}), monday, ['cdom-not-answered /site']],
  [
    'R-23: opposed, however long ago it was received',
    site({ status: 'opposed', receivedOn: civilDate('2026-01-01') }),
    monday,
    ['cdom-opposed /site'],
  ],
  ['R-28: no certificate', { doctor: aDoctor() }, monday, ['certificate-missing /date']],
  [
    'R-28: a certificate that ends the day before',
    { doctor: aDoctor({ certificates: [{ ...rcp, to: civilDate('2026-10-11') }] }) },
    monday,
    ['certificate-missing /date'],
  ],
  [
    'R-28: an employer’s agreement is asked of salaried doctors',
    { programme: theProgramme({ certificates: ['employer-clearance'] }), doctor: aDoctor({ practice: 'salaried' }) },
    monday,
    ['certificate-missing /date'],
  ],
  ['R-28: and of no other', { programme: theProgramme({ certificates: ['employer-clearance'] }) }, monday, []],
  ['R-32: not listed', { zone: null }, monday, ['zone-not-listed /site']],
  ['R-32: left the list the day before', { zone: aZone({ listedTo: civilDate('2026-10-11') }) }, monday, ['zone-not-listed /site']],
  ['R-32: leaves the list on the day: a past day stays', { zone: aZone({ listedTo: monday }) }, monday, []],
  ['before the convention takes effect', {}, '2026-08-31', ['outside-engagement /date', 'outside-convention /date']],
  ['before the programme', { programme: theProgramme({ from: civilDate('2026-11-01') }) }, monday, ['outside-programme /date']],
  ['after the programme', { programme: theProgramme({ to: civilDate('2026-10-11') }) }, monday, ['outside-programme /date']],
  ['an EPCI out of the convention', { convention: inForce({ epci: [] }) }, monday, ['epci-outside-convention /site']],
  ['a site that is closed', { site: aSite({ status: 'closed' }) }, monday, ['site-closed /site']],
])('%s', (_, change, date, expected) => {
  expect(codes(change, date)).toEqual(expected);
});

test.each<[string, Partial<Eligibility>, string, string]>([
  ['R-39: a Sunday', {}, '2026-10-18', 'sunday'],
  ['R-39: All Saints’ Day', {}, '2026-11-01', 'holiday'],
  ['R-39: 11 November', { site: aSite({ opening: [{ weekday: 3, half: 'morning' }] }) }, '2026-11-11', 'holiday'],
  [
    'R-39: Good Friday in Alsace-Moselle',
    {
      site: aSite({ territory: 'alsace-moselle', goodFriday: true, opening: [{ weekday: 5, half: 'morning' }] }),
      doctor: aDoctor({ certificates: [{ ...rcp, to: civilDate('2027-12-31') }] }),
    },
    '2027-03-26',
    'holiday',
  ],
  [
    'R-39: 27 April in Mayotte',
    {
      site: aSite({ territory: 'mayotte', opening: [{ weekday: 2, half: 'morning' }] }),
      doctor: aDoctor({ certificates: [{ ...rcp, to: civilDate('2027-12-31') }] }),
    },
    '2027-04-27',
    'holiday',
  ],
])('%s is refused unless an administrator passes it', (_, change, date, code) => {
  const refusals = eligibilityRefusals(everything(change), { date: civilDate(date), halves: ['morning'] });
  expect(refusals.find((each) => each.code === code)).toMatchObject({ field: '/date', override: 'administrator' });
  expect(refusals.every(({ override }) => override === 'administrator')).toBe(true);
});

test('a half-day on which the site does not open is a warning for each half', () => {
  const refusals = eligibilityRefusals(everything(), { date: civilDate('2026-10-13'), halves: both });
  expect(refusals.map(({ code, override, detail }) => [code, override, detail?.['half']])).toEqual([
    ['site-not-open', 'administrator', 'morning'],
    ['site-not-open', 'administrator', 'afternoon'],
  ]);
});

test('a gate that the programme does not list is not asked for', () => {
  expect(
    codes({ programme: theProgramme({ gates: [], certificates: [] }), zone: null, engagement: anEngagement(), doctor: aDoctor() }),
  ).toEqual([]);
});

test.each([
  ['2026-12-31', '2027-02-28'],
  ['2027-12-31', '2028-02-29'],
  ['2026-08-12', '2026-10-12'],
])('E-22: received on %s, the two months end on %s', (receivedOn, end) => {
  expect(cdomSilenceEnds(said({ receivedOn: civilDate(receivedOn) }))).toBe(end);
  expect(cdomSilenceEnds(said({ status: 'authorised', receivedOn: civilDate(receivedOn) }))).toBeNull();
});
