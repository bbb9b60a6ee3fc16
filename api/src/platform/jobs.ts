import { PgBoss } from 'pg-boss';

/** Work that recurs: what it is called, when (cron, UTC), and what it does. */
export type RecurringJob = { name: string; cron: string; work: () => Promise<unknown> };

type Jobs = { connectionString: string; onError: (error: unknown) => void };

const STOP_WITHIN_MS = 2_000;

/**
 * Runs recurring jobs from a queue in the database (schema `jobs`): of many workers one takes each turn. A job that fails is logged and has its next turn.
 * The queue's own tables are made by pg-boss at its first start, so it connects as the database's owner.
 */
export async function runJobs(jobs: readonly RecurringJob[], { connectionString, onError }: Jobs): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({ connectionString, schema: 'jobs', max: 3, application_name: 'steward worker' });
  boss.on('error', onError);
  await boss.start();
  for (const { name, cron, work } of jobs) {
    await boss.createQueue(name);
    await boss.schedule(name, cron, null, { tz: 'UTC' });
    await boss.work(name, { pollingIntervalSeconds: 30 }, async () => {
      await work().catch((error: unknown) => {
        onError(error);
        throw error;
      });
    });
  }
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }) };
}
