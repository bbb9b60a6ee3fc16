import { parentPort, workerData } from 'node:worker_threads';
import { type Asked, eventsIn } from './ical-events.ts';

// A thread of its own: a file whose rules never end is cut off from outside.
const { text, asked } = workerData as { text: string; asked: Asked };
try {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage(eventsIn(text, asked));
} catch (error) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage({ error: error instanceof RangeError ? error.message : 'unreadable' });
}
