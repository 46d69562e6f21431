import { story } from './dossier';

export const creditor = story('creditor', async (details) => {
  await details.until(({ closed }) => closed); // declared by link, confirmed by another person, or lapsed; a later change starts a new run
});
