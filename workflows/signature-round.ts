import { story } from './dossier';

export const signatureRound = story('signature-round', async (round) => {
  await round.until(({ closed }) => closed); // each group is asked in its turn and reminded, until all signed, one refused, the time is over or its subject ended
});
