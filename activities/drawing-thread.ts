import { parentPort } from 'node:worker_threads';
import { drawnHere, type Answer, type Job } from './drawing';

/** A thread of the worker: it draws and keeps what it is sent, and says how it went. */
parentPort?.on('message', (jobs: readonly Job[]) => {
  parentPort?.postMessage(answer(jobs));
});

function answer(jobs: readonly Job[]): Answer {
  try {
    return { drawn: drawnHere(jobs) };
  } catch (error) {
    return { error };
  }
}
