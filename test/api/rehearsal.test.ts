import { slowed } from '../../api/rehearsal';
import type { Clock } from '../../domain/collectivity';
import { instant } from '../../domain/dates';

const at = (speed: number): Clock => ({ kind: 'rehearsal', origin: instant('2026-09-01T06:00:00.000Z'), anchor: 1, speed });
const day = 86_400;
const ceiling = (speed: number) => async () => ({ speed, reason: null });

describe('D17: the speed of a rehearsal on a Temporal server that is not ours', () => {
  it.each([
    ['lowered to what its timers allow', 1, 0.25, 0.25],
    ['kept when its timers allow more', 0.5, 1, 0.5],
    ['kept at the very limit', 0.25, 0.25, 0.25],
  ])('is %s', async (_title, asked, allowed, given) => {
    const { clock, note } = await slowed(at(asked * day), null, ceiling(allowed));
    expect(clock).toEqual(at(given * day));
    expect(note === null).toBe(asked === given);
  });

  it('is told in the answer', async () => {
    expect((await slowed(at(day), null, ceiling(0.25))).note).toBe(
      'La répétition ira à 0,25 jour par seconde au lieu de 1\u00A0: les minuteries du serveur Temporal sont en retard.',
    );
  });

  it('stays what the same creation was given before, whatever is measured now', async () => {
    expect((await slowed(at(day), at(0.5 * day), ceiling(0.25))).clock).toEqual(at(0.5 * day));
  });

  it('is as asked on our own server, or while no worker can time it; a real clock has none', async () => {
    expect(await slowed(at(day), null, undefined)).toEqual({ clock: at(day), note: null });
    expect(await slowed(at(day), null, async () => null)).toEqual({ clock: at(day), note: null });
    expect(await slowed({ kind: 'real' }, null, ceiling(0.1))).toEqual({ clock: { kind: 'real' }, note: null });
  });
});
