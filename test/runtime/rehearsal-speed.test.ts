import { rehearsalSpeed, timerLateness } from '../../runtime/temporal-server/rehearsal-speed';

describe('the speed of a rehearsal', () => {
  it.each([
    [1, 0, 1],
    [1, 200, 1],
    [1, 400, 0.5],
    [0.5, 1_000, 0.1],
  ])('asked for at %d day/s with timers %d ms late is %d day/s', (requested, late, speed) => {
    expect(rehearsalSpeed(requested, late).speed).toBeCloseTo(speed);
  });

  it('is explained when it is lowered, and only then', () => {
    expect(rehearsalSpeed(1, 200).reason).toBeNull();
    expect(rehearsalSpeed(1, 800).reason).toBe(
      'Les minuteries de ce serveur Temporal ont 800 ms de retard (plus de 200)\u00A0: la répétition passe de 1 à 0,25 jour par seconde.',
    );
  });

  it('rests on the median of three timers of 200 ms', async () => {
    const runs = [210, 900, 260];
    expect(await timerLateness(async (timerMs) => (timerMs === 200 ? (runs.shift() ?? 0) : 0))).toBe(60);
    expect(await timerLateness(async () => 199)).toBe(0);
  });
});
