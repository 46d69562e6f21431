import { story } from './dossier';

export const engagement = story('engagement', async (doctor) => {
  await doctor.until(({ status }) => status !== 'letter'); // 1. the letter is signed
  await doctor.until(({ status }) => status !== 'gates'); // 2. bank details and the Ordre's answers, side by side
  await doctor.until(({ closed }) => closed); // 3. active, perhaps suspended and resumed, until the end or a withdrawal
});
