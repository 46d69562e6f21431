import { parentPort } from 'node:worker_threads';
import { drawnHere, type Answer, type Job } from './drawing';

/** A thread of the worker: it draws and keeps what it is sent, and says how it went. */
parentPort?.on('message', (jobs: readonly Job[]) => {
  void answer(jobs).then((said) => parentPort?.postMessage(said));
});

async function answer(jobs: readonly Job[]): Promise<Answer> {
  try {
    return { drawn: await drawnHere(jobs) };
  } catch (error) {
    return { error };
  }
}
