import type { Email } from 'postal-mime';
import type { Day } from '../domain/consultation-day';
import { civilDate, dateIn, halves, plusDays, timeZone } from '../domain/dates';
import { fictionalRpps } from '../domain/identifiers';
import { readinessItems } from '../domain/site';
import { instantAt } from '../domain/clock';
import { firstBreak } from '../store/journal';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Rig } from './rig';

let rig: Rig;
const clock = rehearsal();
beforeAll(async () => {
  rig = await startRig({ clock });
  await setting(rig);
}, 120_000);
afterAll(() => rig.stop(), 60_000);

/** One doctor with an engagement and one ready site. */
async function setting({ context, collectivity, given }: Rig): Promise<void> {
  const hours = { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '18:00' } };
  const opening = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => halves.map((half) => ({ weekday, half })));
  const contacts = [
    { key: 'c1', name: 'Inès Petit', email: 'ines@site.example', phone: '04 70 00 00 01' },
    { key: 'c2', name: 'Luc Faure', email: 'luc@site.example', phone: '04 70 00 00 02' },
  ];
  const done = [
    await given('zone', 'zone-1', { type: 'list', zone: { siren: '200071082', name: 'CA Montluçon Communauté', departements: ['03'], region: 'Auvergne-Rhône-Alpes', population: 59142, listedFrom: civilDate('2025-06-27'), source: 'ARS Auvergne-Rhône-Alpes' } }),
    await given('site', 'site-1', { type: 'set', site: { name: 'MSP des Deux Rives', type: 'msp', address: '2 rue du Pont, 03100 Montluçon', epci: '200071082', departement: '03', zone: timeZone('Europe/Paris'), territory: 'metropole', goodFriday: false, opening, rooms: 1, hours, contacts } }),
    await given('site', 'site-1', { type: 'set-readiness', items: readinessItems }),
    await given('person', 'doctor-1', { type: 'set', person: { familyName: 'Martin', givenName: 'Claire', email: 'claire@medecin.example', phone: '06 00 00 00 01', rpps: fictionalRpps(1), specialty: 'Médecine générale', practice: 'retired', registration: '03', volunteer: true, locum: false } }),
  ];
  expect(done.flatMap(({ refusals }) => refusals)).toEqual([]);
  const engagement = { status: 'active', doctor: 'doctor-1', programme: 'programme-1', convention: 'convention-1' };
  await context.db.transaction(collectivity, (tx) => tx.insertInto('engagements').values({ collectivity, version: 1, closed: false, next_due: null, status: 'active', id: 'engagement-1', body: JSON.stringify(engagement) }).execute());
}

const is = (kind: string, to: string) => (mail: Email): boolean => kindOf(mail) === kind && recipientOf(mail) === to;

test('a day is proposed, accepted by links, reminded, declared by both and attested', async () => {
  const today = dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris'));
  const date = plusDays(today, 9);
  const body = { engagement: 'engagement-1', site: 'site-1', date, halves: ['morning', 'afternoon'] };
  const proposed = await rig.call('administrator', 'POST', '/consultation-days', body, 'key-1');
  expect(proposed).toMatchObject({ status: 201, body: { status: 'proposed', version: 1 } });
  const again = await rig.call('administrator', 'POST', '/consultation-days', body, 'key-1');
  expect(again.body.id).toBe(proposed.body.id);

  const asked = await rig.mail(is('day-proposed', 'claire@medecin.example'));
  expect((await rig.post(linkIn(asked), {})).status).toBe(422);
  expect(await rig.post(linkIn(asked), { answer: 'accept' })).toMatchObject({ status: 200 });
  expect((await rig.post(linkIn(asked), { answer: 'refuse', reason: 'date' })).page).toContain('C’est enregistré');
  expect(await rig.post(linkIn(await rig.mail(is('day-proposed', 'luc@site.example'))), { answer: 'accept' })).toMatchObject({ status: 200 });
  const id: string = proposed.body.id;
  const day = async (): Promise<Day> => (await rig.call('auditor', 'GET', `/consultation-days/${id}`)).body;
  expect(await day()).toMatchObject({ status: 'confirmed' });

  const invitation = await rig.mail(is('day-confirmed', 'claire@medecin.example'));
  expect(invitation.attachments.map(({ mimeType }) => mimeType)).toContain('text/calendar');
  await rig.mail(is('day-reminder', 'claire@medecin.example'));
  const link = linkIn(await rig.mail(is('presence-asked', 'claire@medecin.example')));
  expect(await rig.post(link, { morning: 'yes', afternoon: 'yes' })).toMatchObject({ status: 200 });
  expect(await rig.post(linkIn(await rig.mail(is('presence-asked', 'ines@site.example'))), { morning: 'yes', afternoon: 'no' })).toMatchObject({ status: 200 });
  expect(await day()).toMatchObject({ status: 'attested', attested: [{ half: 'morning', doctor: 'doctor-1', site: 'site-1.c1' }] });
  expect(await rig.context.db.read(rig.collectivity, firstBreak)).toBeNull();
  const moot = linkIn(await rig.mail(is('presence-asked', 'luc@site.example')));
  expect((await rig.post(moot, { morning: 'yes', afternoon: 'no' })).status).toBe(410);
}, 90_000);

test('R-40: a second day of the same doctor on the same half-day is refused in French', async () => {
  const date = plusDays(dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris')), 30);
  const body = { engagement: 'engagement-1', site: 'site-1', date, halves: ['morning'] };
  expect((await rig.call('administrator', 'POST', '/consultation-days', body)).status).toBe(201);
  const refused = await rig.call('administrator', 'POST', '/consultation-days', body);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/date', code: 'doctor-already-held' }] } });
  expect(refused.body.errors[0].detail).toMatch(/^Ce médecin est déjà retenu le /);
});

test('a key of another collectivity, or none, sees nothing', async () => {
  const response = await fetch(`${rig.url}/consultation-days`);
  expect(response.status).toBe(401);
});
