import { story } from './dossier';

export const cover = story('cover', async (hole) => {
  await hole.until(({ status }) => status !== 'asking'); // 1. the practice's doctor chooses, or a named person is called
  await hole.until(({ status }) => status !== 'searching' && status !== 'escalated'); // 2. tier after tier, the first yes wins
  await hole.until(({ closed }) => closed); // 3. a late yes still gets its kind refusal, until the day begins
});
