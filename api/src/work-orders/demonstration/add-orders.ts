import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { connect } from '@steward/db';
import { takeNumbers } from './copy-queries.ts';
import type { Batch } from './tell-orders.ts';

/** Told and written together: a run that is killed leaves whole ones. */
const BATCH = 1_000;
/** A lane tells or waits for PostgreSQL, never both: one for each processor keeps all of them busy. */
const LANES = Math.min(Math.max(availableParallelism(), 2), 8);

export type Addition = { count: number; seed: number; now: Date };
/** What a lane needs to know to begin. */
export type Lane = { databaseUrl: string; seed: number; now: Date };

/** Adds `count` made-up orders beside those there are, over five school years up to `now`; says after each batch how many are in. */
export async function addOrders(databaseUrl: string, { count, seed, now }: Addition, say: (written: number) => void): Promise<void> {
  const { db, close } = connect(databaseUrl, { poolSize: 1, role: 'none' });
  const workerData: Lane = { databaseUrl, seed, now };
  const lanes = Array.from(
    { length: Math.min(LANES, Math.ceil(count / BATCH)) },
    () => new Worker(new URL('order-lane.ts', import.meta.url), { workerData }),
  );
  let first = 0;
  let written = 0;
  const run = async (lane: Worker) => {
    while (first < count) {
      const batch: Batch = { first, total: count, running: [] };
      first += BATCH;
      const running = await takeNumbers(db, Math.min(BATCH, count - batch.first));
      // A thread, not a window: it has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      lane.postMessage({ ...batch, running });
      // A failure of the lane is an `error` event, which `once` throws.
      await once(lane, 'message');
      written += running.length;
      say(written);
    }
  };
  try {
    await Promise.all(lanes.map(run));
  } finally {
    await Promise.all(lanes.map((lane) => lane.terminate()));
    await close();
  }
}
