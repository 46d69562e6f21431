import { story } from './dossier';

export const convention = story('convention', async (each) => {
  await each.until(({ status }) => status !== 'draft' && status !== 'voted' && status !== 'enforceable'); // 1. voted, made enforceable, its signature opened
  await each.until(({ status }) => status === 'signed' || status === 'in-force' || status === 'ended' || status === 'archived'); // 2. its parties sign, in as many rounds as it takes
  await each.until(({ status }) => status !== 'signed'); // 3. its effect date, R-21
  await each.until(({ closed }) => closed); // 4. renewal, end, archive
});
