import { civilDate, instant } from '../../../domain/dates';
import { noticesOutcome } from '../../../season/stories/certificate';
import { tooLate, whoAndWhen } from '../../../season/stories/contest';
import { urgentOutcome, weeklyOutcome } from '../../../season/stories/few-mails';

type Sent = Parameters<typeof weeklyOutcome>[0][number];
const sent = (kind: string, date: string, text = ''): Sent => ({ kind, date: `${date}:00.000Z`, text });
const asked = instant('2026-12-04T09:00:00.000Z');
const [first, second] = [civilDate('2027-01-25'), civilDate('2027-01-26')];
const recruitment = [
  sent('bank-details-asked', '2026-12-02T13:39'),
  sent('bank-details-effective', '2026-12-03T00:51'),
  sent('engagement-active', '2026-12-03T12:09'),
];
const both = 'Proposition : lundi 25 janvier 2027, matin\nProposition : mardi 26 janvier 2027, après-midi';
const held = 'propositions gardées, réunies en un courriel la semaine suivante';

test.each<[string, readonly Sent[], string]>([
  [
    'a week that was full, then one mail, whatever else left meanwhile',
    [...recruitment, sent('noted-by-phone', '2026-12-04T12:00'), sent('doctor-waiting', '2026-12-10T00:51', both)],
    held,
  ],
  ['no mail at all', recruitment, 'aucun courriel'],
  [
    'the evening of the same day, as without a limit',
    [...recruitment, sent('doctor-waiting', '2026-12-04T17:00', both)],
    'propositions gardées, réunies en un courriel sans attendre',
  ],
  [
    'days later, but while the week was still full',
    [...recruitment, sent('doctor-waiting', '2026-12-09T17:00', both)],
    'propositions gardées, réunies en un courriel sans attendre',
  ],
  [
    'a mail for each proposal',
    [
      ...recruitment,
      sent('doctor-waiting', '2026-12-10T17:00', 'Proposition : lundi 25 janvier 2027'),
      sent('doctor-waiting', '2026-12-11T17:00', 'Proposition : mardi 26 janvier 2027'),
    ],
    'propositions gardées, dispersées (2 courriels)',
  ],
  [
    'a week in which nothing was sent shows no limit',
    [sent('doctor-waiting', '2026-12-10T00:51', both)],
    'semaine sans courriel, réunies en un courriel la semaine suivante',
  ],
])('the weekly limit of a doctor’s mails: %s', (_, mails, expected) => {
  expect(weeklyOutcome(mails, asked, [first, second])).toBe(expected);
});

test.each<[string, readonly Sent[], string]>([
  ['at once', [...recruitment, sent('doctor-waiting', '2026-12-04T10:00', both)], 'partie aussitôt, au-delà de la limite'],
  ['held back', [...recruitment, sent('doctor-waiting', '2026-12-10T00:51', both)], 'partie plus tard, au-delà de la limite'],
  ['in a quiet week', [sent('doctor-waiting', '2026-12-04T10:00', both)], 'partie aussitôt, en deçà de la limite'],
  ['never', recruitment, 'aucun courriel'],
])('a proposal that cannot wait leaves above the limit: %s', (_, mails, expected) => {
  expect(urgentOutcome(mails, asked, first)).toBe(expected);
});

const notice = (date: string): Sent => sent('certificate-ending', date, 'prend fin le 5 avril 2027');
const three = [notice('2027-02-04T05:00'), notice('2027-03-06T05:00'), notice('2027-03-29T04:00')];
test.each<[string, readonly Sent[], string]>([
  ['sixty, thirty and seven days before', three, 'médecin prévenu à 60, 30 et 7 jours'],
  ['one is missing', three.slice(1), 'médecin prévenu le 2027-03-06, le 2027-03-29'],
  ['one comes twice', [...three, notice('2027-03-30T05:00')], 'médecin prévenu le 2027-02-04, le 2027-03-06, le 2027-03-29, le 2027-03-30'],
  ['none', [], 'médecin prévenu jamais'],
])('R-28: the notices of a certificate that ends: %s', (_, mails, expected) => {
  expect(noticesOutcome(mails, civilDate('2027-04-05'))).toBe(expected);
});

const [cpam, departement] = [['CPAM', '200,00'] as const, ['Département', '120,00'] as const];
const monthly = [
  'Qui vous verse quoi pour février 2027 : CPAM, 200,00 € ; Département, 120,00 €.',
  'Versement : CPAM : 200,00 €, directement, selon le calendrier de cet organisme',
  'Versement : Département : 120,00 €, par virement du comptable public, en principe avant le 2 avril 2027',
];
test.each([
  ['each payer, its sum and when', monthly, 'payeurs et versements dits'],
  ['a payer without its payment', monthly.slice(0, 2), 'rien de clair sur Département'],
  ['payments without the sentence', monthly.slice(1), 'rien de clair sur CPAM, Département'],
])('the monthly mail says who pays what and when: %s', (_, lines, expected) => {
  expect(whoAndWhen(lines.join('\n'), [cpam, departement])).toBe(expected);
});

test.each([
  [
    '<p>Cette page permettait de signaler une erreur jusqu’au 2 avril 2027.</p><p>appelez ou écrivez au service</p>',
    [],
    'date passée dite, service à appeler, rien à remplir',
  ],
  ['<p>Une demi-journée est fausse ?</p>', ['reason'], 'aucune date, aucun service, un formulaire'],
])('a link of the month that is too late to contest: %s', async (html, texts, expected) => {
  const page = { status: 200, html, title: '', hidden: {}, form: { radios: {}, boxes: {}, selects: {}, texts } };
  const open = (): Promise<typeof page> => Promise.resolve(page);
  const browser = { open, send: open };
  expect(await tooLate({ stage: { browser } }, { link: 'http://127.0.0.1/l/x' })).toBe(expected);
});
