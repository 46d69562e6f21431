import { consolePages } from '../../api/console-pages';
import type { Role } from '../../domain/decision';
import { fictionalRpps } from '../../domain/identifiers';
import { sealMail } from '../../activities/sealed-mail';
import { secretHash } from '../../api/actor';
import { addUndelivered } from '../../store/next-actions';
import { startRig, type KeyRole, type Rig } from '../rig';
import { browser, entered, filled, neighbourKey, followed, personBody, upload, type Answer, type Browser } from './console-setting';

const roles = ['administrator', 'approver', 'accountant', 'auditor'] as const satisfies readonly KeyRole[];
let rig: Rig;
const keys: Record<string, string> = {};

async function keyFor(role: KeyRole, user: string): Promise<{ readonly id: string; readonly secret: string }> {
  const { body } = await rig.call('administrator', 'POST', `/collectivities/${rig.collectivity}/keys`, { key: { user, role } });
  return body.key;
}

beforeAll(async () => {
  rig = await startRig();
  for (const role of roles) keys[role] = (await keyFor(role, `console-${role}`)).secret;
}, 90_000);
afterAll(() => rig.stop());

const signedIn = (role: KeyRole): Promise<Browser> => entered(rig.url, keys[role] ?? '');

test('a key opens the console in its own collectivity; a wrong one says why beside the field, and nothing is seen without', async () => {
  const one = browser(rig.url);
  const closed = await one.get('/console/people');
  expect(closed.status).toBe(401);
  expect(closed.page).toContain('<input type="hidden" name="next" value="/console/people"');
  expect(closed.page).not.toContain('Menu principal');

  const refused = await one.post('/console/sign-in', new URLSearchParams({ key: `relais_00000000_${'a'.repeat(43)}`, next: '/console' }));
  expect(refused.status).toBe(401);
  expect(refused.page).toContain('Cette clé est inconnue, révoquée ou arrivée à son terme.');
  expect(refused.page).toContain('href="#cle"');
  const operator = await one.post('/console/sign-in', new URLSearchParams({ key: rig.operatorKey, next: '/console' }));
  expect([operator.status, operator.page.includes('Cette clé est celle de l’instance')]).toEqual([401, true]);

  const entered = await one.post(
    '/console/sign-in',
    new URLSearchParams({ key: ` ${keys['administrator']} `, next: 'https://evil.example' }),
  );
  expect(entered.headers.get('location')).toBe('/console');
  expect(entered.headers.get('set-cookie')).toMatch(/^relais-console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const board = await one.get('/console');
  expect(board.status).toBe(200);
  expect(board.page).toContain('Département de l’Exemple');
  expect(board.page).toContain('console-administrator (administration)');
  expect(board.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  const left = await one.post('/console/sign-out', filled(board.page, {}));
  expect(left.status).toBe(303);
  expect((await one.get('/console')).status).toBe(401);
});

test('a session ends after 30 minutes without use, after 8 hours whatever happens, and with its key', async () => {
  const one = await signedIn('auditor');
  const token = one.cookie().split('=')[1] ?? '';
  const hash = secretHash(token);
  const set = (changes: object): Promise<unknown> =>
    rig.context.db.operator((tx) => tx.updateTable('console_sessions').set(changes).where('token_hash', '=', hash).execute());
  const now = Date.now();
  expect((await one.get('/console')).status).toBe(200);
  const stored = await rig.context.db.operator((tx) => tx.selectFrom('console_sessions').select('token_hash').execute());
  expect(JSON.stringify(stored)).not.toContain(token);

  await set({ seen_at: now - 31 * 60_000 });
  expect((await one.get('/console')).status).toBe(401);
  await set({ seen_at: now - 29 * 60_000 });
  expect((await one.get('/console')).status).toBe(200);
  await set({ seen_at: now - 29 * 60_000 + 1000 });
  expect((await one.get('/console')).status).toBe(200); // using it has just made it young again
  await set({ seen_at: now, opened_at: now - 8 * 60 * 60_000 - 1000 });
  expect((await one.get('/console')).status).toBe(401);

  const key = await keyFor('auditor', 'short-lived');
  keys['short-lived'] = key.secret;
  const other = browser(rig.url);
  await other.post('/console/sign-in', new URLSearchParams({ key: key.secret, next: '/console' }));
  expect((await other.get('/console')).status).toBe(200);
  await rig.call('administrator', 'POST', `/collectivities/${rig.collectivity}/keys/${key.id}/revocation`, {});
  expect((await other.get('/console')).status).toBe(401);
});

test('a form from another site, from another session or without its token changes nothing', async () => {
  const one = await signedIn('administrator');
  const other = await signedIn('administrator');
  const page = (await one.get('/console/people/new')).page;
  const foreign = (await other.get('/console/people/new')).page;
  const fields = personBody({ rpps: fictionalRpps(1) });
  const sent = filled(page, fields);
  const before = (await rig.call('administrator', 'GET', '/people')).body.items.length;
  expect((await one.post('/console/people', sent, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await one.post('/console/people', sent, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await one.post('/console/people', filled(foreign, fields))).status).toBe(403);
  expect((await one.post('/console/people', new URLSearchParams(fields))).status).toBe(403);
  expect((await rig.call('administrator', 'GET', '/people')).body.items).toHaveLength(before);
});

test('an act is done by a form, once however often it is sent, and said on the page that follows', async () => {
  const one = await signedIn('administrator');
  const page = (await one.get('/console/people/new')).page;
  const sent = filled(page, personBody({ rpps: fictionalRpps(2) }));
  const [first, second] = await Promise.all([one.post('/console/people', sent), one.post('/console/people', sent)]);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  const file = await followed(one, first);
  expect(file.page).toContain('Le médecin est inscrit.');
  expect(file.page).toContain('Dr Odile Roux');
  expect((await one.get(first.headers.get('location') ?? '')).page).not.toContain('Le médecin est inscrit.');
  const known = (await rig.call('administrator', 'GET', '/people')).body.items.filter(
    ({ rpps }: { rpps: string }) => rpps === fictionalRpps(2),
  );
  expect(known).toHaveLength(1);

  const id = known[0].id;
  const certificate = {
    'certificate/kind': 'rcp',
    'certificate/from': '2026-01-01',
    'certificate/to': '2026-12-31',
    'certificate/document': 'RCP 42',
  };
  const added = await followed(one, await one.post(`/console/people/${id}/certificates`, filled(file.page, certificate)));
  expect(added.page).toContain('L’attestation est enregistrée.');
  expect(added.page).toContain('RCP 42');
});

test('a refusal is shown beside its field, linked from the head of the page, with what had been typed', async () => {
  const one = await signedIn('administrator');
  const page = (await one.get('/console/people/new')).page;
  const refused = await one.post('/console/people', filled(page, personBody({ rpps: '123', email: 'odile', givenName: '', practice: '' })));
  expect(refused.status).toBe(422);
  expect(refused.page).toContain('<title>Erreur');
  expect(refused.page).toMatch(/<a href="#person-person-givenName">Prénom\u00A0: Ce champ est obligatoire\.<\/a>/);
  expect(refused.page).toMatch(/<p class="fault" id="person-person-givenName-fault">Ce champ est obligatoire\.<\/p>/);
  expect(refused.page).toMatch(/id="person-person-givenName"[^>]*aria-describedby="person-person-givenName-fault"[^>]*aria-invalid/);
  expect(refused.page).toContain('Choisissez une réponse.');
  expect(refused.page).toMatch(/value="odile"/);

  const judged = await one.post('/console/people', filled(refused.page, personBody({ rpps: '123', email: 'odile' })));
  expect(judged.page).toMatch(/id="person-person-rpps-fault"/);
  expect(judged.page).toMatch(/id="person-person-email-fault"/);
  const stale = await one.post('/console/people/nobody/settings', filled(judged.page, personBody({ rpps: fictionalRpps(3) })));
  expect(stale.status).toBe(404);
});

test('a warning is passed with a reason, which the form asks for', async () => {
  const one = await signedIn('administrator');
  const person = (await rig.call('administrator', 'GET', '/people')).body.items.find(
    ({ rpps }: { rpps: string }) => rpps === fictionalRpps(2),
  );
  const page = (await one.get(`/console/people/${person.id}`)).page;
  const licence = {
    'certificate/kind': 'locum-licence',
    'certificate/from': '2026-09-01',
    'certificate/to': '2027-01-31',
    'certificate/document': 'Licence 7',
  };
  const path = `/console/people/${person.id}/certificates`;
  const warned = await one.post(path, filled(page, licence));
  expect(warned.status).toBe(422);
  expect(warned.page).toContain('15 novembre 2026');
  expect(warned.page).toContain('name="override" value="licence-beyond-november"');
  const bare = await one.post(path, filled(warned.page, { ...licence, override: 'licence-beyond-november' }));
  expect(bare.status).toBe(422);
  expect(bare.page).toContain('Indiquez le motif');
  const passed = await one.post(
    path,
    filled(bare.page, { ...licence, override: 'licence-beyond-november', 'override-reason': 'Prolongation accordée par le conseil' }),
  );
  expect((await followed(one, passed)).page).toContain('L’attestation est enregistrée.');
});

test('each role sees the pages and the acts that are its own, and no others', async () => {
  for (const role of roles) {
    const one = await signedIn(role);
    const board = (await one.get('/console')).page;
    for (const entry of consolePages) {
      const path = `/console${entry.path}`.replaceAll(/:\w+/g, 'unknown');
      const mayUse = (entry.roles as readonly Role[]).includes(role);
      // without its token a form that the role may send stops at the token, before anything is done
      const answer = entry.kind === 'post' ? await one.post(path, new URLSearchParams()) : await one.get(path);
      const barred = answer.page.includes('Cet acte n’est pas permis à votre rôle');
      expect([role, entry.kind, entry.path, barred]).toEqual([role, entry.kind, entry.path, !mayUse]);
      expect(answer.status).toBeLessThan(500);
      const listed = entry.kind === 'page' && entry.menu !== undefined ? board.includes(`>${entry.menu}</a>`) : mayUse;
      expect([role, entry.path, listed]).toEqual([role, entry.path, mayUse]);
    }
  }
  const auditor = await signedIn('auditor');
  const person = (await rig.call('administrator', 'GET', '/people')).body.items[0];
  const file = (await auditor.get(`/console/people/${person.id}`)).page;
  expect(file).not.toContain('Ajouter une attestation');
  expect(file).not.toContain(person.email);
});

test('one collectivity never sees another’s', async () => {
  const other = await neighbourKey(rig);
  const one = browser(rig.url);
  await one.post('/console/sign-in', new URLSearchParams({ key: other, next: '/console' }));
  const person = (await rig.call('administrator', 'GET', '/people')).body.items[0];
  expect((await one.get(`/console/people/${person.id}`)).status).toBe(404);
  expect((await one.get('/console/people')).page).toContain('Aucun médecin n’est encore inscrit.');
});

const columns = 'nom;prenom;rpps;email;telephone;specialite;exercice;departement_ordre';

test('R-57: an import is tried first, line by line, and nothing is kept before it is confirmed', async () => {
  const one = await signedIn('administrator');
  const page = (await one.get('/console/imports')).page;
  const count = async (): Promise<number> => (await rig.call('administrator', 'GET', '/people')).body.items.length;
  const before = await count();
  const wrong = `${columns}\nBesançon;Zoé;${fictionalRpps(4)};zoe@example.org;0601020304;généraliste;cabinet;03\nRoux;Max;12;max@example.org;0601020304;généraliste;cabinet;03`;
  const tried = await one.post('/console/imports/trial', upload(page, 'volunteers', wrong, 'latin1'));
  expect(tried.status).toBe(200);
  expect(tried.page).toMatch(/Essai.: rien n’a été enregistré/);
  expect(tried.page).toContain(`Besançon, Zoé, ${fictionalRpps(4)}`);
  expect(tried.page).toMatch(/rpps\u00a0: /);
  expect(tried.page).not.toContain('Importer ces');
  expect(await count()).toBe(before);

  const right = wrong.split('\n').slice(0, 2).join('\n');
  const good = await one.post('/console/imports/trial', upload(page, 'volunteers', right));
  expect(good.page).toContain('Importer cette ligne');
  expect(await count()).toBe(before);
  const csv = /name="csv" value="([^"]*)"/.exec(good.page)?.[1] ?? '';
  const form = new FormData();
  for (const [name, value] of filled(good.page, { kind: 'volunteers', csv })) form.append(name, value);
  const done = await followed(one, await one.post('/console/imports', form));
  expect(done.page).toContain('Le fichier est importé.');
  expect(await count()).toBe(before + 1);
  expect(done.page).toMatch(/>Médecins<[\s\S]*?>1<[\s\S]*?>console-administrator \(administration\)</);
  expect(done.page).not.toMatch(/<code>[a-z0-9-]*\d[a-z0-9-]*<\/code>/);

  const twice = await one.post('/console/imports/trial', upload(page, 'volunteers', right));
  expect(twice.page).not.toContain('Importer cette ligne');
  const nothing = await one.post('/console/imports/trial', filled(page, {}));
  expect(nothing.status).toBe(422);
  expect(nothing.page).toContain('Choisissez le contenu du fichier.');
});

test('a mail that could not be delivered is read with its links masked, and classed from the board with what was done', async () => {
  const one = await signedIn('administrator');
  const person = (await rig.call('administrator', 'GET', '/people')).body.items[0];
  const secret = 'S'.repeat(43);
  const bytes = Buffer.from(`Subject: Une question\r\nContent-Type: text/plain\r\n\r\nhttps://relais.example/l/${secret}\r\n`);
  const row = { collectivity: rig.collectivity, noun: 'person', dossier: person.id, id: 'c/m0', kind: 'question', ref: person.id };
  const sealed = sealMail(rig.context.keyring, row.id, { name: 'Dr Odile Roux', to: person.email, bytes });
  const rest = { command: 'c', n: 0, uid: null, sequence: null, method: null, message_id: '<c@relais.invalid>', left_at: null };
  await rig.context.db.transaction(rig.collectivity, async (tx) => {
    const created = { ...row, ...rest, sealed, status: 'refused', response: '550', created_at: '2026-09-01T06:00:00.000Z' };
    await tx.insertInto('outbox').values(created).execute();
    await addUndelivered(tx, row);
  });
  const list = (await one.get('/console/outbox?etat=refused')).page;
  expect(list).toMatch(/>Dr [^<]+ \(médecin\)</);
  const href = /\/console\/outbox\/\d+/.exec(list)?.[0] ?? '';
  const message = (await one.get(href)).page;
  expect(message).toContain(`/l/${'x'.repeat(43)}`);
  expect(message + (await one.get(`${href}/message.eml`)).page).not.toContain(secret);

  const board = (await one.get('/console')).page;
  const task = /name="task" value="([^"]*)"/.exec(board)?.[1] ?? '';
  const refused = await one.post('/console/tasks/settlement', filled(board, { task, reason: '' }));
  expect(refused.page).toMatch(/<details open>/);
  expect(refused.page).toContain('Ce champ est obligatoire.');
  const settled = await one.post('/console/tasks/settlement', filled(refused.page, { task, reason: 'Prévenue par téléphone' }));
  expect((await followed(one, settled)).page).not.toContain(task);
});

test('a key is created and shown once; the one who loses it is out', async () => {
  const one = await signedIn('administrator');
  const page = (await one.get('/console/keys')).page;
  const sent = filled(page, { 'key/user': 'paul', 'key/role': 'approver', 'key/expires': '' });
  const issued = await one.post('/console/keys', sent);
  const secret = /relais_\w+_[\w-]{43}/.exec(issued.page)?.[0] ?? '';
  expect(secret).not.toBe('');
  expect((await one.post('/console/keys', sent)).page).not.toContain(secret);
  const paul = browser(rig.url);
  expect((await paul.post('/console/sign-in', new URLSearchParams({ key: secret, next: '/console' }))).status).toBe(303);
  const id = secret.split('_')[1] ?? '';
  const list = (await one.get('/console/keys')).page;
  expect(list).not.toContain(secret);
  expect((await followed(one, await one.post(`/console/keys/${id}/revocation`, filled(list, {})))).page).toContain('La clé est révoquée');
  expect((await paul.get('/console')).status).toBe(401);
});

test('too many wrong keys from one address are told to wait', async () => {
  const one = browser(rig.url);
  const attempt = (): Promise<Answer> => one.post('/console/sign-in', new URLSearchParams({ key: 'wrong', next: '/console' }));
  let last = await attempt();
  for (let n = 0; n < 10 && last.status !== 429; n += 1) last = await attempt();
  expect(last.status).toBe(429);
  expect(last.headers.get('retry-after')).toBe('900');
});
