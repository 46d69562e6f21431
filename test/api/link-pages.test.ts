import { mootLink, outcomePage } from '../../api/link-pages';
import { letterText } from '../../templates/mail';
import { typographyFaults } from '../../templates/typography';
import { aLetter } from '../activities/letter-builder';
import { baseFacts } from '../domain/reference-data';

const form = { back: null, done: ['Merci, votre réponse est enregistrée.'], open: () => Promise.resolve(null) };
const base = baseFacts();
const said = ['Odile Perrin a accepté la journée du lundi 5 octobre 2026.'];
const came = (...codes: readonly string[]): ReturnType<typeof outcomePage> =>
  outcomePage(
    form,
    { noun: 'consultation-day', outcome: { refusals: codes.map((code) => ({ code })), standing: null }, said },
    base,
    'https://relais.example/l/x',
  );

test('the page that follows an act says what was answered', () => {
  const { status, page } = came();
  expect([status, page.title, ...page.paragraphs]).toEqual([200, 'C’est enregistré', ...said, 'Merci, votre réponse est enregistrée.']);
});

test.each(['already-answered', 'already-declared', 'assistant-already-settled', 'too-late'])(
  'who comes second did nothing wrong, and reads who answered: %s',
  (code) => {
    const { status, page } = came(code);
    expect([status, page.title, page.paragraphs[0]]).toEqual([409, 'Il n’y a plus rien à faire ici', said[0]]);
    expect(page.paragraphs.flatMap(typographyFaults)).toEqual([]);
  },
);

test('an answer that cannot be taken is said to be one', () => {
  expect(came('reason-of-another-side').page.title).toBe('Cette réponse n’a pas pu être prise en compte');
});

test('a link that the dossier has passed says what became of it', () => {
  const { status, page } = mootLink(base, said);
  expect([status, page.paragraphs[0]]).toEqual([410, said[0]]);
  expect(page.paragraphs.flatMap(typographyFaults)).toEqual([]);
});

test('the moment of a link is a deadline only when an answer is due', () => {
  const letter = aLetter();
  const { action } = letter;
  if (action === undefined) throw new Error('the letter has no action');
  const { limit: _, ...open } = action;
  expect(letterText(letter)).toContain('À faire avant le mardi 20 octobre 2026');
  expect(letterText({ ...letter, action: open })).toContain('Lien valable jusqu’au mardi 20 octobre 2026');
  expect(letterText({ ...letter, action: { ...open, limit: { words: 'Réponse attendue dans les deux mois.' } } })).not.toContain(
    '20 octobre',
  );
});
