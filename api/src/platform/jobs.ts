import { PgBoss } from 'pg-boss';

/** Work that recurs: what it is called, when (cron, UTC), and what it does. */
export type RecurringJob = { name: string; cron: string; work: () => Promise<unknown> };

/** Told of each turn of a job, and how it ended. */
export type JobWatch = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export type QueueState = { name: string; waiting: number; active: number; failed: number };
type Jobs = { connectionString: string; onError: (error: unknown) => void; watch: JobWatch };

const STOP_WITHIN_MS = 2_000;

/** A worker that is killed stops saying that it lives: after ten seconds another takes its job up, at most three times. */
const TAKEN_UP_AGAIN = { heartbeatSeconds: 10, retryLimit: 3 };
const LOOKED_AFTER = { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 };

/**
 * Runs recurring jobs from a queue in the database (schema `jobs`): of many workers one takes each turn. A job that fails is logged and tried again;
 * one that is cut off is begun anew by another worker, so each must bear that.
 * The queue's own tables are made by pg-boss at its first start, so it connects as the database's owner.
 */
export async function runJobs(jobs: readonly RecurringJob[], { connectionString, onError, watch }: Jobs) {
  const boss = new PgBoss({ connectionString, schema: 'jobs', max: 3, application_name: 'steward worker', ...LOOKED_AFTER });
  boss.on('error', onError);
  await boss.start();
  for (const { name, cron, work } of jobs) {
    await boss.createQueue(name, TAKEN_UP_AGAIN);
    await boss.updateQueue(name, TAKEN_UP_AGAIN);
    await boss.schedule(name, cron, null, { tz: 'UTC' });
    await boss.work(name, { pollingIntervalSeconds: 5 }, async () => {
      await watch(name, work).catch((error: unknown) => {
        onError(error);
        throw error;
      });
    });
  }
  return {
    stop: () => boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }),
    /** How much waits, per job. */
    queues: async (): Promise<QueueState[]> =>
      (await boss.getQueues()).map((queue) => ({
        name: queue.name,
        waiting: queue.queuedCount,
        active: queue.activeCount,
        failed: queue.failedCount,
      })),
  };
}
