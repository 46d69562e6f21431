import { NoTemporalServer, findServer, sources } from '../../runtime/temporal-server/find';
import type { Finders, Finding, Source } from '../../runtime/temporal-server/find';

type World = Partial<Record<Source, 'found' | 'failed'>>;

/** Finders over an imagined machine, and the ways that were looked at. */
function aMachine(world: World): { finders: Finders; looked: Source[] } {
  const looked: Source[] = [];
  const finder = (source: Source) => async (): Promise<Finding> => {
    looked.push(source);
    const outcome = world[source] ?? 'absent';
    return outcome === 'found' ? { outcome, at: `/${source}`, version: '1.8.2' } : { outcome, reason: `${source} ${outcome}` };
  };
  return {
    looked,
    finders: {
      running: finder('running'),
      given: finder('given'),
      path: finder('path'),
      cache: finder('cache'),
      release: finder('release'),
      built: finder('built'),
    },
  };
}

const chosen: readonly [World, Source][] = [
  [{ running: 'found', given: 'found', path: 'found', cache: 'found', release: 'found', built: 'found' }, 'running'],
  [{ given: 'found', path: 'found', cache: 'found', release: 'found', built: 'found' }, 'given'],
  [{ path: 'found', cache: 'found', release: 'found', built: 'found' }, 'path'],
  [{ cache: 'found', release: 'found', built: 'found' }, 'cache'],
  [{ release: 'found', built: 'found' }, 'release'],
  [{ built: 'found' }, 'built'],
  [{ path: 'failed', cache: 'found' }, 'cache'],
  [{ path: 'failed', release: 'failed', built: 'found' }, 'built'],
];

describe('the search for a Temporal server', () => {
  it.each(chosen)('on a machine with %j takes %s and looks no further', async (world, source) => {
    const { finders, looked } = aMachine(world);
    expect(await findServer(finders)).toEqual({ source, at: `/${source}`, version: '1.8.2' });
    expect(looked).toEqual(sources.slice(0, sources.indexOf(source) + 1));
  });

  it('says once what was tried, why each failed, and what to do', async () => {
    const { finders } = aMachine({ path: 'failed', release: 'failed', built: 'failed' });
    const error: unknown = await findServer(finders).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NoTemporalServer);
    const message = String(error);
    for (const source of sources) expect(message).toMatch(new RegExp(`\\d\\. .*${source} (absent|failed)`));
    expect(message).toContain('TEMPORAL_CLI=');
    expect(message).toContain('TEMPORAL_ADDRESS=');
    expect(message).toContain('Go 1.26.4');
  });

  it.each(['running', 'given'] as const)(
    'stops at a server that was named and does not work (%s), instead of starting another',
    async (source) => {
      const { finders, looked } = aMachine({ [source]: 'failed', cache: 'found' });
      await expect(findServer(finders)).rejects.toThrow('Corrigez cette variable');
      expect(looked.at(-1)).toBe(source);
    },
  );
});
