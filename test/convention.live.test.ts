import { createHash } from 'node:crypto';
import type { Email } from 'postal-mime';
import { instantAt } from '../domain/clock';
import type { Convention } from '../domain/convention';
import { dateIn, plusDays, timeZone } from '../domain/dates';
import type { Round } from '../domain/signature-round';
import { firstBreak } from '../store/journal';
import { digestGroups } from '../templates/signing';
import { aProgramme, aZone } from './domain/reference-data';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Answer, type Rig } from './rig';
import { pageTexts } from './templates/pdf/read-pdf';

let rig: Rig;
const clock = rehearsal();
const today = () => dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris'));
beforeAll(async () => {
  rig = await startRig({ clock });
  await setting(rig);
}, 120_000);
afterAll(() => rig.stop(), 60_000);

/** One listed EPCI and one programme. */
async function setting({ given }: Rig): Promise<void> {
  const { status: _, listedTo: __, ...zone } = aZone();
  const done = [
    await given('zone', 'zone-1', { type: 'list', zone }),
    await given('programme', 'programme-1', { type: 'set', programme: aProgramme() }),
  ];
  expect(done.flatMap(({ refusals }) => refusals)).toEqual([]);
}

const party = (key: string, rank: number) => ({
  key,
  rank,
  role: 'signatory',
  organisation: `Organisme ${key}`,
  signatory: { name: `Signataire ${key}`, capacity: 'Présidente', email: `${key}@parties.example` },
});
const terms = (change: object = {}) => ({
  title: 'Convention pour l’accès aux soins',
  parties: [party('cdom', 1), party('departement', 2)],
  programmes: ['programme-1'],
  epci: ['200071082'],
  from: '2026-09-01',
  to: '2028-12-31',
  noticeMonths: 3,
  ...change,
});
const is =
  (kind: string, to: string) =>
  (mail: Email): boolean =>
    kindOf(mail) === kind && recipientOf(mail) === `${to}@parties.example`;
const post = (path: string, body: object = {}): Promise<Answer> => rig.call('administrator', 'POST', path, body);
const codes = ({ body }: Answer): readonly string[] => body.errors.map(({ code }: { code: string }) => code);
const asked = (kind: string, to: string, title: string): Promise<Email> =>
  rig.mail((mail) => is(kind, to)(mail) && (mail.text ?? '').includes(title));

async function enforceable(change: object): Promise<string> {
  const created = await post('/conventions', { terms: terms(change) });
  expect(created).toMatchObject({ status: 201, body: { status: 'draft', number: expect.stringMatching(/^SPECIMEN-CONV-2026-\d{4}$/) } });
  const path = `/conventions/${created.body.id}`;
  const early = await post(`${path}/signature`);
  expect(early).toMatchObject({ status: 409, body: { errors: [{ code: 'deliberation-not-enforceable', overridable: true }] } });
  expect(await post(`${path}/deliberation`, { reference: '2026-07-12', votedOn: '2026-07-10' })).toMatchObject({
    status: 200,
    body: { status: 'voted' },
  });
  expect(codes(await post(`${path}/signature`))).toEqual(['deliberation-not-enforceable']);
  const formalities = { transmittedOn: '2026-07-15', publishedOn: '2026-07-20' };
  expect(await post(`${path}/enforceability`, formalities)).toMatchObject({
    status: 200,
    body: { status: 'enforceable', deliberation: { enforceableOn: '2026-07-20' } },
  });
  return created.body.id;
}

const conventionOf = async (id: string): Promise<Convention> => (await rig.call('administrator', 'GET', `/conventions/${id}`)).body;

test('R-21, R-22: refused before its deliberation is enforceable, signed by its parties in their order, in force on its effect date', async () => {
  const from = plusDays(today(), 6);
  const title = 'Convention des Combrailles';
  const id = await enforceable({ title, from });
  expect(await post(`/conventions/${id}/signature`)).toMatchObject({ status: 200, body: { status: 'signing' } });

  const first = linkIn(await asked('signature-asked', 'cdom', title));
  const page = await (await fetch(first)).text();
  const { digest, round } = await conventionOf(id);
  expect(page).toContain(title);
  expect(page).toContain('Présidente, Organisme cdom');
  expect(page).toContain('signature simple');
  expect(page).toContain(digestGroups(digest ?? ''));
  expect(page).not.toContain('checked');

  const href = /href="([^"]+\/document)"/.exec(page)?.[1] ?? '';
  const pdf = await fetch(new URL(href, first));
  const bytes = Buffer.from(await pdf.arrayBuffer());
  expect([pdf.status, pdf.headers.get('content-type'), pdf.headers.get('x-content-type-options')]).toEqual([
    200,
    'application/pdf',
    'nosniff',
  ]);
  expect(pdf.headers.get('content-disposition')).toMatch(/^inline; filename="convention-SPECIMEN-CONV-2026-\d{4}\.pdf"$/);
  const words = pageTexts(bytes).join(' ');
  expect(words).toContain(title);
  expect(words).toContain(digest);
  expect(words).toContain('En attente de signature');

  expect((await rig.mails()).some(is('signature-asked', 'departement'))).toBe(false);
  expect((await rig.post(first, {})).status).toBe(422);
  expect(await rig.post(first, { choice: 'sign' })).toMatchObject({ status: 200 });
  expect(await rig.post(linkIn(await asked('signature-asked', 'departement', title)), { choice: 'sign' })).toMatchObject({ status: 200 });

  const copy = linkIn(await asked('signature-complete', 'cdom', title));
  expect(await (await fetch(copy)).text()).not.toContain('<form');
  await rig.eventually('the signed copy', async () => (await fetch(`${copy}/document`)).status === 200);
  await asked('convention-in-force', 'departement', title);
  const whole = await conventionOf(id);
  expect(whole).toMatchObject({ status: 'in-force', signed: [{ party: 'cdom' }, { party: 'departement' }] });
  expect(today() >= from).toBe(true);
  const { body: seen }: { body: Round } = await rig.call('administrator', 'GET', `/signature-rounds/${round}`);
  expect(seen).toMatchObject({ status: 'complete', level: 'simple', signatures: [{ digest }, { digest }] });

  const { body: kept } = await rig.call('accountant', 'GET', `/conventions/${id}/documents`);
  expect(kept.items).toMatchObject([
    { kind: 'convention', id: `${round}.signed` },
    { kind: 'convention', id: `${round}.text` },
  ]);
  for (const { id: document, sha256 } of kept.items) {
    const { status, headers, body } = await rig.call('auditor', 'GET', `/documents/${document}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\x21-\x7e]+\.pdf"$/);
    expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
    const text = pageTexts(body).join(' ');
    expect([text.includes('Signature simple, le'), text.includes('En attente de signature')]).toEqual(
      document.endsWith('.signed') ? [true, false] : [false, true],
    );
  }
  expect(await rig.context.db.read(rig.collectivity, firstBreak)).toBeNull();
}, 60_000);

test('E-26: a refusal with its reason comes back as a task; names are shown to administrators only', async () => {
  const title = 'Convention refusée';
  const id = await enforceable({ title });
  expect((await post(`/conventions/${id}/signature`)).status).toBe(200);
  const link = linkIn(await asked('signature-asked', 'cdom', title));
  expect((await rig.post(link, { choice: 'refuse' })).status).toBe(422);
  expect(await rig.post(link, { choice: 'refuse', reason: 'board' })).toMatchObject({ status: 200 });
  const tasks = await rig.eventually('the task', async () => {
    const { items } = (await rig.call('administrator', 'GET', '/tasks')).body;
    return items.find(({ dossier, what }: { dossier: string; what: string }) => dossier === id && what === 'convention-refused');
  });
  expect(tasks.nextStep).toContain('Notre assemblée doit d’abord délibérer');
  const { round } = await conventionOf(id);
  expect(JSON.stringify((await rig.call('auditor', 'GET', `/conventions/${id}`)).body)).not.toMatch(/Signataire|parties\.example/);
  expect(JSON.stringify((await rig.call('auditor', 'GET', `/signature-rounds/${round}`)).body)).not.toMatch(/Signataire|parties\.example/);
}, 60_000);

test('R-21, R-22: signed outside, its PDF is kept byte for byte, shown with its SHA-256, and it comes into force on its effect date', async () => {
  const title = 'Convention du parapheur';
  const from = plusDays(today(), 4);
  const id = await enforceable({ title, from });
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000_000, 'x'), Buffer.from('\n%%EOF\n')]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const signatures = ['cdom', 'departement'].map((party) => ({
    party,
    name: `Signataire ${party}`,
    capacity: 'Présidente',
    on: '2026-08-20',
  }));
  const path = `/conventions/${id}/outside-signature`;
  const file = bytes.toString('base64');
  for (const wrong of ['bm90IGEgcGRm', `${file}!`, Buffer.from('%PDF-1.7 cut').toString('base64')])
    expect(codes(await post(path, { file: wrong, signatures }))).toEqual(['file-not-pdf']);
  expect(codes(await post(path, { file, signatures: signatures.slice(1) }))).toEqual(['signature-missing']);
  expect(await post(path, { file, signatures })).toMatchObject({
    status: 200,
    body: { status: 'signed', outside: { sha256, size: bytes.length, signatures } },
  });
  expect(JSON.stringify((await rig.call('auditor', 'GET', `/conventions/${id}`)).body)).not.toContain('Signataire');
  const kept = await rig.eventually('the file in the register', async () => {
    const { items } = (await rig.call('auditor', 'GET', `/conventions/${id}/documents`)).body;
    return items[0]?.sha256 === sha256 ? items : null;
  });
  expect(kept).toMatchObject([{ kind: 'signed-outside', name: expect.stringMatching(/-signee-hors-de-relais\.pdf$/), size: bytes.length }]);
  expect(bytes.equals((await rig.call('auditor', 'GET', kept[0].href)).body)).toBe(true);
  expect((await asked('convention-signed-outside', 'cdom', title)).text).toContain('hors de Relais');
  expect((await asked('convention-in-force', 'departement', title)).text).toContain('hors de Relais');
  expect(await conventionOf(id)).toMatchObject({ status: 'in-force' });
}, 60_000);

test('a document that nobody kept, or another link’s, is not to be found', async () => {
  expect((await rig.call('auditor', 'GET', '/documents/nowhere')).status).toBe(404);
  expect((await rig.call('auditor', 'GET', '/conventions/nowhere/documents')).status).toBe(404);
  expect((await fetch(`${rig.url}/l/${'a'.repeat(43)}/document`)).status).toBe(404);
});
