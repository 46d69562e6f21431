import { story } from './dossier';

export const campaign = story('campaign', async (call) => {
  await call.until(({ closed }) => closed); // volunteers answer and are reminded, until all did or the time is over
});
