import { story } from './dossier';

/** Reference data has no long life: a run performs the commands that it was sent and ends. */
export const referenceChange = story('collectivity', async () => {});
