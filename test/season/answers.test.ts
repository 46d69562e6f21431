import { answersKept, openedAgain, recorded } from '../../season/answers';
import type { Page } from '../../season/page';

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

test('who has been replaced since reads no more what he answered', async () => {
  const gone = 'Ce lien a été envoyé à une personne qui n’est plus notre interlocutrice pour cette demande';
  expect(answersKept(await judged(pageOf('Il n’y a plus rien à faire ici', gone)))).toMatchObject({ cases: 0, holds: false });
});
