import { randomBytes } from 'node:crypto';
import type { Email } from 'postal-mime';
import { strFromU8, unzipSync } from 'fflate';
import { secretHash } from '../api/actor';
import { dateIn, timeZone } from '../domain/dates';
import { instantAt } from '../domain/clock';
import { yearRecap } from '../store/engagement-recap';
import { firstBreak } from '../store/journal';
import { iban } from '../bench/engine/effective';
import { moneySetting } from './money-setting';
import { kindOf, linkIn, recipientOf, rehearsal, startRig, type Answer, type Rig } from './rig';
import { pageTexts } from './templates/pdf/read-pdf';

let rig: Rig;
let secondApprover: string;
const clock = rehearsal();
beforeAll(async () => {
  rig = await startRig({ clock });
  await rig.context.db.transaction(rig.collectivity, (tx) =>
    moneySetting(tx, {
      collectivity: rig.collectivity,
      keyring: rig.context.keyring,
      days: [
        { id: 'day-1', doctor: 1, date: '2026-08-11', halves: ['morning', 'afternoon'] },
        { id: 'day-2', doctor: 1, date: '2026-08-25', halves: ['morning'] },
        { id: 'day-3', doctor: 2, date: '2026-08-20', halves: ['afternoon'], by: 'user:approver-1' },
        { id: 'day-4', doctor: 2, date: '2026-09-01', halves: ['morning'] },
      ],
    }),
  );
  const secret = randomBytes(32).toString('base64url');
  const id = randomBytes(8).toString('hex');
  secondApprover = `relais_${id}_${secret}`;
  await rig.given('collectivity', rig.collectivity, {
    type: 'issue-key',
    key: { id, hash: secretHash(secret), user: 'approver-2', role: 'approver', expires: null },
  });
}, 120_000);
afterAll(() => rig.stop(), 60_000);

const closing = (): string => `${rig.collectivity}.closing.2026-08`;
const is =
  (kind: string, to: string) =>
  (mail: Email): boolean =>
    kindOf(mail) === kind && recipientOf(mail) === to;
const text = (pdf: Buffer): string => pageTexts(pdf).join('\n');
const codes = ({ body }: Answer): readonly string[] => (body.errors ?? []).map(({ code }: { code: string }) => code);
const fetched = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());

async function approve(): Promise<number> {
  const draft = await rig.call('approver', 'GET', `/month-closings/${closing()}/draft`);
  const response = await fetch(`${rig.url}/month-closings/${closing()}/approval`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secondApprover}`,
      'content-type': 'application/json',
      'idempotency-key': randomBytes(8).toString('hex'),
    },
    body: JSON.stringify({ totals: draft.body.totals, digest: draft.body.digest }),
  });
  return response.status;
}
type Shown = {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly net: number;
  readonly replaces: string | null;
  readonly bankSnapshot: { readonly sealed?: string };
  readonly file: { readonly sha256: string | null };
};
const statements = async (): Promise<readonly [Shown, Shown, ...Shown[]]> =>
  (await rig.call('auditor', 'GET', `/month-closings/${closing()}/statements`)).body.items;
const reached = (status: string): Promise<unknown> =>
  rig.eventually(
    `a closing that is ${status}`,
    async () => (await rig.call('auditor', 'GET', `/month-closings/${closing()}`)).body.status === status,
  );

test('R-58, R-15: a month goes from its PROJET to numbered, sealed documents, approved by somebody who attested nothing', async () => {
  const announced = await rig.call('administrator', 'POST', '/month-closings', { month: '2026-08' });
  expect(announced).toMatchObject({ status: 201, body: { id: closing(), status: 'announced' } });
  expect(codes(await rig.call('administrator', 'POST', '/month-closings', { month: '2027-01' }))).toEqual(['month-future']);
  expect((await rig.call('administrator', 'POST', `/month-closings/${closing()}/draft`, {})).body).toMatchObject({ status: 'draft' });

  const { body: draft } = await rig.call('approver', 'GET', `/month-closings/${closing()}/draft`);
  expect(draft.totals).toEqual({ count: 2, netCents: 225_00, overpaymentCents: 0, informationCents: 400_00, held: 0 });
  expect(draft.differences).toEqual([
    { doctor: 'doctor-1', netCents: 162_50, beforeCents: 0, differenceCents: 162_50 },
    { doctor: 'doctor-2', netCents: 62_50, beforeCents: 0, differenceCents: 62_50 },
  ]);
  const seen = { totals: draft.totals, digest: draft.digest };
  expect(codes(await rig.call('approver', 'POST', `/month-closings/${closing()}/approval`, seen))).toEqual(['self-approval']);
  expect((await rig.call('administrator', 'POST', `/month-closings/${closing()}/approval`, seen)).status).toBe(403);
  expect(await approve()).toBe(200);
  await reached('published');

  const [one, two, ...others] = await statements();
  expect(others).toEqual([]);
  expect([one.number, two.number]).toEqual(['SPECIMEN-24-2026-EL-0001', 'SPECIMEN-24-2026-EL-0002']);
  expect([one, two].map(({ bankSnapshot }) => bankSnapshot.sealed)).toEqual([undefined, undefined]);
  const pdf = (await rig.call('accountant', 'GET', `/statements/${one.id}/pdf`)).body;
  expect(text(pdf)).toContain('162,50');
  expect(text(pdf)).toContain('Inès Petit');
  expect(text(pdf)).toContain('FR76 3000 6000 0112 3456 7890 189');
  expect(await rig.context.db.read(rig.collectivity, firstBreak)).toBeNull();
}, 60_000);

test('E-19: the accountant’s page takes one document in charge and rejects another, which a new number replaces', async () => {
  const link = linkIn(await rig.mail(is('statements-published', 'payeur@departement.example')));
  const [one, two] = await statements();
  const today = dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris'));
  const page = await (await fetch(link)).text();
  expect(page).toContain('2 documents attendent');

  expect((await rig.post(link, { act: 'acknowledge', statement: one.id, version: '1', paymentOrder: '', on: today })).page).toContain(
    'Ce champ est obligatoire.',
  );
  const paid = { act: 'acknowledge', statement: one.id, version: '1', paymentOrder: 'M-118', on: today };
  expect(await rig.post(link, paid)).toMatchObject({ status: 200 });
  expect(await rig.post(link, paid)).toMatchObject({ status: 200 });
  const lacks = { act: 'reject', statement: two.id, version: '1', kind: 'missing-piece', reason: 'La décision manque' };
  expect(await rig.post(link, lacks)).toMatchObject({ status: 200 });
  const file = Buffer.from('%PDF-1.7 décision').toString('base64');
  expect((await rig.call('administrator', 'POST', `/statements/${two.id}/pieces`, { piece: 'Décision', file })).body).toMatchObject({
    status: 'issued',
    number: two.number,
    pieces: [{ label: 'Décision' }],
  });
  await rig.mail(is('statement-completed', 'payeur@departement.example'));
  await rig.eventually('the piece on the accountant’s page', async () => {
    const [, piece = ''] = /href="([^"]+\/pieces\/[^"]+)"/.exec(await (await fetch(link)).text()) ?? [];
    return piece !== '' && (await fetched(piece)).toString('utf8') === '%PDF-1.7 décision';
  });
  const wrong = { act: 'reject', statement: two.id, version: '3', kind: 'wrong-content', reason: 'Compte erroné' };
  expect(await rig.post(link, wrong)).toMatchObject({ status: 200 });
  expect((await statements()).map(({ status }) => status)).toEqual(['acknowledged', 'rejected']);
  const tasks = (await rig.call('administrator', 'GET', '/tasks')).body.items;
  expect(tasks.map(({ nextStep }: { nextStep: string }) => nextStep)).toContain(
    `Remplacer l’état ${two.number}, rejeté\u00a0: Compte erroné`,
  );

  expect((await rig.call('administrator', 'POST', `/statements/${two.id}/replacement`, { reason: 'Compte erroné' })).body).toMatchObject({
    status: 'draft',
  });
  expect(await approve()).toBe(200);
  const renewed = await rig.eventually('a third number', async () =>
    (await statements()).find(({ number, file }) => number.endsWith('EL-0003') && file.sha256 !== null),
  );
  expect(renewed).toMatchObject({ replaces: two.number, net: 62_50 });
  await rig.eventually('the second to be replaced', async () => (await statements())[1].status === 'replaced');
  await reached('published');
  expect(text((await rig.call('accountant', 'GET', `/statements/${renewed.id}/pdf`)).body)).toContain(
    `Annule et remplace l’état n° ${two.number}`,
  );
}, 60_000);

test('R-20, R-48: PDF, table, archive, page and API say the same sums', async () => {
  const link = linkIn(await rig.mail(is('statements-published', 'payeur@departement.example')));
  const all = await statements();
  const table = (await fetched(`${link}/table.csv`)).toString('utf8');
  expect(table.startsWith('\ufeff')).toBe(true);
  const own = (await rig.call('accountant', 'GET', `/month-closings/${closing()}/table`)).body.toString('utf8');
  expect(table).toBe(own);
  const archive = unzipSync(await fetched(`${link}/archive.zip`));
  expect(Object.keys(archive).filter((name) => name.startsWith('ETAT_'))).toHaveLength(3);
  const { body: totals } = await rig.call('accountant', 'GET', `/month-closings/${closing()}/totals`);
  expect(totals).toMatchObject({ count: 2, netCents: 225_00, overpaymentCount: 0 });
  expect((await rig.call('accountant', 'GET', `/month-closings/${closing()}/statements`)).body.totals).toEqual(totals);
  expect(strFromU8(archive['index.csv'] ?? new Uint8Array())).toContain('"États liquidatifs, net à payer";;2;;225,00;;');
  expect(JSON.parse((await fetched(`${link}/table.json`)).toString('utf8')).totals).toMatchObject({ netCents: 225_00, dueCents: 225_00 });
  const workbook = unzipSync(await fetched(`${link}/table.xlsx`));
  expect(strFromU8(workbook['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toContain('<v>225.00</v>');
  const merged = await fetched(`${link}/statements.pdf`);
  expect(Buffer.compare(merged, (await rig.call('accountant', 'GET', `/month-closings/${closing()}/statements.pdf`)).body)).toBe(0);
  expect(text(merged)).toContain('225,00 €');
  expect(Object.keys(archive)).toEqual(expect.arrayContaining(['ETATS_222400012_2026-08.xlsx', 'ETATS_222400012_2026-08.json']));
  for (const { id, number, net, status } of all) {
    const lines = table
      .split('\r\n')
      .filter((line) => line.startsWith(`"${number}"`))
      .map((line) => line.split(';')[16] ?? '');
    const sum = lines.filter((cell) => cell !== '').reduce((total, cell) => total + Math.round(Number(cell.replace(',', '.')) * 100), 0);
    expect(sum).toBe(status === 'replaced' ? 0 : net); // what was replaced is not paid a second time
    const drawn = await fetched(`${link}/statements/${id}.pdf`);
    expect(text(drawn)).toContain(`${(net / 100).toFixed(2).replace('.', ',')} €`);
    expect(Buffer.compare(drawn, Buffer.from(archive[Object.keys(archive).find((name) => name.includes(number)) ?? ''] ?? []))).toBe(0);
  }
  expect((await fetch(`${link}/statements/${rig.collectivity}.statement.other.pdf`)).status).toBe(404);
}, 60_000);

test('R-47: every line opens what it rests on, in one call and in two clicks, and the link shows no other month', async () => {
  const link = linkIn(await rig.mail(is('statements-published', 'payeur@departement.example')));
  const [one] = await statements();
  const { body } = await rig.call('auditor', 'GET', `/statements/${one.id}/lines/1/evidence`);
  expect(body).toMatchObject({
    line: { rank: 1, kind: 'service', date: '2026-08-11', amountCents: 100_00, payer: 'collectivity' },
    convention: { deliberation: 'n° 2026-01/012 du 12 janvier 2026', enforceableOn: '2026-01-16', votedOn: '2026-01-12' },
    rule: {
      source: 'Délibération du 12 janvier 2026',
      rate: { from: '2025-09-01', to: '2026-08-14', halfDayCents: 50_00 },
      isCurrent: true,
    },
    presences: [
      { half: 'morning', stillAttested: true, attestedBy: [{ name: 'Dr Claire Martin' }, { name: 'Inès Petit' }] },
      { half: 'afternoon' },
    ],
  });
  expect((await rig.call('auditor', 'GET', `/statements/${one.id}/lines/9/evidence`)).status).toBe(404);
  const page = await (await fetch(link)).text();
  const [, line = ''] = /<a href="([^"]+\/lines\/1)">/.exec(page) ?? [];
  const pieces = await (await fetch(line)).text();
  for (const words of ['Pièces de la ligne 1', 'Inès Petit', 'exécutoire le 16 janvier 2026', 'Délibération du 12 janvier 2026'])
    expect(pieces).toContain(words);
  expect((await fetch(`${link}/statements/${one.id}/lines/9`)).status).toBe(404);
}, 60_000);

test('R-50: the doctor sees a copy without the account, and may say that it is wrong; the month ends with the last payment order', async () => {
  const link = linkIn(await rig.mail(is('statement-copy', 'doctor-1@medecin.example')));
  expect(await (await fetch(link)).text()).toContain('162,50');
  const copy = text(await fetched(`${link}/copie.pdf`));
  expect(copy).toContain('SPECIMEN-24-2026-EL-0001');
  expect(copy.replaceAll(' ', '')).not.toContain(iban);
  expect((await rig.post(link, { reason: '' })).status).toBe(422);
  expect((await rig.post(link, { reason: 'Il manque le 12 août' })).page).toContain('une réponse vous sera envoyée');
  await rig.mail((mail) => kindOf(mail) === 'statement-contested');
  const [one, two, three = two] = await statements();
  expect((await rig.call('administrator', 'POST', `/statements/${one.id}/contest-answer`, { reason: 'Journée non attestée' })).status).toBe(
    200,
  );
  await rig.mail(is('statement-contest-answered', 'doctor-1@medecin.example'));
  const today = dateIn(instantAt(clock, Date.now()), timeZone('Europe/Paris'));
  expect(
    (await rig.call('accountant', 'POST', `/statements/${three.id}/acknowledgement`, { paymentOrder: 'M-119', on: today })).status,
  ).toBe(200);
  await reached('settled');
  expect((await fetch(link)).status).toBe(200);
}, 60_000);

test('a doctor gets the recap of the year with a certificate of participation, which names no sum', async () => {
  const recap = '/engagements/engagement-1/recap';
  expect((await rig.call('accountant', 'POST', recap, { year: 2026 })).status).toBe(403);
  expect(await rig.call('administrator', 'POST', recap, { year: 2025 })).toMatchObject({ body: { errors: [{ code: 'nothing-held' }] } });
  expect((await rig.call('administrator', 'POST', recap, { year: 2026 })).status).toBe(200);
  const mail = await rig.mail(is('yearly-recap', 'doctor-1@medecin.example'));
  expect(mail.text?.replaceAll(/\s/g, ' ')).toMatch(/3 demi-journées de consultation.+162,50 €/);
  const link = linkIn(mail);
  expect(await (await fetch(link)).text()).toContain('Votre attestation de participation');
  const certificate = text(await fetched(`${link}/document`));
  for (const words of ['Attestation de participation', '3 demi-journées', 'SPÉCIMEN']) expect(certificate).toContain(words);
  expect(certificate).not.toContain('€');
  expect((await rig.call('administrator', 'POST', recap, { year: 2026 })).status).toBe(200);
  const { certificates } = await rig.context.db.read(rig.collectivity, (tx) => yearRecap(tx, 'engagement-1', 'doctor-1', 2026));
  expect(certificates).toBe(2); // what tells the next certificate from these, also where a rehearsal stands still
}, 60_000);
