import { withProgress } from '../../runtime/temporal-server/steps';

test('a step that fails says how long it took, and why', async () => {
  const said: string[] = [];
  const failing = withProgress(
    (line) => void said.push(line),
    'Temporal : téléchargement',
    () => Promise.reject(new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
  );
  await expect(failing).rejects.toThrow('fetch failed');
  expect(said).toEqual([
    'Temporal : téléchargement…',
    'Temporal : téléchargement\u00a0: échec après 0 s (fetch failed\u00a0: connect ECONNREFUSED)',
  ]);
});
