import { commonParagraphs, headingOf } from '../../api/waiting-words';
import { civilDate, instant } from '../../domain/dates';
import type { WaitingLine } from '../../domain/digest';
import { dossierId } from '../../domain/ids';
import { inOrder } from '../../domain/waiting';

const line = (change: Partial<WaitingLine>): WaitingLine => ({
  noun: 'consultation-day',
  dossier: dossierId('day-1'),
  what: 'day-answer',
  until: null,
  detail: {},
  date: civilDate('2026-10-05'),
  halves: ['morning', 'afternoon'],
  site: 'Maison de santé',
  doctor: 'Dr Louis Le Goff',
  ...change,
});

test('each line is headed by its date and place, a council’s by its doctor', () => {
  const title = 'Répondre à une proposition de journée';
  expect(headingOf(line({}), title, 'doctor')).toBe('Proposition du lundi 5 octobre 2026, journée entière, Maison de santé');
  expect(headingOf(line({ what: 'practice-choice', halves: [], site: null }), title, 'doctor')).toBe(
    'Votre cabinet, le lundi 5 octobre 2026',
  );
  expect(headingOf(line({ date: null }), title, 'doctor')).toBe(title);
  expect(headingOf(line({ what: 'cdom-site', date: null }), 'Répondre à une déclaration', 'council')).toBe(
    'Dr Louis Le Goff – Répondre à une déclaration',
  );
});

test('what all lines would say is said once; a line alone keeps its own words', () => {
  const own = { paragraphs: ['Vous répondez en tant que Dr Le Goff.', 'Pour chaque demi-journée'] };
  expect(commonParagraphs([own, { paragraphs: ['Vous répondez en tant que Dr Le Goff.'] }])).toEqual([
    'Vous répondez en tant que Dr Le Goff.',
  ]);
  expect([commonParagraphs([own]), commonParagraphs([])]).toEqual([[], []]);
});

test('a doctor reads days in their order, a council requests by deadline with those without any last', () => {
  const late = line({ date: civilDate('2026-10-27'), until: instant('2026-09-20T08:00:00.000Z'), doctor: 'Dr B' });
  const soon = line({ until: instant('2026-09-25T08:00:00.000Z'), doctor: 'Dr A' });
  const open = line({ date: civilDate('2026-11-03'), doctor: 'Dr C' });
  const order = (audience: Parameters<typeof inOrder>[0]) => inOrder(audience, [open, soon, late]).map(({ doctor }) => doctor);
  expect(order('doctor')).toEqual(['Dr A', 'Dr B', 'Dr C']);
  expect(order('council')).toEqual(['Dr B', 'Dr A', 'Dr C']);
  expect(order('desk')).toEqual(['Dr C', 'Dr A', 'Dr B']);
});
