import { story } from './dossier';

export const consultationDay = story('consultation-day', async (day) => {
  let now = await day.until(({ status }) => status !== 'proposed'); // 1. doctor and site answer, or it lapses
  while (now.status === 'confirmed') {
    now = await day.until(({ status }) => status !== 'confirmed'); // 2. J-7, J-1; it is held, cancelled or moved
    now = await day.until(({ status }) => status !== 'proposed'); //    moved: who did not ask is asked
  }
  await day.until(({ closed }) => closed); // 3. presence by doctor and site, dispute
});
