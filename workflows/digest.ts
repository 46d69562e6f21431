import { story } from './dossier';

export const digest = story('digest', async (recipient) => {
  await recipient.until(({ closed }) => closed); // its hour, or the weekly allowance; the next notice starts a new run
});
