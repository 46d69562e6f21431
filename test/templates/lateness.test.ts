import { instant, timeZone } from '../../domain/dates';
import { frenchDeadline, lateWords } from '../../templates/lateness';

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

test.each([
  ['2026-10-08T21:24:00.000Z', 'jeudi 8 octobre 2026 à 23\u00a0h'],
  ['2026-10-08T07:00:00.000Z', 'jeudi 8 octobre 2026 à 9\u00a0h'],
  ['2026-10-08T22:59:59.000Z', 'jeudi 8 octobre 2026 à minuit'],
  ['2026-10-08T22:00:00.000Z', 'jeudi 8 octobre 2026 à minuit'],
  ['2026-10-08T23:00:00.000Z', 'vendredi 9 octobre 2026 à 1\u00a0h'],
])('a deadline at %s is told by the hour that has begun: %s', (until, words) => {
  expect(frenchDeadline(instant(until), paris)).toBe(words);
});
