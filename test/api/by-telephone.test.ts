import type { Call } from '../../api/act';
import { ProblemError } from '../../api/problems';
import { routes } from '../../api/routes';
import { collectivityId } from '../../domain/ids';
import type { Command, Outcome } from '../../domain/nouns';
import { runsDouble } from './runs-double';

/** What the API would have performed; it is refused here, so that nothing more is asked. */
async function commandOf(path: string, body: unknown): Promise<Command> {
  const taken: Command[] = [];
  const performs = (command: Command): Promise<Outcome> => {
    taken.push(command);
    return Promise.resolve({ refusals: [{ code: 'too-late' }], standing: null });
  };
  const service = {
    keyring: { current: 'k', keys: new Map([['k', Buffer.alloc(32)]]) },
    client: runsDouble(performs),
  };
  const route = routes.find((each) => each.method === 'post' && each.path === path);
  const call = {
    service,
    collectivity: collectivityId('allier'),
    user: 'claire',
    role: 'administrator',
    params: { id: 'dossier-1' },
    query: {},
  };
  const asked = { ...call, key: 'k', expected: null, body: route?.body?.parse(body) } as unknown as Call;
  await expect(route?.run(asked)).rejects.toThrow(ProblemError);
  expect(route?.roles).toEqual(['administrator']);
  const [command] = taken;
  if (command === undefined) throw new Error('a command was expected');
  return command;
}

test.each<[string, string, object, object]>([
  [
    'accepts a day',
    '/consultation-days/:id/answer',
    { side: 'doctor', answer: 'accept', reason: null },
    { type: 'answer', side: 'doctor', answer: 'accept' },
  ],
  [
    'declines a day',
    '/consultation-days/:id/answer',
    { side: 'doctor', answer: 'refuse', reason: 'distance' },
    { type: 'answer', side: 'doctor', answer: 'refuse', reason: 'distance' },
  ],
  [
    'cannot come',
    '/consultation-days/:id/cancellation',
    { side: 'doctor', reason: 'illness' },
    { type: 'cancel', side: 'doctor', reason: 'illness' },
  ],
  [
    'volunteers',
    '/campaigns/:id/answers',
    { volunteer: 'doctor-1', answer: 'yes', sites: ['site-1'] },
    { type: 'answer', ref: 'doctor-1', answer: 'yes', sites: ['site-1'] },
  ],
  [
    'does not volunteer',
    '/campaigns/:id/answers',
    { volunteer: 'doctor-1', answer: 'no' },
    { type: 'answer', ref: 'doctor-1', answer: 'no', reason: 'other' },
  ],
  ['leaves', '/engagements/:id/withdrawal', { reason: 'health' }, { type: 'withdraw', reason: 'health' }],
  ['takes a cover', '/covers/:id/acceptance', { person: 'doctor-1' }, { type: 'answer', ref: 'doctor-1', answer: 'accept' }],
])(
  'a doctor who %s by telephone: an administrator writes it down, as the doctor’s act and under his own name',
  async (_, path, body, action) => {
    expect(await commandOf(path, body)).toMatchObject({
      dossier: 'dossier-1',
      by: { kind: 'user', user: 'claire', role: 'administrator' },
      action,
    });
  },
);
