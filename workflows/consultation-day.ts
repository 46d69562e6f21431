import { story } from './dossier';

export const consultationDay = story('consultation-day', async (day) => {
  await day.until(({ status }) => status !== 'proposed');   // 1. doctor and site answer, or it lapses
  await day.until(({ status }) => status !== 'confirmed');  // 2. J-7, J-1; it is held or cancelled
  await day.until(({ closed }) => closed);                  // 3. presence by doctor and site
});
