import { civilDate } from '../../domain/dates';
import { answersKept, openedAgain, recorded } from '../../season/answers';
import { seasonClock } from '../../season/clock';
import type { Mail } from '../../season/mailbox';
import type { Page } from '../../season/page';
import { stage } from '../../season/stage';

const mail = { kind: 'day-proposed', to: 'a@site.example' };
const pageOf = (title: string, html = ''): Page => ({
  status: 200,
  html,
  title,
  form: { radios: {}, boxes: {}, selects: {}, texts: [] },
  hidden: {},
});
const judged = async (page: Page): ReturnType<typeof openedAgain> =>
  openedAgain([{ mail, link: 'l' }], { open: () => Promise.resolve(page) });

test('an answer that its link still shows is kept', async () => {
  expect(answersKept(await judged(pageOf(recorded)))).toMatchObject({ cases: 1, holds: true });
});

test.each(['Journée proposée', 'Il n’y a plus rien à faire ici', 'Réponse reçue', 'Lien inconnu'])(
  'a recorded answer behind whose link « %s » stands is lost',
  async (title) => {
    expect(answersKept(await judged(pageOf(title)))).toMatchObject({
      holds: false,
      faults: [`day-proposed (a@site.example)\u00A0: ${title}`],
    });
  },
);

test('a page that does not come is a lost answer, not the end of the season', async () => {
  const seen = await openedAgain([{ mail, link: 'l' }], { open: () => Promise.reject(new Error('sans réponse')) });
  expect(answersKept(seen)).toMatchObject({ holds: false, faults: ['day-proposed (a@site.example)\u00A0: Error: sans réponse'] });
});

const link = 'http://relais.example/l/t';
const letter = { ...mail, link } as unknown as Mail;
test.each<readonly [string, Page, Record<string, string> | null, number]>([
  ['what was recorded is opened again', pageOf(recorded), {}, 1],
  ['what was refused is not', pageOf('Cette réponse n’a pas pu être prise en compte'), {}, 0],
  ['a page that takes other answers is not', pageOf(recorded, `<a href="${link}">`), {}, 0],
  ['what another answered before is not', pageOf(recorded), null, 0],
])('%s', async (_, came, fields, count) => {
  const pages = { open: () => Promise.resolve(came), send: () => Promise.resolve(came) };
  const scene = stage(
    { fresh: () => Promise.resolve([]), all: () => [], doubles: () => 0 },
    seasonClock(civilDate('2026-09-01'), 1_000),
    pages,
  );
  await scene.answer(letter, 0, () => fields);
  await scene.stop();
  expect(scene.answered).toHaveLength(count);
});

test('who has been replaced since reads no more what he answered', async () => {
  const gone = 'Ce lien a été envoyé à une personne qui n’est plus notre interlocutrice pour cette demande';
  expect(answersKept(await judged(pageOf('Il n’y a plus rien à faire ici', gone)))).toMatchObject({ cases: 0, holds: false });
});
