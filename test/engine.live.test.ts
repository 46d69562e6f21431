import type { Email } from 'postal-mime';
import type { Day } from '../domain/consultation-day';
import { dateIn, frenchDay, plusDays, timeZone, type CivilDate } from '../domain/dates';
import { dayOff } from '../domain/holidays';
import { dossierId } from '../domain/ids';
import { instantAt } from '../domain/clock';
import { firstBreak } from '../store/journal';
import { dossierRun } from '../workflows/contract';
import { rehearsal as reference } from './api/reference-bodies';
import { daySetting } from './day-setting';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Rig } from './rig';

let rig: Rig;
const clock = rehearsal();
beforeAll(async () => {
  rig = await startRig({ clock });
  await daySetting(rig);
}, 120_000);
afterAll(() => rig.stop(), 60_000);

const is =
  (kind: string, to: string) =>
  (mail: Email): boolean =>
    kindOf(mail) === kind && recipientOf(mail) === to;
const site = ['ines@site.example', 'luc@site.example'] as const;

/** That many days from now, or the next one on which a practice is open. */
function inDays(n: number): CivilDate {
  const date = plusDays(dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris')), n);
  return dayOff(date, 'metropole') === null ? date : inDays(n + 1);
}

/** UID, SEQUENCE, METHOD and STATUS of the entry that a mail carries. */
function entryIn(mail: Email): Readonly<Record<string, string>> {
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const text = part === undefined ? '' : typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content);
  return Object.fromEntries(
    ['UID', 'SEQUENCE', 'METHOD', 'STATUS', 'DTSTART'].map((name) => [
      name,
      new RegExp(`^${name}[:;](.*)$`, 'm').exec(text.replace(/\r\n /g, ''))?.[1]?.trim() ?? '',
    ]),
  );
}

const dayOf = async (id: string): Promise<Day & { readonly status: string }> =>
  (await rig.call('auditor', 'GET', `/consultation-days/${id}`)).body;

async function proposeDay(n: number, date: CivilDate, asked: readonly string[]): Promise<string> {
  const { status, body } = await rig.call('administrator', 'POST', '/consultation-days', {
    engagement: `engagement-${n}`,
    site: 'site-1',
    date,
    halves: asked,
  });
  expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
  return body.id;
}

const shows =
  (kind: string, to: string, date: CivilDate) =>
  (mail: Email): boolean =>
    is(kind, to)(mail) && (mail.text ?? '').includes(frenchDay(date));

/** Both sides accept by their links. */
async function confirm(id: string, doctor: string, date: CivilDate): Promise<string> {
  const proposals = linkIn(await rig.mail(shows('doctor-waiting', doctor, date)));
  expect(await rig.line(proposals, frenchDay(date), { answer: 'accept' })).toMatchObject({ status: 200 });
  expect(await rig.post(linkIn(await rig.mail(shows('day-proposed', site[1], date))), { answer: 'accept' })).toMatchObject({ status: 200 });
  expect(await dayOf(id)).toMatchObject({ status: 'confirmed' });
  return proposals;
}

test('R-37: a move by the site keeps the UID and raises the SEQUENCE; a cancellation by the doctor is looked after by a cover', async () => {
  const [first, second] = [inDays(12), inDays(19)];
  const doctor = 'nadia@medecin.example';
  const id = await proposeDay(3, first, ['morning', 'afternoon']);
  const proposals = await confirm(id, doctor, first);
  const invited = entryIn(await rig.mail(shows('day-confirmed', doctor, first)));
  expect(invited).toMatchObject({ SEQUENCE: '0', METHOD: 'REQUEST', STATUS: 'CONFIRMED' });

  const change = linkIn(await rig.mail(shows('day-confirmed', site[0], first)));
  expect(await (await fetch(change)).text()).toMatch(
    /Vous répondez en tant que Inès Petit, pour le lieu d’accueil «\u00a0MSP des Deux Rives\u00a0»/,
  );
  expect((await rig.post(change, { act: 'move', reason: 'room-unavailable' })).status).toBe(422);
  expect(await rig.post(change, { act: 'move', reason: 'room-unavailable', date: second, length: 'morning' })).toMatchObject({
    status: 200,
  });
  expect(await dayOf(id)).toMatchObject({ status: 'proposed', date: second, halves: ['morning'] });
  await rig.mail(shows('day-move-asked', doctor, second));
  // the page that took the first answer takes the same answer to the new question
  expect((await rig.line(proposals, frenchDay(second), { answer: 'accept' })).page).toContain('C’est enregistré.');
  expect(await dayOf(id)).toMatchObject({ status: 'confirmed' });
  const updated = await rig.mail(shows('day-updated', doctor, second));
  expect(updated.text).toContain(`${frenchDay(first)}, journée entière → ${frenchDay(second)}, matin`);
  expect(entryIn(updated)).toMatchObject({ UID: invited['UID'], SEQUENCE: '1', METHOD: 'REQUEST' });

  const effects = await rig.call('auditor', 'GET', `/consultation-days/${id}/cancellation-effects?side=doctor`);
  expect(effects).toMatchObject({ status: 200, body: { cover: true, invitations: ['doctor-3', 'site-1.c1', 'site-1.c2'] } });
  const leave = linkIn(updated);
  expect(await (await fetch(leave)).text()).toContain('Un autre médecin sera recherché');
  expect(await rig.post(leave, { confirm: 'yes', reason: 'illness' })).toMatchObject({ status: 200 });
  expect(await dayOf(id)).toMatchObject({
    status: 'cancelled',
    host: { outcome: 'searching' },
    ending: { side: 'doctor', reason: 'other' },
  });
  // an illness is for those who organise the days
  expect((await rig.call('administrator', 'GET', `/consultation-days/${id}`)).body).toMatchObject({ ending: { reason: 'illness' } });
  expect(entryIn(await rig.mail(shows('day-cancelled', doctor, second)))).toMatchObject({
    UID: invited['UID'],
    SEQUENCE: '2',
    METHOD: 'CANCEL',
    STATUS: 'CANCELLED',
  });
  expect((await rig.mail(shows('day-cancelled', site[0], second))).text).toContain('prévenir les patients déjà inscrits');
  const cover = await rig.eventually('a cover', async () => {
    const { status, body } = await rig.call('auditor', 'GET', `/covers/${id}.host`);
    return status === 200 ? body : null;
  });
  expect(cover).toMatchObject({ track: 'host', day: id, date: second, halves: ['morning'] });
}, 60_000);

test('R-45: a day is accepted by links, prepared on its eve and attested for one half; another one is disputed and settled', async () => {
  const date = inDays(6);
  const body = { engagement: 'engagement-1', site: 'site-1', date, halves: ['morning', 'afternoon'] };
  const proposed = await rig.call('administrator', 'POST', '/consultation-days', body, 'key-1');
  expect(proposed).toMatchObject({ status: 201, body: { status: 'proposed', version: 1, room: 1 } });
  const again = await rig.call('administrator', 'POST', '/consultation-days', body, 'key-1');
  expect(again.body.id).toBe(proposed.body.id);
  const disputed = await proposeDay(2, date, ['morning']);

  const asked = linkIn(await rig.mail(is('doctor-waiting', 'claire@medecin.example')));
  expect((await rig.post(asked, {})).status).toBe(422);
  expect((await rig.line(asked, frenchDay(date), { answer: 'refuse' })).page).toContain('Indiquez la raison de votre refus.');
  const id: string = proposed.body.id;
  expect((await rig.line(asked, frenchDay(date), { answer: 'accept' })).page).toContain('C’est enregistré.');
  expect(await (await fetch(asked)).text()).not.toContain(frenchDay(date)); // answered: it waits no more
  expect(
    await rig.post(linkIn(await rig.mail((mail) => shows('day-proposed', site[1], date)(mail) && (mail.text ?? '').includes('claire'))), {
      answer: 'accept',
    }),
  ).toMatchObject({ status: 200 });
  const late = await rig.mail((mail) => shows('day-proposed', site[0], date)(mail) && (mail.text ?? '').includes('claire'));
  expect(await (await fetch(linkIn(late))).text()).toContain('Luc Faure a déjà accepté cette journée.');
  await rig.line(linkIn(await rig.mail(is('doctor-waiting', 'hugo@medecin.example'))), frenchDay(date), { answer: 'accept' });
  await rig.post(linkIn(await rig.mail((mail) => shows('day-proposed', site[1], date)(mail) && (mail.text ?? '').includes('hugo'))), {
    answer: 'accept',
  });
  expect([(await dayOf(id)).status, (await dayOf(disputed)).status]).toEqual(['confirmed', 'confirmed']);

  const assistant = await rig.mail((mail) => shows('assistant-asked', site[0], date)(mail) && (mail.text ?? '').includes('claire'));
  expect(await rig.post(linkIn(assistant), { answer: 'confirmed' })).toMatchObject({ status: 200 });
  expect((await rig.mail(shows('day-sheet', 'claire@medecin.example', date))).text).toContain(
    'Inès Petit, 04\u00a070\u00a000\u00a000\u00a001',
  );

  const ofDay =
    (kind: string, to: string, doctor: string) =>
    (mail: Email): boolean =>
      is(kind, to)(mail) && (mail.text ?? '').includes(doctor);
  expect(
    await rig.post(linkIn(await rig.mail(shows('presence-asked', 'claire@medecin.example', date))), {
      morning: 'yes',
      afternoon: 'no',
    }),
  ).toMatchObject({ status: 200 });
  const evening = linkIn(await rig.mail(ofDay('site-waiting', site[0], 'claire')));
  const said = await rig.line(evening, 'claire', { morning: 'yes', afternoon: 'no' });
  expect(said.status).toBe(200);
  const twice = await said.again(); // the line is gone by now: whoever clicks twice is not told that nothing was answered
  expect([twice.status, twice.page.includes('Cette réponse est déjà enregistrée')]).toEqual([200, true]);
  expect(await dayOf(id)).toMatchObject({
    status: 'attested',
    attested: [{ half: 'morning', doctor: 'doctor-1', site: 'site-1.c1' }],
    assistant: { status: 'confirmed' },
  });
  const other = linkIn(await rig.mail(ofDay('site-waiting', site[1], 'claire')));
  expect(await (await fetch(other)).text()).not.toContain('claire'); // done by a colleague: nothing waits of it any more

  expect(await rig.post(linkIn(await rig.mail(shows('presence-asked', 'hugo@medecin.example', date))), { morning: 'yes' })).toMatchObject({
    status: 200,
  });
  expect(await rig.line(other, 'hugo', { morning: 'no' })).toMatchObject({ status: 200 });
  const tasks = await rig.call('auditor', 'GET', '/tasks');
  expect(tasks.body.items).toContainEqual(
    expect.objectContaining({
      dossier: disputed,
      what: 'day-dispute',
      owner: { kind: 'role', ref: 'administrator', name: 'Administration' },
    }),
  );
  expect(
    (await rig.call('administrator', 'POST', `/consultation-days/${disputed}/dispute-settlement`, { halves: ['morning'], reason: '' }))
      .status,
  ).toBe(422);
  const settled = await rig.call('administrator', 'POST', `/consultation-days/${disputed}/dispute-settlement`, {
    halves: ['morning'],
    reason: 'Le registre du lieu le confirme.',
  });
  expect(settled).toMatchObject({
    status: 200,
    body: { status: 'attested', attested: [{ half: 'morning', doctor: 'doctor-2', site: 'user:administrator-1' }] },
  });
  expect((await rig.mail(is('presence-result', 'hugo@medecin.example'))).text).toContain('Le registre du lieu le confirme');
  expect(await rig.context.db.read(rig.collectivity, firstBreak)).toBeNull();
  expect(await eventsOf(id)).toBeLessThanOrEqual(100);
}, 90_000);

/** From proposal to settlement. Deliveries are counted apart, and so is what one tells: from its signal to the next answer or date. */
async function eventsOf(day: string): Promise<number> {
  const run = dossierRun({ collectivity: rig.collectivity, noun: 'consultation-day', dossier: dossierId(day) });
  const { events } = await rig.context.client.workflow.getHandle(run).fetchHistory();
  const all = events ?? [];
  const told = all.map((event, n) => {
    if (!event.workflowExecutionSignaledEventAttributes) return 0;
    const next = all.findIndex(
      (each, m) => m > n && (each.workflowExecutionUpdateAcceptedEventAttributes ?? each.timerFiredEventAttributes),
    );
    return next - n - (all[next]?.timerFiredEventAttributes ? 0 : 3); // the turn that takes the answer is the answer's own
  });
  return all.length - told.reduce((sum, each) => sum + each, 0);
}

test('R-40: a second day of the same doctor on the same half-day is refused in French', async () => {
  const date = inDays(30);
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

test('the same Idempotency-Key with another body is refused by a dossier whose run is open, and nothing changes', async () => {
  const date = inDays(30);
  const asked = { engagement: 'engagement-2', site: 'site-1', date, halves: ['morning'] };
  const propose = (halves: readonly string[]): ReturnType<Rig['call']> =>
    rig.call('administrator', 'POST', '/consultation-days', { ...asked, halves }, 'day-key');
  const first = await propose(['morning']);
  expect(first.status).toBe(201);
  expect(await propose(['morning'])).toMatchObject({ status: 201, body: { id: first.body.id } });
  expect(await propose(['afternoon'])).toMatchObject({ status: 422, body: { type: 'urn:relais:problem:key-reused' } });
  expect(await dayOf(first.body.id)).toMatchObject({ halves: ['morning'] });
});

test('a rehearsal that is asked for several times at once, each without its beginning, is made once and refused to nobody', async () => {
  const asked = Array.from({ length: 4 }, () => rig.call('operator', 'POST', '/collectivities', { settings: reference }, 'rehearsal-key'));
  const made = await Promise.all(asked);
  expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
});
