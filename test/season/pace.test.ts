import { paced, slowness } from '../../season/pace';

describe('the pace of a season (D17)', () => {
  it.each([
    [0.7, 1, 0.7],
    [0.7, 1.2, 0.7],
    [0.7, 2, 0.35],
    [0.25, 2, 0.125],
    [0.9, 3, 0.3],
    [0.9, 9, 0.3],
  ])('asked for at %d day/s on a machine %d times slower is %d day/s', (requested, slower, speed) => {
    expect(paced(requested, slower).speed).toBeCloseTo(speed);
  });

  it('of a season whose parts are killed is halved at most: it must end within its eighteen minutes', () => {
    expect(paced(0.25, 3, 'chaos').speed).toBeCloseTo(0.125);
  });

  it('is explained when it is lowered, and only then', () => {
    expect(paced(0.7, 1.1).reason).toBeNull();
    expect(paced(0.7, 1.75).reason).toBe(
      'Cette machine calcule 1,75 fois plus lentement que celle des vitesses usuelles\u00A0: la saison passe de 0,7 à 0,4 jour par seconde.',
    );
  });

  it('rests on the median of seven calculations, so that one interruption changes nothing; a faster machine counts as usual', async () => {
    const half = await slowness(async () => 300);
    const runs = [300, 300, 9_000, 300, 1, 300, 9_000];
    expect(await slowness(async () => runs.shift() ?? 0)).toBe(half);
    expect(await slowness(async () => 1)).toBe(1);
  });

  it('is measured on this machine by calculating, which takes its time', async () => {
    const began = performance.now();
    expect(await slowness()).toBeLessThan(100);
    expect(performance.now() - began).toBeGreaterThan(20);
  });
});
