import { Worker } from 'node:worker_threads';
import { fundingOf } from './funding.ts';
import { drawnBy } from './ground.ts';
import type { Inputs, Said } from './saved.ts';

const THREAD = new URL('./draw-thread.ts', import.meta.url);

/** A run in a thread of its own. Gives its figures as text; rejects where the thread fails or is stopped. */
export function drawInThread(
  { method, ...given }: { inputs: Inputs; inventory: string; year: number; method: string },
  { said, signal }: { said: (done: number) => void; signal: AbortSignal },
): Promise<string> {
  const worker = new Worker(THREAD, {
    workerData: { ...given, by: drawnBy(method), fundings: given.inputs.fundings.map((words) => fundingOf(words)!) },
  });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  return new Promise<string>((resolve, reject) => {
    worker.on('message', (message: Said) => ('result' in message ? resolve(message.result) : said(message.done)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread ended before it was done.')));
  }).finally(() => signal.removeEventListener('abort', stop));
}
