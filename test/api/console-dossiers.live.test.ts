import { setTimeout as pause } from 'node:timers/promises';
import { rehearsal, startRig, type KeyRole, type Rig } from '../rig';
import { typographyFaults } from '../../templates/typography';
import { dossiersSetting } from './console-dossiers-setting';
import { entered, followed, formOf, type Answer, type Browser } from './console-setting';

let rig: Rig;
const users: Partial<Record<KeyRole, Browser>> = {};

async function signedIn(role: KeyRole): Promise<Browser> {
  const known = users[role];
  if (known !== undefined) return known;
  const { body } = await rig.call('administrator', 'POST', `/collectivities/${rig.collectivity}/keys`, {
    key: { user: `console-${role}`, role },
  });
  return (users[role] = await entered(rig.url, body.key.secret));
}

beforeAll(async () => {
  // slow enough for a proposal to stay open while the console is read
  rig = await startRig({ clock: rehearsal(7_200) });
  await dossiersSetting(rig);
}, 120_000);
afterAll(() => rig.stop(), 60_000);

const dayOf = async (id: string): Promise<{ status: string; version: number; [field: string]: unknown }> =>
  (await rig.call('auditor', 'GET', `/consultation-days/${id}`)).body;

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '’' };
/** What a reader sees of a page. */
function text(page: string): string {
  return page
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

const send = async (one: Browser, path: string, action: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  one.post(action, formOf((await one.get(path)).page, action, fields));

const pages = [
  '/console/calendar?month=2026-10',
  '/console/coverage?month=2026-10&sort=population&order=down',
  '/console/campaigns',
  '/console/engagements',
  '/console/engagements/engagement-1',
  '/console/conventions',
  '/console/conventions/convention-1',
  '/console/conventions/convention-2',
  '/console/consultation-days/day-1',
  '/console/consultation-days/day-confirmed',
  '/console/covers/cover-1',
  '/console/creditors/engagement-1.creditor',
  '/console/month-closings',
  '/console/statements',
  '/console/indicators?from=2026-01-01&to=2026-12-31',
];

test.each(pages)('R-49: %s is a page with one heading, named tables and French typography, for every role', async (path) => {
  for (const role of ['administrator', 'approver', 'accountant', 'auditor'] as const) {
    const { status, page } = await (await signedIn(role)).get(path);
    expect([role, status]).toEqual([role, 200]);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).not.toMatch(/undefined|\[object Object\]|(?<![\w-])NaN(?![\w-])/);
    expect((page.match(/<table/g) ?? []).length).toBe((page.match(/<caption/g) ?? []).length);
    expect((page.match(/<th /g) ?? []).length).toBe((page.match(/<th [^>]*scope="/g) ?? []).length);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
    expect(typographyFaults(text(page))).toEqual([]);
  }
});

test('R-53: the calendar says each state in a word, and names doctors to administrators alone', async () => {
  const own = (await (await signedIn('administrator')).get('/console/calendar?month=2026-10')).page;
  for (const said of ['Calendrier d’octobre 2026', 'confirmée', 'présence contestée', 'Dr Claire Martin', 'CA Montluçon Communauté'])
    expect(own).toContain(said);
  const others = (await (await signedIn('auditor')).get('/console/calendar?month=2026-10')).page;
  expect(others).toContain('MSP des Deux Rives');
  for (const path of [
    '/console/calendar?month=2026-10',
    '/console/consultation-days/day-confirmed',
    '/console/engagements',
    '/console/engagements/engagement-1',
  ])
    expect((await (await signedIn('auditor')).get(path)).page).not.toMatch(/Martin|Œuvrard/);
  expect(others).not.toContain('Proposer des journées');
  const elsewhere = (await (await signedIn('administrator')).get('/console/calendar?month=2026-10&zone=200069169')).page;
  expect(elsewhere).toContain('Aucune journée ce mois-ci avec ces filtres.');
  const style = [...own.matchAll(/href="(\/console\/[^"]+\.css)"/g)].map(([, href = '']) => href);
  expect(style).toHaveLength(1);
  expect((await (await signedIn('auditor')).get(style[0] ?? '')).page).toContain('.calendar td');
});

test('indicators: one call and one page say the same figures, with their date and their definitions', async () => {
  const { status, body } = await rig.call('accountant', 'GET', '/indicators?from=2026-01-01&to=2026-12-31');
  expect(status).toBe(200);
  expect(body).toMatchObject({ volunteers: 2, engaged: 2, coverage: { covered: 1, listed: 1 }, halfDays: { attested: 3 } });
  expect(body.coverage.sentence).toMatch(/^2 volontaires, 1 communauté sur 1 au /);
  expect(body.costs).toEqual([
    { payer: 'cpam', attestedCents: 300_00, issuedCents: 0 },
    { payer: 'collectivity', attestedCents: 162_50, issuedCents: 0 },
  ]);
  const { page } = await (await signedIn('accountant')).get('/console/indicators?from=2026-01-01&to=2026-12-31');
  expect(page).toContain(body.coverage.sentence);
  expect(page).toContain('162,50');
  expect(page).toContain('Ce que les chiffres comptent');
  expect(JSON.stringify(body)).not.toMatch(/Martin|doctor-1/);
  expect((await rig.call('auditor', 'GET', '/indicators?from=2026-12-31&to=2026-01-01')).status).toBe(422);
});

test('a cancellation says its effects first and does nothing; confirmed, it is done once', async () => {
  const one = await signedIn('administrator');
  const path = '/console/consultation-days/day-confirmed';
  const action = `${path}/cancellation`;
  const wordless = await send(one, path, action, { side: 'site' });
  expect(wordless.status).toBe(422);
  expect(wordless.page).toMatch(/id="cancellation-reason-fault"/);

  const shown = await send(one, path, action, { side: 'site', reason: 'weather' });
  expect(shown.status).toBe(200);
  for (const said of ['Rien n’est encore fait', 'Dr Claire Martin', '1 courriel', 'Délai avant la journée', 'Ne sera pas dû', '200,00'])
    expect(shown.page).toContain(said);
  expect(typographyFaults(text(shown.page))).toEqual([]);
  expect(await dayOf('day-confirmed')).toMatchObject({ status: 'confirmed', version: 1 });

  const confirmed = formOf(shown.page, action);
  const done = await followed(one, await one.post(action, confirmed));
  expect(done.page).toContain('La journée est annulée.');
  expect(await dayOf('day-confirmed')).toMatchObject({ status: 'cancelled', ending: { side: 'site', reason: 'weather' } });
  const again = await one.post(action, confirmed);
  expect(again.status).toBe(303);
  expect((await dayOf('day-confirmed')).version).toBe(2);
}, 30_000);

test('several days are proposed at once: dates as they are typed, caps counted together, effects before anything is sent', async () => {
  const one = await signedIn('administrator');
  const path = '/console/consultation-days/proposal';
  const asked = { engagement: 'engagement-2', site: 'site-1', halves: 'morning' };
  const wrong = await send(one, path, path, { ...asked, date: 'demain' });
  expect(wrong.status).toBe(422);
  expect(wrong.page).toContain('«\u00A0demain\u00A0» n’est pas une date');
  const tooMany = await send(one, path, path, { ...asked, date: '03/11/2026\n04/11/2026\n05/11/2026\n06/11/2026\n09/11/2026' });
  // the day that goes beyond the cap is named, in the summary and at the field
  expect(tooMany.page).toContain('Plafond du mois dépassé');
  expect(text(tooMany.page)).toMatch(/\nDates\u00A0: lundi 9 novembre 2026\u00A0: /);
  expect(tooMany.page).toMatch(/id="proposal-date-fault">lundi 9 novembre 2026\u00A0: /);

  const shown = await send(one, path, path, { ...asked, date: '03/11/2026\n2026-11-05' });
  expect(shown.status).toBe(200);
  for (const said of ['Proposer 2 journées', 'mardi 3 novembre 2026', 'jeudi 5 novembre 2026', 'Inès Petit', '125,00', '200,00'])
    expect(shown.page).toContain(said);
  expect((await one.get('/console/calendar?month=2026-11')).page).toContain('Aucune journée ce mois-ci');
  const done = await followed(one, await one.post(path, formOf(shown.page, path)));
  expect(done.page).toContain('2 journées sont proposées.');
  expect(done.page.match(/>proposée</g)).toHaveLength(2);
}, 30_000);

test('an answer by phone is the doctor’s, and the record keeps who typed it; a reason of the other side is refused', async () => {
  const one = await signedIn('administrator');
  const path = '/console/consultation-days/day-proposed';
  const refused = await send(one, path, `${path}/answer`, { side: 'doctor', answer: 'refuse', reason: 'site-closed' });
  expect(refused.status).toBe(422);
  expect(refused.page).toMatch(/id="answer-reason-fault"/);
  const done = await followed(one, await send(one, path, `${path}/answer`, { side: 'doctor', answer: 'accept' }));
  expect(done.page).toContain('La réponse est enregistrée.');
  expect(done.page).toContain('acceptée, par console-administrator (administration)');
  expect(await dayOf('day-proposed')).toMatchObject({
    answers: { doctor: 'accepted' },
    answeredBy: { doctor: 'user:console-administrator' },
  });
}, 30_000);

test('R-45: a contested presence is settled with a reason, and the page says who attested', async () => {
  const one = await signedIn('administrator');
  const path = '/console/consultation-days/day-disputed';
  const wordless = await send(one, path, `${path}/dispute-settlement`, { halves: 'morning', reason: '' });
  expect(wordless.page).toMatch(/id="dispute-settlement-reason-fault"/);
  const done = await followed(
    one,
    await send(one, path, `${path}/dispute-settlement`, { halves: 'morning', reason: 'Registre de la MSP relu' }),
  );
  expect(done.page).toContain('La contestation est tranchée.');
  expect(done.page).toContain('Registre de la MSP relu');
  expect(await dayOf('day-disputed')).toMatchObject({ status: 'attested', attested: [{ half: 'morning' }] });
}, 30_000);

test('an engagement shows its gates and a masked account; the Ordre’s answer is recorded, and a withdrawal shows which days it takes back', async () => {
  const one = await signedIn('administrator');
  const path = '/console/engagements/engagement-1';
  const { page } = await one.get(path);
  expect(page).toContain('•••• 0189'.replace(' ', '\u00A0'));
  expect(page).not.toMatch(/FR76\s?3000/);
  expect(page).not.toContain('preuve manquante'); // both councils have answered
  const done = await followed(
    one,
    await send(one, path, `${path}/cdom`, {
      scope: 'site-1',
      answer: '',
      receivedOn: '2026-06-15',
      on: '2026-08-20',
      document: 'AR 1A 234',
    }),
  );
  expect(done.page).toContain('15 juin 2026');
  const shown = await send(one, path, `${path}/withdrawal`, { reason: 'workload' });
  expect(shown.page).toContain('Journées reprises');
  expect(shown.page).toContain('lundi 19 octobre 2026');
  expect((await rig.call('auditor', 'GET', '/engagements/engagement-1')).body.status).toBe('active');
}, 30_000);

test('a cover that nobody took is settled on its page, with a reason', async () => {
  const one = await signedIn('administrator');
  const path = '/console/covers/cover-1';
  const wordless = await send(one, path, `${path}/settlement`, { outcome: 'resolved-by-hand', reason: '' });
  expect(wordless.page).toMatch(/id="settlement-reason-fault"/);
  const done = await followed(
    one,
    await send(one, path, `${path}/settlement`, { outcome: 'resolved-by-hand', reason: 'Un confrère vient' }),
  );
  expect(done.page).toContain('Le remplacement est réglé.');
  expect(done.page).toContain('Un confrère vient');
}, 30_000);

test('R-21: a deliberation is recorded on the convention’s page; a fault stands beside its field', async () => {
  const one = await signedIn('administrator');
  const path = '/console/conventions/convention-2';
  const wrong = await send(one, path, `${path}/deliberation`, { reference: 'n° 2026-07', votedOn: '2099-01-01' });
  expect(wrong.status).toBe(422);
  expect(wrong.page).toContain('Cette date est à venir.');
  const done = await followed(one, await send(one, path, `${path}/deliberation`, { reference: 'n° 2026-07', votedOn: '2026-07-06' }));
  expect(done.page).toContain('6 juillet 2026');
  expect(done.page).toContain('Rendre la délibération exécutoire');
  await send(one, path, `${path}/enforceability`, { transmittedOn: '2026-07-07', publishedOn: '2026-07-07' });
  const open = await followed(one, await send(one, path, `${path}/signature`, { sure: 'yes' }));
  expect(open.page).toContain('La signature est ouverte');
  // the round tells the convention which round it is, and asks its signatories, once the act is over
  for (let n = 0; n < 50 && !(await one.get(path)).page.includes('Signer le document'); n += 1) await pause(200);
  const waits = text((await one.get(path)).page.split('id="waits"')[1] ?? '');
  expect(waits).toContain('Signer le document (Signataire cdom, Organisme cdom)');
  expect(waits).not.toContain('Rien n’est attendu');
}, 30_000);

test('R-15, R-47, R-58: a month goes from its PROJET to documents on the console, approved as it was read, each line opening its evidence', async () => {
  const administrator = await signedIn('administrator');
  const announced = await followed(
    administrator,
    await send(administrator, '/console/month-closings', '/console/month-closings', { month: '2026-08' }),
  );
  expect(announced.page).toContain('La clôture est annoncée.');
  const path = `/console/month-closings/${rig.collectivity}.closing.2026-08`;
  await send(administrator, path, `${path}/draft`);
  const read = (await administrator.get(path)).page;
  for (const said of [
    'PROJET',
    'Écarts avec le mois précédent',
    '162,50',
    'Dr Claire Martin',
    'L’approbation revient à une personne chargée d’approuver',
  ])
    expect(read).toContain(said);
  const approver = await signedIn('approver');
  const unread = await send(approver, path, `${path}/approval`);
  expect(unread.status).toBe(422);
  const done = await followed(approver, await send(approver, path, `${path}/approval`, { sure: 'yes' }));
  expect(done.page).toContain('Le projet est approuvé');

  const accountant = await signedIn('accountant');
  const published = await rig.eventually('the documents of the month', async () => {
    const { page } = await accountant.get(path);
    return page.includes('publiée') && page.includes('SPECIMEN-24-2026-EL-0001') ? page : null;
  });
  for (const file of ['statements.pdf', 'archive', 'table', 'table.xlsx', 'table.json'])
    expect((await accountant.get(`${path}/${file}`)).status).toBe(200);
  const statement = /href="(\/console\/statements\/[^"/]+)">SPECIMEN-24-2026-EL-0001/.exec(published)?.[1] ?? '';
  const shown = (await accountant.get(statement)).page;
  expect(shown).toContain('Pièces de la ligne 1');
  expect(shown).toMatch(
    /Attend l’accusé du comptable – avant le [^<]* \(<a href="\/console\/month-closings\/[^"]+">clôture d’août 2026<\/a>\)/,
  );
  expect(published).toContain('par console-approver (approbation)');
  const evidence = (await accountant.get(`${statement}/lines/1`)).page;
  for (const said of [
    'Inès Petit',
    'Délibération du 12 janvier 2026',
    'n° 2026-01/012',
    'CGCT, art. <span class="article">L.1511-8</span>',
    'Exécutoire le',
  ])
    expect(evidence).toContain(said);
  for (const page of [evidence, shown, read, unread.page]) expect(typographyFaults(text(page))).toEqual([]);
  expect((await accountant.get(`${statement}/lines/99`)).status).toBe(404);
  expect((await accountant.get(`${statement}/pdf`)).headers.get('content-type')).toContain('application/pdf');
  const late = await send(accountant, statement, `${statement}/acknowledgement`, { paymentOrder: 'M-118', on: '2026-01-01' });
  expect(late.page).toMatch(/id="acknowledgement-on-fault"/);
  expect(shown).not.toContain('Remplacer ce document');
}, 60_000);
