import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { consolePages } from '../../api/console-pages';
import type { Problem } from '../../api/problems';
import { instant } from '../../domain/dates';
import { collectivityId } from '../../domain/ids';
import { projectRoot } from '../../runtime/config';
import { linksWrite } from '../../store/links';
import { together } from '../../store/together';
import { typographyFaults } from '../../templates/typography';
import { apiRig, givenCollectivity, type ApiRig } from '../api/api-rig';
import { entered } from '../api/console-setting';
import { person, volunteerLine, volunteersHeader, zone } from '../api/reference-bodies';
import { describeOnDatabases } from '../databases';
import { issued } from '../domain/closing-builders';
import { hostileTexts } from './texts';

/** What the console reads of a question, wherever it does. */
const consoleFolder = join(projectRoot(), 'api', 'console');
const questions = new Set(
  readdirSync(consoleFolder).flatMap((name) =>
    [...readFileSync(join(consoleFolder, name), 'utf8').matchAll(/query\['(\w+)'\]/g)].map(([, asked = '']) => asked),
  ),
);

type Said = { readonly status: number; readonly type: string; readonly text: string };

describeOnDatabases('hostile requests', (rig) => {
  let api: ApiRig;
  let admin: string;
  let collectivity: string;
  beforeAll(async () => {
    api = await apiRig(rig.db);
    ({ id: collectivity, admin } = await givenCollectivity(api));
  }, 60_000);
  afterAll(() => api.stop());

  /** As it is written: a client would mend a path or a header before it leaves. */
  const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: Uint8Array | string): Promise<Said> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      const sent = request(
        { agent: false, hostname, port, method, path, headers: { authorization: `Bearer ${admin}`, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const json = { 'content-type': 'application/json', 'idempotency-key': 'k' };
  const problemOf = ({ type, text }: Said): Problem => {
    expect(type).toMatch(/^application\/problem\+json/);
    const problem: Problem = JSON.parse(text);
    expect([problem.title, problem.detail ?? '', ...(problem.errors ?? []).map(({ detail }) => detail)].flatMap(typographyFaults)).toEqual(
      [],
    );
    return problem;
  };
  /** The page of a month for the accountant, as a mail would lead to it. */
  const givenMonthLink = async (): Promise<string> => {
    const token = randomBytes(32).toString('base64url');
    const month = `closing-${token.replaceAll(/[^a-z]/g, '')}`;
    const row = { collectivity, id: month, version: 1, status: 'issued', closed: false, next_due: null, body: JSON.stringify(issued) };
    const to = { collectivity, noun: 'month-closing', dossier: month, item: month, purpose: 'accountant-month', ref: 'comptable' };
    await rig.db.transaction(collectivityId(collectivity), async (tx) => {
      await tx.insertInto('month_closings').values(row).execute();
      await together(tx, [linksWrite(tx, [{ ...to, token, message: 'm-1', until: instant('2200-01-01T00:00:00.000Z') }])]);
    });
    return `/l/${token}`;
  };
  const count = async (table: 'people' | 'zones' | 'journal'): Promise<number> =>
    (await rig.db.operator((tx) => tx.selectFrom(table).select('collectivity').execute())).length;

  test.each(['people', 'zones', 'sites', 'conventions', 'statements', 'commands', 'documents'])(
    'an address or a question about %s that no person would write is refused, and is never a fault of ours',
    async (noun) => {
      const words = [
        '%00',
        '%0d%0aSet-Cookie:%20a=b',
        '%ED%A0%80',
        '%E0%A4%A',
        '..%2f..%2fetc%2fpasswd',
        '%27%20OR%201=1--',
        'x'.repeat(6_000),
        '%F0%9F%92%A9',
        '__proto__',
      ];
      for (const word of words)
        for (const path of [
          `/${noun}/${word}`,
          `/${noun}?status=${word}`,
          `/${noun}?after=${word}`,
          `/${noun}?${word}=1`,
          `/${noun}?status=active&status=${word}`,
        ]) {
          const said = await send('GET', path);
          expect([path.slice(0, 80), said.status >= 400 && said.status < 500]).toEqual([path.slice(0, 80), true]);
          problemOf(said);
        }
    },
    60_000,
  );

  test('a zero with a sign is a zero', async () => {
    const body = '{"budgets":[{"year":2026,"credits":-0,"mode":"warn","source":"BP 2026","takenUntil":null}]}';
    const said = await send('POST', '/conventions/c-1/budgets', json, body);
    expect(said.status).toBeGreaterThanOrEqual(400);
    expect(said.status).toBeLessThan(500);
    problemOf(said);
  });

  test('a header that nobody writes is refused before anything is done', async () => {
    const before = await count('zones');
    const body = JSON.stringify({ zone });
    const odd: readonly (readonly [Readonly<Record<string, string>>, number])[] = [
      [{ ...json, 'idempotency-key': 'x'.repeat(8_000) }, 400],
      [{ ...json, 'idempotency-key': 'clé' }, 400],
      [{ ...json, 'idempotency-key': '' }, 400],
      [{ ...json, 'if-match': '"1", "2"' }, 400],
      [{ ...json, 'content-encoding': 'br;q=x' }, 415],
      [{ ...json, 'content-type': 'application/json; charset=klingon' }, 415],
      [{ ...json, 'content-type': 'text/csv' }, 415],
      [{ ...json, authorization: `Bearer ${'x'.repeat(8_000)}` }, 401],
      [{ ...json, authorization: 'Basic ODox' }, 401],
    ];
    for (const [headers, status] of odd) {
      const said = await send('POST', '/zones', headers, body);
      expect([headers, said.status]).toEqual([headers, status]);
      problemOf(said);
    }
    expect((await send('POST', '/zones', { ...json, cookie: 'x'.repeat(20_000) }, body)).status).toBe(431);
    expect(await count('zones')).toBe(before);
  });

  test('ten megabytes, a pit of brackets and names that objects are born with are refused, and leave nothing', async () => {
    const before = [await count('people'), await count('journal')];
    const big = await send('POST', '/people', json, Buffer.alloc(10_000_000, 0x20));
    expect([big.status, problemOf(big).title]).toEqual([413, 'Le corps de la demande est trop volumineux']);
    for (const body of ['['.repeat(900_000), `${'['.repeat(500_000)}${']'.repeat(500_000)}`, '{"a":'.repeat(200_000)]) {
      const said = await send('POST', '/people', json, body);
      expect([400, 422]).toContain(said.status);
      problemOf(said);
    }
    const born = problemOf(
      await send('POST', '/people', json, '{"person":{},"__proto__":{"role":"operator"},"constructor":{"prototype":{}}}'),
    );
    expect((born.errors ?? []).map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/constructor', '/person/familyName']));
    expect([await count('people'), await count('journal')]).toEqual(before);
  });

  test('a body that says to be compressed and is not, or that grows beyond its limit, is refused', async () => {
    const compressed = { ...json, 'content-encoding': 'gzip' };
    expect((await send('POST', '/zones', compressed, 'not compressed')).status).toBe(400);
    expect((await send('POST', '/zones', compressed, gzipSync(Buffer.alloc(50_000_000, 0x20)))).status).toBe(413);
    expect((await send('POST', '/zones', compressed, gzipSync(JSON.stringify({ zone: {} })))).status).toBe(422);
  });

  test('a link gives a document that nobody could name as one that it does not know', async () => {
    const link = await givenMonthLink();
    expect((await send('GET', link)).status).toBe(200);
    const words = ['%00', '%ED%A0%80', '__proto__', 'constructor', 'x'.repeat(4_000)];
    const paths = words.flatMap((word) => [word, `pieces/${word}`, `statements/${word}.pdf`, `statements/${word}/lines/1`]);
    for (const path of paths) {
      const said = await send('GET', `${link}/${path}`);
      expect([path.slice(0, 40), said.status, said.type]).toEqual([path.slice(0, 40), 404, expect.stringMatching(/^text\/html/)]);
    }
  });

  test('a field that nobody asked for is named among the faults of a link’s page, whatever its name', async () => {
    const link = await givenMonthLink();
    for (const name of ['constructor', '__proto__', 'statement=x&constructor']) {
      const said = await send('POST', link, { 'content-type': 'application/x-www-form-urlencoded' }, `${name}=%00`);
      expect([name, said.status]).toEqual([name, 422]);
    }
  });

  test('the console answers a hostile address as one where nothing is', async () => {
    const one = await entered(api.url, admin);
    const faulty: string[] = [];
    expect([...questions]).toEqual(expect.arrayContaining(['avant', 'etat', 'modele', 'month', 'nom', 'site']));
    for (const { path } of consolePages.filter(({ kind }) => kind === 'page'))
      for (const word of ['%00', '%ED%A0%80', 'constructor', 'x'.repeat(4_000)]) {
        const at = path.includes(':')
          ? path.replaceAll(/:[a-zA-Z]+/g, word)
          : `${path}?${[...questions].map((name) => `${name}=${word}`).join('&')}`;
        const { status } = await one.get(`/console${at}`);
        if (status >= 500) faulty.push(`${at.slice(0, 60)} ${status}`);
      }
    expect(faulty).toEqual([]);
  }, 60_000);

  test('a zip in the place of a PDF is refused by name of its field', async () => {
    const zip = Buffer.from(zipSync({ 'facture.pdf': new Uint8Array(2_000) })).toString('base64');
    const signatures = [{ party: 'cdom', name: 'Claire', capacity: 'présidente', on: '2026-09-01' }];
    const said = await send('POST', '/conventions/c-1/outside-signature', json, JSON.stringify({ file: zip, signatures }));
    expect(said.status).toBe(422);
    expect(problemOf(said).errors).toMatchObject([{ pointer: '/file', code: 'file-not-pdf' }]);
  });

  const imported = async (csv: string): Promise<{ readonly status: number; readonly problem: Problem | null; readonly ms: number }> => {
    const started = performance.now();
    const said = await send(
      'POST',
      '/data-imports',
      { ...json, 'idempotency-key': `i${started}` },
      JSON.stringify({ kind: 'volunteers', csv }),
    );
    return { status: said.status, problem: said.status >= 400 ? problemOf(said) : null, ms: performance.now() - started };
  };

  test('R-57: a zip, a picture or one line without end in the place of a table is refused, and says why', async () => {
    const before = await count('people');
    const zip = Buffer.from(zipSync({ 'medecins.csv': new Uint8Array(2_000).fill(65) })).toString('latin1');
    const png = '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR;;';
    for (const csv of [zip, png, Buffer.from(zip, 'latin1').toString('utf8'), 'x'.repeat(1_000_000)]) {
      const { status, problem } = await imported(csv);
      expect(status).toBe(422);
      expect(problem?.errors?.[0]).toMatchObject({
        pointer: expect.stringMatching(/^\/lines\/\d+/),
        code: expect.stringMatching(/encoding-broken|separator-missing|column/),
      });
    }
    expect(await count('people')).toBe(before);
  });

  test('R-57: a table of 100 000 lines is refused in seconds, by its size or by its first lines', async () => {
    const before = await count('people');
    const whole = await imported([volunteersHeader, ...Array.from({ length: 100_000 }, (_, n) => volunteerLine(n % 99_999))].join('\n'));
    expect([whole.status, whole.problem?.errors?.[0]?.pointer ?? whole.problem?.title]).toEqual([
      413,
      'Le corps de la demande est trop volumineux',
    ]);
    const short = await imported([volunteersHeader, ...Array.from({ length: 100_000 }, () => 'a;b;c')].join('\n'));
    expect(short.status).toBe(422);
    expect(short.problem?.errors?.length).toBeLessThanOrEqual(500);
    expect(short.ms).toBeLessThan(15_000);
    expect(await count('people')).toBe(before);
  }, 60_000);

  test.each(hostileTexts)('R-57: $name in a cell is refused at its line, or kept as it can be read', async ({ text, refused }) => {
    const before = await count('people');
    const cells = [`"${text.replaceAll('"', '""')}"`, ...volunteerLine(7).split(';').slice(1)];
    const { status, problem } = await imported(`${volunteersHeader}\n${cells.join(';')}`);
    const at = problem?.errors?.map(({ pointer = '' }) => pointer) ?? ['/lines/2'];
    expect(at.filter((pointer) => !pointer.startsWith('/lines/2'))).toEqual([]);
    expect(refused ? status : 422).toBe(422);
    expect(await count('people')).toBe(status === 422 ? before : before + 1);
  });

  test.each(hostileTexts.filter(({ refused }) => !refused))(
    '$name as a name is refused in its field, or answered as it was kept',
    async ({ text }) => {
      const said = await send(
        'POST',
        '/people',
        { ...json, 'idempotency-key': `p${performance.now()}` },
        JSON.stringify({ person: { ...person, familyName: text } }),
      );
      const kept = said.status === 201 ? JSON.parse(said.text).familyName : null;
      const named = said.status === 201 ? [] : (problemOf(said).errors ?? []).filter(({ pointer = '' }) => pointer.startsWith('/person/'));
      expect(kept ?? named.length > 0).toEqual(kept === null ? true : text.replaceAll(/[\u200b\u2060\ufeff]/g, '').trim());
    },
  );
});
