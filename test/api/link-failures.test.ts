import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../api/app';
import { problem, ProblemError } from '../../api/problems';
import { typographyFaults } from '../../templates/typography';
import { rawRequest } from './raw-request';

const token = 'A'.repeat(43);
const secret = 'the relay’s password is s3cret';
let fails: Error = new Error(secret);
const logged: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  const db = {
    get kysely(): never {
      throw fails;
    },
  };
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
  server = createServer(createApp({ db, log, client: {}, publicUrl: 'http://127.0.0.1' } as never)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

type Page = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly allow: string | null;
  readonly retry: string | null;
};
async function page(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = ''): Promise<Page> {
  const { status, text, headers: got } = await rawRequest(url, { method, path, headers, body });
  return { status, type: got['content-type'] ?? '', text, allow: got.allow ?? null, retry: got['retry-after'] ?? null };
}

function expectPage({ type, text }: Page, title: string): void {
  expect(type).toBe('text/html; charset=utf-8');
  expect(text).toContain('<html lang="fr">');
  expect(text).toContain(`<h1>${title}</h1>`);
  expect(text).toContain('href="#contenu"');
  expect(text).not.toMatch(/s3cret|Error|urn:relais|at .*\.[jt]s/);
  expect(typographyFaults(text.replace(/<style>.*?<\/style>/s, '').replaceAll(/<[^>]+>/g, '\n'))).toEqual([]);
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a link that fails answers as a page, never as a document for programs', () => {
  test.each<[string, string, string, Readonly<Record<string, string>>, string, number, string]>([
    ['no link at all', 'GET', '/l', {}, '', 404, 'Lien inconnu'],
    ['a link that is none', 'GET', '/l/x', {}, '', 404, 'Lien inconnu'],
    ['an address beside a link', 'GET', '/l/x/y/z', {}, '', 404, 'Lien inconnu'],
    ['an address that cannot be read', 'GET', '/l/%ff', {}, '', 404, 'Lien inconnu'],
    ['an answer to a link that is none', 'POST', '/l/x', form, 'choice=sign', 404, 'Lien inconnu'],
    [
      'an answer that no form sends',
      'POST',
      `/l/${token}`,
      { 'content-type': 'application/json' },
      '{"choice":"sign"}',
      415,
      'Réponse illisible',
    ],
  ])('%s', async (_, method, path, headers, body, status, title) => {
    const said = await page(method, path, headers, body);
    expect(said.status).toBe(status);
    expectPage(said, title);
  });

  test.each([
    ['PUT', `/l/${token}`, 'GET, HEAD, POST'],
    ['DELETE', `/l/${token}`, 'GET, HEAD, POST'],
    ['POST', `/l/${token}/document`, 'GET, HEAD'],
    ['PUT', `/l/${token}/renewal`, 'GET, HEAD, POST'],
  ])('%s is not a way to use %s, and the answer names those there are', async (method, path, allow) => {
    const said = await page(method, path);
    expect([said.status, said.allow]).toEqual([405, allow]);
    expectPage(said, 'Cette adresse ne s’utilise pas ainsi');
  });

  test('a fault of ours is logged without the link, and tells its reader nothing but what to do', async () => {
    fails = new Error(secret);
    const said = await page('GET', `/l/${token}`);
    expect(said.status).toBe(500);
    expectPage(said, 'Une erreur s’est produite');
    expect(logged.join('')).toContain('link page failed');
    expect(logged.join('')).not.toContain(token);
  });

  test('when the answer cannot be taken now, nothing is lost in silence: 503, and when to try again', async () => {
    fails = new ProblemError(problem('unavailable'));
    const said = await page('POST', `/l/${token}`, form, 'choice=sign');
    expect([said.status, said.retry]).toEqual([503, '60']);
    expectPage(said, 'Service momentanément indisponible');
    expect(said.text).toContain('n’a pas été enregistrée');
  });

  test('a page that is asked for again after a renewal leads back to its link', async () => {
    const response = await fetch(`${url}/l/${token}/renewal`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([303, `http://127.0.0.1/l/${token}`]);
  });
});
