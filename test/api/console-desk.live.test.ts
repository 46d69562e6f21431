import { typographyFaults } from '../../templates/typography';
import { rehearsal, startRig, type Rig } from '../rig';
import { dossiersSetting } from './console-dossiers-setting';
import { entered, filled, followed, upload, type Answer, type Browser } from './console-setting';

let rig: Rig;
let desk: Browser;

beforeAll(async () => {
  rig = await startRig({ clock: rehearsal(7_200) });
  await dossiersSetting(rig);
  const { body } = await rig.call('administrator', 'POST', `/collectivities/${rig.collectivity}/keys`, {
    key: { user: 'claire', role: 'administrator' },
  });
  desk = await entered(rig.url, body.key.secret);
}, 120_000);
afterAll(() => rig.stop(), 60_000);

/** The tokens of the form that goes to that address, and the answers. */
function formOf(page: string, action: string, fields: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const start = page.indexOf(`action="${action}"`);
  if (start === -1) throw new Error(`no form for ${action}`);
  const form = page.slice(start, page.indexOf('</form>', start));
  const sent = new URLSearchParams();
  for (const [, name = '', value = ''] of form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) sent.append(name, value);
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) sent.append(name, each);
  return sent;
}
const sentTo = async (path: string, action: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Answer> =>
  desk.post(action, formOf((await desk.get(path)).page, action, fields));

const place = {
  'site/name': 'Maison de santé du Bocage',
  'site/type': 'msp',
  'site/address': '1 rue du Puits, 03160 Bourbon',
  'site/departement': '03',
  'site/territory': 'metropole',
  'site/zone': 'Europe/Paris',
  'site/rooms': '2',
  'site/opening': ['2/morning', '4/afternoon'],
  'site/hours/morning/start': '09:00',
  'site/hours/morning/end': '12:30',
  'site/hours/afternoon/start': '14:00',
  'site/hours/afternoon/end': '17:30',
  'site/contacts/0/name': 'Luc Morel',
  'site/contacts/0/email': 'luc@bocage.example',
  'site/contacts/0/phone': '04 70 00 00 01',
  'site/contacts/1/name': 'Ana Petit',
  'site/contacts/1/email': 'ana@bocage.example',
  'site/contacts/1/phone': '04 70 00 00 02',
};

test('R-45: a site is added and changed on its form; its contacts keep their keys', async () => {
  const { page } = await desk.get('/console/sites/new');
  const epci = /<select[^>]*name="site\/epci"[\s\S]*?<option value="(\d{9})"/.exec(page)?.[1] ?? '';
  const alone = await sentTo('/console/sites/new', '/console/sites', { ...place, 'site/epci': epci, 'site/contacts/1/email': 'ana' });
  expect(alone.status).toBe(422);
  expect(alone.page).toContain('site-site-contacts-1-email-fault');
  const added = await sentTo('/console/sites/new', '/console/sites', { ...place, 'site/epci': epci });
  const path = added.headers.get('location') ?? '';
  const read = await followed(desk, added);
  for (const said of ['Le lieu d’accueil est ajouté', 'Maison de santé du Bocage', 'mardi matin, jeudi après-midi', 'Ana Petit'])
    expect(read.page).toContain(said);
  const form = await desk.get(`${path}/settings`);
  expect(form.page).toContain('value="contact-1"');
  const changed = await followed(
    desk,
    await desk.post(
      `${path}/settings`,
      formOf(form.page, `${path}/settings`, { ...place, 'site/epci': epci, 'site/access/parking': 'Place de l’Église' }),
    ),
  );
  expect(changed.page).toContain('Place de l’Église');
  const { body } = await rig.call('administrator', 'GET', path.replace('/console', ''));
  expect(body.contacts.map(({ key }: { key: string }) => key)).toEqual(['contact-1', 'contact-2']);
}, 30_000);

test('a call shows whom it writes to, is sent once, and an answer by phone opens an engagement', async () => {
  const people = (await rig.call('administrator', 'GET', '/people')).body.items as readonly { id: string }[];
  const ids = people.map(({ id }) => id);
  const asked = { title: 'Appel du printemps', convention: 'convention-2', programme: 'programme-1', sites: 'site-1', volunteers: ids };
  const nobody = await sentTo('/console/campaigns/new', '/console/campaigns', { ...asked, volunteers: [] });
  expect(nobody.status).toBe(422);
  const shown = await sentTo('/console/campaigns/new', '/console/campaigns', asked);
  expect([shown.status, /Rien n’est encore fait/.test(shown.page), /1 courriel/.test(shown.page)]).toEqual([200, true, true]);
  const launched = await desk.post('/console/campaigns', formOf(shown.page, '/console/campaigns', {}));
  const path = launched.headers.get('location') ?? '';
  const read = await followed(desk, launched);
  expect(read.page).toContain('L’appel est lancé');
  expect(typographyFaults(read.page.replaceAll(/<[^>]+>/g, '\n'))).toEqual([]);
  const silent = await sentTo(path, `${path}/answers`, { volunteer: ids[0] ?? '', answer: 'yes' });
  expect(silent.status).toBe(422);
  const said = await followed(desk, await sentTo(path, `${path}/answers`, { volunteer: ids[0] ?? '', answer: 'yes', sites: 'site-1' }));
  expect(said.page).toContain('La réponse est enregistrée.');
  expect((await desk.get('/console/campaigns')).page).toContain('Appel du printemps');
  const opened = await sentTo('/console/engagements/new', '/console/engagements', {
    doctor: ids[1] ?? '',
    convention: 'convention-2',
    programme: 'programme-1',
    sites: 'site-1',
  });
  expect((await followed(desk, opened)).page).toContain('sa lettre part au médecin');
}, 30_000);

test('R-16, R-36: credits are noted year by year, in euros, with the vote that opens them', async () => {
  const path = '/console/conventions/convention-2';
  const { from } = (await rig.call('administrator', 'GET', '/conventions/convention-2')).body as { from: string };
  const at = `budgets/${from.slice(0, 4)}`;
  const typed = { [`${at}/mode`]: 'refuse', [`${at}/source`]: 'Budget primitif du 18 décembre', [`${at}/takenUntil`]: '' };
  const wrong = await sentTo(path, `${path}/budgets`, { ...typed, [`${at}/credits`]: 'beaucoup' });
  expect(wrong.page).toContain(`id="budgets-${at.replace('/', '-')}-credits-fault"`);
  const done = await followed(desk, await sentTo(path, `${path}/budgets`, { ...typed, [`${at}/credits`]: '45 000,50' }));
  expect(done.page).toContain('Les crédits sont enregistrés.');
  expect((await rig.call('administrator', 'GET', '/conventions/convention-2')).body.budgets).toMatchObject([
    { credits: 45_000_50, mode: 'refuse' },
  ]);
}, 30_000);

test('R-22, R-33: a convention signed outside is uploaded with its signatories; what comes too early is passed with a reason; denounced, its days after the end are listed', async () => {
  const path = '/console/conventions/convention-2';
  const { parties } = (await rig.call('administrator', 'GET', '/conventions/convention-2')).body as { parties: readonly { key: string }[] };
  const bytes = `%PDF-1.7\n${'x'.repeat(400)}\n%%EOF\n`;
  const sent = async (fields: Readonly<Record<string, string>>, pdf: string): Promise<Answer> => {
    const form = new FormData();
    for (const [name, value] of filled((await desk.get(path)).page, fields)) form.append(name, value);
    form.append('version', String((await rig.call('administrator', 'GET', '/conventions/convention-2')).body.version));
    form.append('file', new Blob([pdf], { type: 'application/pdf' }), 'convention.pdf');
    return desk.post(`${path}/outside-signature`, form);
  };
  const signatures = Object.fromEntries(
    parties.flatMap(({ key }, n) => [
      [`signatures/${n}/party`, key],
      [`signatures/${n}/name`, 'Jeanne Roy'],
      [`signatures/${n}/capacity`, 'Présidente'],
      [`signatures/${n}/on`, '20/08/2026'],
    ]),
  );
  expect((await sent(signatures, 'not a document')).page).toContain('outside-signature-file-fault');
  const early = await sent(signatures, bytes);
  expect(early.page).toContain('Passer outre');
  const done = await sent(
    { ...signatures, override: 'deliberation-not-enforceable', 'override-reason': 'Délibération reçue ce matin' },
    bytes,
  );
  expect((await followed(desk, done)).page).toContain('hors de Relais, enregistrée le');
  const denounced = await sentTo(path, `${path}/denunciation`, { party: parties[0]?.key ?? '', receivedOn: '01/09/2026' });
  expect((await followed(desk, denounced)).page).toContain('Aucune journée n’est prévue après la fin.');
}, 30_000);

test('the recap of a year says what it holds before it leaves; a year without any half-day is refused at its field', async () => {
  const path = '/console/engagements/engagement-1';
  const asked = async (year: string): Promise<Answer> =>
    desk.post(`${path}/recap`, formOf((await desk.get(path)).page, `${path}/withdrawal`, { year }));
  expect((await asked('2025')).status).toBe(422);
  expect((await asked('')).page).toContain('Ce champ est obligatoire.');
  const shown = await asked('2026');
  for (const said of ['Bilan de l’année 2026', 'Demi-journées attestées\u00A0: 2', 'Attestation de participation 2026', '1 courriel'])
    expect(shown.page).toContain(said);
  expect(typographyFaults(shown.page.replaceAll(/<[^>]+>/g, '\n'))).toEqual([]);
  const before = (await desk.get(path)).page;
  expect(before).not.toContain('attestation-participation-2026.pdf');
  const done = await followed(desk, await desk.post(`${path}/recap`, formOf(shown.page, `${path}/recap`, {})));
  expect(done.page).toContain('Le bilan part au médecin.');
  expect(done.page).toContain('attestation-participation-2026.pdf');
}, 30_000);

test('R-57: each template is a table that a trial reads without a fault of its own', async () => {
  const template = await desk.get('/console/imports/volunteers/modele.csv');
  expect(template.headers.get('content-disposition')).toBe('attachment; filename="modele-medecins.csv"');
  const form = upload((await desk.get('/console/imports')).page, 'volunteers', template.page);
  expect((await desk.post('/console/imports/trial', form)).page).toContain('Importer cette ligne');
  expect((await desk.get('/console/imports/letters/modele.csv')).status).toBe(404);
}, 30_000);

test('R-53: a task says who is waited for; a doctor is named to administrators alone', async () => {
  const owners = async (role: 'administrator' | 'auditor'): Promise<readonly string[]> =>
    (await rig.call(role, 'GET', '/tasks')).body.items.map(({ owner }: { owner: { name: string } }) => owner.name);
  expect((await owners('administrator')).filter((name) => name.startsWith('Dr '))).not.toEqual([]);
  const said = await owners('auditor');
  expect(said.filter((name) => name.startsWith('Dr '))).toEqual([]);
  expect(said).toContain('Médecin');
}, 30_000);

test('a month that cannot be read is kept as it was typed, with the form that is wanted', async () => {
  for (const path of ['/console/calendar', '/console/coverage']) {
    const { page } = await desk.get(`${path}?month=bient%C3%B4t`);
    expect(page).toContain('value="bientôt"');
    expect(page).toContain('«\u00a0bientôt\u00a0» n’est pas un mois. Écrivez le mois ainsi\u00a0: 09/2026, 2026-09 ou septembre 2026.');
    expect((await desk.get(`${path}?month=10%2F2026`)).page).toContain('value="octobre 2026"');
  }
});

const component = 'programme/components/0';
const programme = {
  'programme/label': 'Renfort du Bocage',
  'programme/from': '01/01/2027',
  'programme/caps/monthlyHard': '4',
  'programme/gates': ['engagement-letter', 'zone-listed'],
  'programme/certificates': 'rcp',
  [`${component}/label`]: 'Indemnité de présence',
  [`${component}/payer`]: 'collectivity',
  [`${component}/legalBasis`]: 'CGCT, art. L. 3211-1',
  [`${component}/imputation/chapter`]: '934',
  [`${component}/imputation/account`]: '65748',
  [`${component}/imputation/budgetCommitment`]: 'EJ-2027-1',
  [`${component}/rates/0/halfDay`]: '120,50',
  [`${component}/rates/0/from`]: '01/01/2027',
  [`${component}/rates/0/source`]: 'Délibération du 4 décembre 2026',
};
const partyOf = (n: number, organisation: string): Readonly<Record<string, string>> => ({
  [`terms/parties/${n}/organisation`]: organisation,
  [`terms/parties/${n}/role`]: 'signatory',
  [`terms/parties/${n}/signatory/name`]: 'Anne Petit',
  [`terms/parties/${n}/signatory/capacity`]: 'présidente',
  [`terms/parties/${n}/signatory/email`]: `partie${n}@example.org`,
  [`terms/parties/${n}/rank`]: String(n + 1),
});

test('R-01, R-03, R-07: a programme is made on its form, its rates in euros, and changed there; a convention then names it', async () => {
  const late = { ...programme, [`${component}/rates/0/from`]: '01/02/2027' };
  const refused = await sentTo('/console/programmes/new', '/console/programmes', late);
  expect([refused.status, /value="120,50"/.test(refused.page)]).toEqual([422, true]);
  expect(refused.page).toContain('id="programme-programme-components-0-rates-0-from-fault"');
  const made = await sentTo('/console/programmes/new', '/console/programmes', programme);
  const path = made.headers.get('location') ?? '';
  expect((await followed(desk, made)).page).toContain('Le dispositif est créé');
  const { body } = await rig.call('administrator', 'GET', path.replace('/console', ''));
  expect(body.components[0]).toMatchObject({ key: 'composante-1', rates: [{ halfDay: 120_50, to: null }] });
  const renamed = { ...programme, 'programme/label': 'Renfort du Bocage et du Val' };
  expect((await followed(desk, await sentTo(`${path}/settings`, `${path}/settings`, renamed))).page).toContain('Bocage et du Val');

  const id = path.split('/').at(-1) ?? '';
  const terms = { 'terms/title': 'Convention du Bocage', 'terms/programmes': id, 'terms/from': '01/01/2027', 'terms/to': '31/12/2028' };
  const convention = { ...terms, 'terms/noticeMonths': '3', ...partyOf(0, 'Conseil de l’Ordre'), ...partyOf(2, 'Département') };
  const bare = await sentTo('/console/conventions/new', '/console/conventions', convention);
  expect([bare.status, /id="convention-terms-epci-fault"/.test(bare.page), /value="Département"/.test(bare.page)]).toEqual([
    422,
    true,
    true,
  ]);
  const signed = { ...convention, 'terms/epci': '200071082' };
  const read = await followed(desk, await sentTo('/console/conventions/new', '/console/conventions', signed));
  for (const said of [
    'La convention est créée',
    'Convention du Bocage',
    'Bocage et du Val',
    'CA Montluçon Communauté',
    'Conseil de l’Ordre',
  ])
    expect(read.page).toContain(said);
  expect((await desk.get('/console')).page).not.toContain('Créer une convention');
}, 30_000);
