import { Worker } from 'node:worker_threads';
import type { Done, Task } from './worker.ts';

/**
 * Runs tasks on threads, each the next one when it is free.
 *
 * @param onDone Called in the order of the tasks, whichever was done first; so the same tasks are always told the same.
 * @throws What a thread threw; the others are stopped then.
 */
export async function runTasks(
  tasks: Iterable<Task>,
  workers: number,
  onDone: (done: Done) => void,
): Promise<void> {
  const waiting = tasks[Symbol.iterator]();
  const early = new Map<number, Done>();
  let expected = 0;
  const tell = (done: Done) => {
    early.set(done.task.place, done);
    for (let next = early.get(expected); next !== undefined; next = early.get(expected)) {
      early.delete(expected++);
      onDone(next);
    }
  };
  const threads = Array.from(
    { length: workers },
    () => new Worker(new URL('./worker.ts', import.meta.url), { execArgv: [], resourceLimits: LIMITS }),
  );
  try {
    await Promise.all(threads.map((thread) => workThrough(thread, waiting, tell)));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** What a thread makes is short-lived: a larger nursery would only be memory held. */
const LIMITS = { maxYoungGenerationSizeMb: 16 };

const workThrough = (thread: Worker, waiting: Iterator<Task>, tell: (done: Done) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const give = () => {
      const { value, done } = waiting.next();
      if (done) resolve();
      else thread.postMessage(value);
    };
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`A thread of the simulation ended with code ${code}.`)));
    thread.on('message', (done: Done) => {
      try {
        tell(done);
        give();
      } catch (error) {
        reject(error);
      }
    });
    give();
  });
