import { instant, timeZone } from '../../domain/dates';
import { lateWords } from '../../templates/lateness';

const paris = timeZone('Europe/Paris');
const now = instant('2026-10-05T06:00:00.000Z');

test.each([
  ['2026-10-05T05:00:00.000Z', 'échue aujourd’hui'],
  ['2026-10-04T22:30:00.000Z', 'échue aujourd’hui'],
  ['2026-10-04T21:30:00.000Z', 'en retard d’un jour'],
  ['2026-10-02T06:00:00.000Z', 'en retard de 3 jours'],
])('what had to be done by %s is « %s »', (until, words) => {
  expect(lateWords(instant(until), now, paris)).toBe(words);
});
