import { differenceOf, roughLine } from '../../../season/chaos/rough-line';
import type { Exchange } from '../../../season/line';

const json = (status: number, body: object): Exchange => ({ status, type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) });
const html = (status: number, title: string): Exchange => ({
  status,
  type: 'text/html; charset=utf-8',
  bytes: Buffer.from(`<h1>${title}</h1><p>${Math.random()}</p>`),
});
const failed = (code: string): Error => Object.assign(new TypeError('fetch failed'), { cause: { code } });
const patience = { everyMs: 1, longestMs: 20_000, answerMs: 50 };

/** Answers one after the other; the last one for good. */
function answering(...planned: readonly (Exchange | Error | 'nothing')[]): {
  readonly send: () => Promise<Exchange>;
  readonly sent: () => number;
} {
  let sent = 0;
  return {
    sent: () => sent,
    send: () => {
      const next = planned[Math.min(sent, planned.length - 1)] ?? failed('ECONNRESET');
      sent += 1;
      if (next === 'nothing') return new Promise(() => undefined);
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  };
}

const taken = json(201, { id: 'a' });

test.each([
  ['a refused connection', [failed('ECONNREFUSED'), taken], { retries: 1, unknowns: 0, resolved: 0 }],
  ['a connection that breaks', [failed('ECONNRESET'), taken], { retries: 1, unknowns: 1, resolved: 1 }],
  ['a service that is away', [json(503, {}), json(503, {}), taken], { retries: 2, unknowns: 1, resolved: 1 }],
  ['a fault', [json(500, {}), taken], { retries: 1, unknowns: 1, resolved: 1 }],
  ['an act that was only taken', [json(202, { command: 'c' }), taken], { retries: 1, unknowns: 1, resolved: 1 }],
  ['an answer that never comes', ['nothing', taken], { retries: 1, unknowns: 1, resolved: 1 }],
  ['an answer at once', [taken], { retries: 0, unknowns: 0, resolved: 0 }],
] as const)('after %s the act is sent again until it is known', async (_what, planned, counted) => {
  const line = roughLine(1, patience);
  const { send } = answering(...planned);
  expect(await line.act('/x', send)).toBe(taken);
  expect(line.trouble()).toMatchObject(counted);
});

test('a refusal is an answer: it is not asked again', async () => {
  const line = roughLine(1, patience);
  const { send, sent } = answering(json(409, { errors: [{ code: 'already-covered' }] }), taken);
  expect((await line.act('/x', send)).status).toBe(409);
  expect(sent()).toBe(1);
});

test('a read is asked again, and is never unknown', async () => {
  const line = roughLine(1, patience);
  expect(await line.read('/x', answering(failed('ECONNRESET'), json(503, {}), taken).send)).toBe(taken);
  expect(line.trouble()).toMatchObject({ retries: 2, unknowns: 0 });
});

test('an act that nobody ever answers is said, and stays unknown', async () => {
  const line = roughLine(1, { ...patience, longestMs: 50 });
  await expect(line.act('/x', answering(failed('ECONNRESET')).send)).rejects.toThrow('/x');
  expect(line.trouble()).toMatchObject({ unknowns: 1, resolved: 0 });
});

test('every tenth act is sent twice, and its first answer counts', async () => {
  const line = roughLine(1, patience);
  const counts: number[] = [];
  for (let n = 0; n < 30; n += 1) {
    const { send, sent } = answering(taken);
    await line.act('/x', send);
    counts.push(sent());
  }
  expect(counts.map((count, n) => (count === 2 ? n + 1 : 0)).filter(Boolean)).toEqual([10, 20, 30]);
  expect(line.trouble()).toMatchObject({ acts: 30, doubled: 3, differing: [], unknowns: 0 });
});

test('two answers that differ to one act are told', async () => {
  const line = roughLine(1, patience);
  for (let n = 0; n < 9; n += 1) await line.act('/x', answering(taken).send);
  await line.act('/days', answering(taken, json(201, { id: 'b' })).send);
  expect(line.trouble().differing).toEqual([expect.stringContaining('/days')]);
});

test.each([
  ['another dossier', json(201, { id: 'a' }), json(201, { id: 'b' }), true],
  ['another outcome', json(201, { id: 'a' }), json(409, { id: 'a' }), true],
  ['another refusal', json(409, { errors: [{ code: 'x' }] }), json(409, { errors: [{ code: 'y' }] }), true],
  ['a later version of the same dossier', json(200, { id: 'a', version: 3 }), json(200, { id: 'a', version: 4 }), false],
  ['another page', html(200, 'C’est enregistré'), html(200, 'Lien inconnu'), true],
  ['a page that refuses', html(200, 'C’est enregistré'), html(410, 'Délai dépassé'), true],
  ['another reason on a page', html(409, 'Il n’y a plus rien à faire ici'), html(410, 'Délai dépassé'), false],
  ['a page of what waits, with less on it', html(200, 'Ce qui attend votre réponse'), html(200, 'Rien n’attend votre réponse'), false],
  ['the same page at another moment', html(200, 'C’est enregistré'), html(200, 'C’est enregistré'), false],
])('%s tells two answers apart: see the last column', (_what, one, two, differs) => {
  expect(differenceOf(one, two) !== null).toBe(differs);
});
