import type { Email } from 'postal-mime';
import { civilDate, dateIn, instant, timeZone } from '../domain/dates';
import type { Engagement } from '../domain/engagement';
import { fictionalRpps } from '../domain/identifiers';
import { dossierId } from '../domain/ids';
import { openText } from '../runtime/sealing';
import { firstBreak } from '../store/journal';
import { documentsOf } from '../store/documents';
import { aParty, aPersonInput, aProgramme, aSiteInput, aZone } from './domain/reference-data';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Answer, type Rig } from './rig';
import { pageTexts } from './templates/pdf/read-pdf';

const claire = 'claire@medecin.example';
const paul = 'paul@medecin.example';
const iban = 'FR7630006000011234567890189';
const gates = ['engagement-letter', 'bank-details', 'cdom-registration', 'cdom-site', 'zone-listed', 'no-overcharge'] as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ clock: rehearsal() });
  const { given } = rig;
  const { status: _, listedTo: __, ...zone } = aZone();
  const doctor = (n: number, givenName: string) =>
    aPersonInput({ rpps: fictionalRpps(n), familyName: 'Martin', givenName, email: `${givenName.toLowerCase()}@medecin.example` });
  const terms = {
    title: 'Convention des Combrailles',
    parties: [aParty('cdom'), aParty('departement', { rank: 2 })],
    programmes: [dossierId('programme-1')],
    epci: ['200071082'],
    from: civilDate('2026-09-01'),
    to: civilDate('2027-12-31'),
    noticeMonths: 3,
  };
  const done = [
    await given('zone', 'zone-1', { type: 'list', zone }),
    await given('programme', 'programme-1', { type: 'set', programme: aProgramme({ gates }) }),
    await given('site', 'site-1', { type: 'set', site: aSiteInput() }),
    await given('person', 'doctor-1', { type: 'set', person: doctor(1, 'Claire') }),
    await given('person', 'doctor-2', { type: 'set', person: doctor(2, 'Paul') }),
    await given('convention', 'convention-1', { type: 'create', terms }),
  ];
  const refused = done.flatMap(({ refusals }) => refusals);
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
}, 120_000);
afterAll(() => rig.stop(), 60_000);

const is =
  (kind: string, to: string, text = '') =>
  (mail: Email): boolean =>
    kindOf(mail) === kind && recipientOf(mail) === to && (mail.text ?? '').includes(text);
const post = (path: string, body: object = {}): Promise<Answer> => rig.call('administrator', 'POST', path, body);
const engagementOf = async (id: string): Promise<Engagement> => (await rig.call('auditor', 'GET', `/engagements/${id}`)).body;
const tasksOf = async (dossier: string): Promise<readonly string[]> =>
  (await rig.call('administrator', 'GET', '/tasks')).body.items
    .filter((task: { dossier: string }) => task.dossier === dossier)
    .map(({ what }: { what: string }) => what);

async function launched(): Promise<string> {
  const body = {
    programme: 'programme-1',
    convention: 'convention-1',
    title: 'Appel d’automne',
    volunteers: ['doctor-1', 'doctor-2'],
    sites: ['site-1'],
  };
  const wrong = await post('/campaigns', { ...body, volunteers: [] });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/volunteers', code: 'volunteers-count' }] } });
  const { status, body: made } = await post('/campaigns', body);
  expect([status, made.status]).toEqual([201, 'open']);
  return made.id;
}

async function engaged(campaign: string): Promise<string> {
  const asked = linkIn(await rig.mail(is('campaign-invitation', claire)));
  const page = await (await fetch(asked)).text();
  expect(page).toContain('Maison de santé des Combrailles');
  expect(page).not.toContain('checked');
  expect((await rig.post(asked, { answer: 'yes' })).page).toContain('Choisissez au moins un lieu d’accueil.');
  expect((await rig.post(asked, { answer: 'yes', sites: 'site-1' })).status).toBe(200);
  const refused = linkIn(await rig.mail(is('campaign-invitation', paul)));
  expect((await rig.post(refused, { answer: 'no' })).page).toContain('Indiquez la raison de votre refus.');
  expect((await rig.post(refused, { answer: 'no', reason: 'distance' })).status).toBe(200);
  const { body: closed } = await rig.call('auditor', 'GET', `/campaigns/${campaign}`);
  expect(closed).toMatchObject({
    status: 'closed',
    answers: { 'doctor-1': { answer: 'yes', sites: ['site-1'] }, 'doctor-2': { answer: 'no', reason: 'distance' } },
  });
  expect(await tasksOf(campaign)).toEqual([]);
  return rig.eventually('the engagement', async () => (await rig.call('auditor', 'GET', '/engagements')).body.items[0]?.id);
}

async function signedBy(engagement: string): Promise<void> {
  const link = linkIn(await rig.mail(is('signature-asked', claire)));
  const draft = Buffer.from(await (await fetch(`${link}/document`)).arrayBuffer());
  const words = pageTexts(draft).join(' ').replaceAll(/\s+/g, ' ');
  for (const said of [
    'Claire Martin',
    'sans aucun dépassement',
    'En attente de signature',
    (await engagementOf(engagement)).letter?.digest ?? '?',
    'SPÉCIMEN',
  ])
    expect(words).toContain(said);
  expect((await rig.post(link, { choice: 'sign' })).status).toBe(200);
  const copies = await rig.eventually('the letter sealed', async () => {
    const rows = await rig.context.db.read(rig.collectivity, (tx) => documentsOf(tx, 'engagement', engagement));
    return rows.length === 2 && rows.every(({ sha256 }) => sha256 !== null) ? rows : null;
  });
  expect(copies.map(({ kind }) => kind)).toEqual(['engagement-letter', 'engagement-letter']);
  expect(await engagementOf(engagement)).toMatchObject({
    status: 'gates',
    cdom: { registration: { status: 'asked' }, sites: { 'site-1': { status: 'asked' } } },
  });
}

/** a slip of the keyboard is told at its field, and the link stays live. */
async function paid(engagement: string): Promise<string> {
  const link = linkIn(await rig.mail(is('bank-details-asked', claire)));
  const fields = { holderKind: 'person', holder: 'Martin Claire', iban, bic: '' };
  const wrong = await rig.post(link, { ...fields, iban: 'FR7630006000011234567890188' });
  expect(wrong.status).toBe(422);
  expect(wrong.page).toContain('La clé de cet IBAN est fausse');
  const company = (await rig.post(link, { ...fields, holderKind: 'company' })).page;
  expect(company).toContain('Indiquez le numéro SIRET de la société.');
  expect(company).toContain('Indiquez la raison sociale de la société.');
  const selarl = {
    engagement,
    holderKind: 'company',
    holder: 'SELARL DR CLAIRE MARTIN',
    companyName: 'SELARL Claire Martin',
    siret: '73282932000075',
    iban,
  };
  expect(await post('/creditors', selarl)).toMatchObject({ status: 422, body: { errors: [{ code: 'siret-key', pointer: '/siret' }] } });
  expect((await rig.post(link, fields)).status).toBe(200);
  const creditor = `cre.${engagement}`;
  const { body: declared } = await rig.call('auditor', 'GET', `/creditors/${creditor}`);
  expect(declared).toMatchObject({
    status: 'declared',
    pending: { holderKind: 'person', holderMatches: true, foreign: false, maskedIban: '••••\u00a00189' },
  });
  expect(JSON.stringify(declared)).not.toMatch(/sealed|3000\s?6000\s?0112/);
  await rig.eventually('the task to pass to the administrator', async () => !(await tasksOf(engagement)).includes('bank-details'));
  expect(await tasksOf(creditor)).toEqual(['creditor-confirm']);
  expect(await post(`/creditors/${creditor}/confirmation`, { version: 2, callBack: null })).toMatchObject({
    body: { errors: [{ code: 'details-changed' }] },
  });
  expect(await post(`/creditors/${creditor}/confirmation`, { version: 1, callBack: null })).toMatchObject({
    status: 200,
    body: { status: 'effective' },
  });
  const kept = await rig.context.db.read(rig.collectivity, (tx) =>
    tx.selectFrom('creditors').select('body').where('id', '=', creditor).executeTakeFirstOrThrow(),
  );
  expect(openText(rig.context.keyring, /"sealed":"([^"]+)"/.exec(JSON.stringify(kept.body))?.[1] ?? '', `creditor/${creditor}`)).toBe(
    JSON.stringify({ iban, bic: null, holder: 'Martin Claire' }),
  );
  return creditor;
}

/** the page of the council lists what waits, gives the letter to read, and takes back an authorisation. */
async function opposedOnPage(engagement: string): Promise<void> {
  const digest = 'digest.cdom03';
  await rig.given('digest', digest, { type: 'notice', audience: 'council', owner: 'cdom03', urgent: true });
  await rig.given('digest', digest, { type: 'fall-due', due: 'send' }, { kind: 'clock' });
  const page = linkIn(await rig.mail(is('council-waiting', 'cdom03@departement.example')));
  const html = await (await fetch(page)).text();
  expect(html).toContain('Accuser réception d’une lettre d’engagement');
  expect(html).toContain('aucun élément disciplinaire');
  expect((await fetch(`${page}/documents/${engagement}`)).headers.get('content-type')).toBe('application/pdf');
  expect((await fetch(`${page}/documents/elsewhere`)).status).toBe(404);
  const oppose = { 'opposition/doctors': `${engagement}.site-1` };
  expect(await rig.post(page, oppose)).toMatchObject({ status: 422, page: expect.stringContaining('Indiquez le motif') });
  const sent = await rig.post(page, { ...oppose, 'opposition/reason': 'continuity', 'opposition/text': 'Cabinet éloigné' });
  expect(sent).toMatchObject({ status: 200, page: expect.not.stringContaining(`${engagement}.site-1`) });
  const seen = (await rig.call('administrator', 'GET', `/engagements/${engagement}`)).body.cdom.sites['site-1'];
  expect(seen).toMatchObject({ status: 'opposed', opposition: { reason: 'continuity', text: 'Cabinet éloigné' } });
  expect(JSON.stringify(await engagementOf(engagement))).not.toContain('éloigné');
}

/** the letter is sent to the Ordre, and the task goes with its record. */
async function transmitted(engagement: string): Promise<void> {
  const path = `/engagements/${engagement}/contract-transmission`;
  expect(await post(path, { on: '2026-06-01', proof: 'AR 1A 235' })).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'before-signature', pointer: '/on' }] },
  });
  const { letterSignedOn } = await engagementOf(engagement);
  const on = dateIn(instant(String(letterSignedOn)), timeZone('Europe/Paris'));
  expect(await post(path, { on, proof: 'AR 1A 235' })).toMatchObject({ status: 200, body: { contract: { on } } });
  expect(await tasksOf(engagement)).toEqual([]);
}

/** who may not practise is suspended, and active again once reinstated. */
async function barred(engagement: string): Promise<void> {
  const becomes = (status: Engagement['status']) =>
    rig.eventually(`the engagement to be ${status}`, async () => (await engagementOf(engagement)).status === status);
  expect((await post('/people/doctor-1/striking-off')).status).toBe(200);
  await becomes('suspended');
  expect(await tasksOf(engagement)).toEqual(['engagement-suspended']);
  expect((await rig.mail(is('engagement-suspended', claire))).text).toContain('l’exercice ne vous étant plus permis');
  expect((await post('/people/doctor-1/reinstatement')).status).toBe(200);
  await becomes('active');
  expect(await tasksOf(engagement)).toEqual([]);
}

test('a call answered by link, a letter signed, an account confirmed and the Ordre’s agreement make an active engagement', async () => {
  const campaign = await launched();
  const engagement = await engaged(campaign);
  await signedBy(engagement);
  const creditor = await paid(engagement);
  const registration = linkIn(await rig.mail(is('cdom-asked', 'cdom03@departement.example', 'votre autorisation')));
  expect((await rig.post(registration, {})).status).toBe(422);
  expect((await rig.post(registration, { answer: 'authorise' })).status).toBe(200);
  const active = await rig.eventually('the engagement to be active', async () => {
    const now = await engagementOf(engagement);
    return now.status === 'active' ? now : null;
  });
  expect(active).toMatchObject({ creditor, cdom: { registration: { status: 'authorised' }, sites: { 'site-1': { status: 'asked' } } } });
  const receipt = await post(`/engagements/${engagement}/cdom`, {
    scope: 'site-1',
    answer: null,
    receivedOn: '2026-06-15',
    on: '2026-08-20',
    document: 'AR 1A 234',
  });
  expect(receipt).toMatchObject({ status: 200, body: { cdom: { sites: { 'site-1': { receivedOn: '2026-06-15' } } } } });

  const site = linkIn(await rig.mail(is('cdom-asked', 'cdom03@departement.example', 'R. 4127-85')));
  expect((await rig.post(site, { answer: 'authorise' })).status).toBe(200);
  const later = linkIn(await rig.mail(is('cdom-acknowledged', 'cdom03@departement.example', 'Lieu d’exercice')));
  expect((await rig.post(later, { answer: 'oppose' })).status).toBe(422);
  await opposedOnPage(engagement);
  await rig.mail(is('site-opposed', claire));
  expect(await tasksOf(engagement)).toEqual(['contract-to-transmit', 'contract-receipt']);
  await transmitted(engagement);
  await barred(engagement);

  const again = await post('/engagements', { doctor: 'doctor-1', programme: 'programme-1', convention: 'convention-1', sites: ['site-1'] });
  expect(again).toMatchObject({ status: 409, body: { errors: [{ code: 'already-engaged' }] } });
  const links = (await rig.mails()).filter(is('engagement-active', claire)).map(linkIn);
  expect(links).toHaveLength(2);
  expect((await rig.post(links[1] ?? '', { confirm: 'yes', reason: 'workload' })).status).toBe(200);
  await rig.mail(is('engagement-withdrawn', claire));
  expect(await engagementOf(engagement)).toMatchObject({ status: 'withdrawn', ending: { reason: 'workload' } });
  expect(await rig.context.db.read(rig.collectivity, firstBreak)).toBeNull();
  const journal = await rig.context.db.read(rig.collectivity, (tx) =>
    tx.selectFrom('journal').select('event').where('noun', 'in', ['campaign', 'engagement', 'creditor', 'signature-round']).execute(),
  );
  expect(JSON.stringify(journal)).not.toMatch(/Martin|medecin\.example|3000\s?6000\s?0112|•/); // the account, whole or masked
}, 60_000);
