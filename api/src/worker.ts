import { connect } from '@steward/db';
import { pino } from 'pino';
import { readConfig } from '#platform/config.ts';
import { createDisk } from '#platform/files.ts';
import { type RecurringJob, runJobs } from '#platform/jobs.ts';
import { removeOldIdempotencyKeys } from '#platform/old-idempotency-keys.ts';
import { refuseDemonstrationInProduction } from './launcher/demonstration.ts';
import { main, stopInOrder } from './launcher/lifetime.ts';
import { removeStaleUploads } from './work-orders/index.ts';

// What nobody waits for: the same modules as the API's, on a queue in the database.
main(async () => {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: { process: 'worker' } });
  const { db, close } = connect(config.databaseUrl, { poolSize: 2 });
  await refuseDemonstrationInProduction(db, config);

  const disk = createDisk(config);
  const jobs: RecurringJob[] = [
    { name: 'remove-stale-uploads', cron: '7 * * * *', work: () => removeStaleUploads(db, disk, new Date()) },
    { name: 'remove-old-idempotency-keys', cron: '17 * * * *', work: () => removeOldIdempotencyKeys(db, new Date()) },
  ];
  const { stop } = await runJobs(jobs, {
    connectionString: config.databaseUrl,
    onError: (error) => log.error({ failure: nameOf(error) }, 'the queue or a job failed'),
  });
  log.info({ jobs: jobs.map(({ name }) => name) }, 'worker runs');
  stopInOrder(() => stop().then(close));
});

/** What happened, without the statement and the parameters that a database error's message holds. The queue's errors are plain objects. */
function nameOf(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return nameOf(error.cause);
  const { message, code } = Object(error) as { message?: string; code?: string };
  return (message || code || 'unknown').split('\n', 1)[0]!;
}
