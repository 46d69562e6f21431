import { instant, plus, timeZone } from '../../../domain/dates';
import type { DeskLine, DigestMail } from '../../../domain/digest';
import { dossierId } from '../../../domain/ids';
import { letterHtml, letterText } from '../../../templates/mail';
import { digestLetters } from '../../../templates/mails/digest';

const zone = timeZone('Europe/Paris');
const now = instant('2026-10-05T06:00:00.000Z');
const desk = (what: string, more: Partial<DeskLine> = {}): DeskLine => ({
  noun: 'engagement',
  dossier: dossierId('e-1'),
  what,
  until: plus(now, { days: 3 }),
  detail: { departement: '03', scope: 'registration' },
  date: null,
  halves: [],
  site: null,
  doctor: 'Dr Odile Roux',
  isNew: false,
  ...more,
});
type Desk = Extract<DigestMail, { readonly kind: 'desk-waiting' }>['data'];
const written = (
  lines: readonly DeskLine[],
  last: Desk['last'] = plus(now, { days: -1 }),
): ReturnType<(typeof digestLetters)['desk-waiting']> => digestLetters['desk-waiting']({ lines, zone, now, last });
const titles = (lines: readonly DeskLine[], last?: Desk['last']): readonly string[] =>
  (written(lines, last).facts ?? []).map(([title]) => title);

const fresh = desk('bank-details-silent', { isNew: true });
const late = desk('cdom-record', { until: plus(now, { days: -3 }) });
const coming = desk('cdom-record');
const envelope = {
  greeting: 'Bonjour,',
  contact: { name: 'Cellule santé', email: 'sante@departement.example' },
  sender: 'Département',
  specimen: false,
} as const;

test('what is new, what is late and what comes stand apart, each task once', () => {
  const { facts = [] } = written([late, coming, fresh]);
  expect(facts.map(([title]) => title)).toEqual(['Nouveau depuis hier', 'En retard', 'À venir']);
  expect(facts.map(([, value]) => value.split('\n').length)).toEqual([1, 1, 1]);
  expect(facts[1]?.[1]).toMatch(/^– .*, Dr Odile Roux, en retard de 3 jours$/);
  expect(facts[2]?.[1]).toMatch(/avant le jeudi 8 octobre 2026 à 8/);
});

test('a task on a convention or a document says which one', () => {
  const { facts = [] } = written([desk('convention-enforceability', { noun: 'convention', doctor: null, title: 'C-4, Accès aux soins' })]);
  expect(facts[0]?.[1]).toContain('Rendre la délibération exécutoire, C-4, Accès aux soins');
});

test('a group without a task is not announced', () => {
  expect(titles([coming])).toEqual(['À venir']);
});

test('after a weekend, new is what came since the last working day; the first time it is simply new', () => {
  expect(titles([fresh], plus(now, { days: -3 }))).toEqual(['Nouveau depuis le vendredi 2 octobre 2026']);
  expect(titles([fresh], null)).toEqual(['Nouveau']);
});

test.each<readonly [string, readonly DeskLine[]]>([
  ['Tâches : une en attente', [coming]],
  ['Tâches : 3 en attente, dont une en retard', [coming, late, fresh]],
  ['Tâches : 3 en attente, dont 2 en retard', [late, late, fresh]],
  ['Tâches : 2 en retard', [late, late]],
  ['Tâches : une en retard', [late]],
])('its subject is « %s »', (subject, lines) => {
  expect(written(lines).subject).toBe(subject);
});

test('each group is a list under its title, in text and in HTML', () => {
  const letter = {
    ...envelope,
    ...written([late, late, coming]),
    action: { label: 'Ouvrir la console', url: 'https://relais.example/console' },
  };
  expect(letterText(letter)).toMatch(/En retard\u00a0:\n– [^\n]+\n– [^\n]+\nÀ venir\u00a0:\n– /);
  expect(letterHtml(letter)).toMatch(/<dt>En retard<\/dt><dd>(?:<div[^>]*>– [^<]+<\/div>){2}<\/dd>/);
});
