import { story } from './dossier';

export const convention = story('convention', async (each) => {
  await each.until(({ status }) => status === 'signing' || status === 'archived');          // 1. its deliberation is voted and made enforceable, its signature opened
  await each.until(({ status }) => status === 'signed' || status === 'in-force' || status === 'archived'); // 2. its parties sign, refuse or let the time pass; a new round may follow
  await each.until(({ status }) => status !== 'signed');                                     // 3. its effect date, R-21
  await each.until(({ closed }) => closed);                                                  // 4. renewal, end, archive
});
