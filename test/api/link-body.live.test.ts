import { randomBytes } from 'node:crypto';
import { instant } from '../../domain/dates';
import { collectivityId } from '../../domain/ids';
import { linksWrite } from '../../store/links';
import { together } from '../../store/together';
import { typographyFaults } from '../../templates/typography';
import { describeOnDatabases } from '../databases';
import { first, issued } from '../domain/closing-builders';
import { apiRig, givenCollectivity, type ApiRig } from './api-rig';
import { rawRequest } from './raw-request';

type Said = { readonly status: number; readonly title: string; readonly words: string };

const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** What the accountant's page sends after « tous ». */
const order = (statements: number): string =>
  `act=acknowledge-all&paymentOrder=2026-118&on=2026-04-20${`&statements=${first}`.repeat(statements)}`;
/** What a council's page sends, a few answers among many lines that are left for later. */
const answers = (lines: number): string =>
  Array.from({ length: lines }, (_, n) => {
    const line = encodeURIComponent(`${randomBytes(16).toString('hex')}.cdom-answer.registration`);
    return ['reason', 'text', 'document', 'documentText'].map((field) => `${line}%2F${field}=${n % 50 === 0 ? 'x' : ''}`).join('&');
  }).join('&');

describeOnDatabases('the answer of a link’s page', (rig) => {
  let api: ApiRig;
  let link: string;
  beforeAll(async () => {
    api = await apiRig(rig.db);
    const { id: collectivity } = await givenCollectivity(api);
    const token = randomBytes(32).toString('base64url');
    const row = { collectivity, id: 'march', version: 1, status: 'issued', closed: false, next_due: null, body: JSON.stringify(issued) };
    const to = { collectivity, noun: 'month-closing', dossier: 'march', item: 'march', purpose: 'accountant-month', ref: 'comptable' };
    await rig.db.transaction(collectivityId(collectivity), async (tx) => {
      await tx.insertInto('month_closings').values(row).execute();
      await together(tx, [linksWrite(tx, [{ ...to, token, message: 'm-1', until: instant('2200-01-01T00:00:00.000Z') }])]);
    });
    link = `/l/${token}`;
  }, 60_000);
  afterAll(() => api.stop());

  const send = async (path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Said> => {
    const { status, text } = await rawRequest(api.url, { method: 'POST', path, headers, body });
    const words = text.replace(/<style>.*?<\/style>/s, '').replaceAll(/<[^>]+>/g, '\n');
    return { status, title: /<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? '', words };
  };

  test.each([
    ['the order for a month of 10 000 statements', order(10_000)],
    ['the answers to 5 000 requests that wait for a council', answers(5_000)],
  ])('may be as long as %s, and is read', async (_what, body) => {
    const { status, title } = await send(link, form, body);
    expect([status, title]).toEqual([422, 'Documents du mois de mars 2026']);
  });

  test.each([
    ['too long', form, `text=${'a'.repeat(2_100_000)}`, 413, 'Réponse trop longue'],
    ['of more fields than any page has', form, 'a=1&'.repeat(40_000), 413, 'Réponse trop longue'],
    ['in letters that nobody knows', { 'content-type': `${form['content-type']}; charset=x` }, 'a=b', 415, 'Réponse illisible'],
    ['packed in a way that nobody knows', { ...form, 'content-encoding': 'x' }, 'a=b', 415, 'Réponse illisible'],
    ['badly packed', { ...form, 'content-encoding': 'gzip' }, 'not packed', 400, 'Réponse illisible'],
  ])('that is %s is refused as a page that says so', async (_what, headers, body, status, title) => {
    const said = await send(link, headers, body);
    expect([said.status, said.title]).toEqual([status, title]);
    expect(typographyFaults(said.words)).toEqual([]);
  });

  test('is not read when the link is none, whatever it is', async () => {
    const { status, title } = await send(`/l/${randomBytes(32).toString('base64url')}`, form, order(30_000));
    expect([status, title]).toEqual([404, 'Lien inconnu']);
  });
});
