import { connect } from '@steward/db';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { readConfig } from '#platform/config.ts';
import { createFiles } from '#platform/files/index.ts';
import { type JobWatch, type RecurringJob, runJobs } from '#platform/jobs.ts';
import { createMailer } from '#platform/mailer.ts';
import { workerMetrics } from '#platform/metrics.ts';
import { removeOldIdempotencyKeys } from '#platform/old-idempotency-keys.ts';
import { openSideDoor } from '#platform/side-door.ts';
import { runSteadily } from '#platform/steady-work.ts';
import { startTracing } from '#platform/tracing.ts';
import { capitalFileWork, capitalMails, remindOfCapitalApprovals, sendDuePackets, watchFolder } from './capital/index.ts';
import { areConditionsBehind, followOrder, importWork, keepNextConditions, proposeFindings } from './condition/index.ts';
import { deviceFileWork, keyDigests } from './devices/index.ts';
import { refuseDemonstrationInProduction } from './launcher/demonstration.ts';
import { main, stopInOrder } from './launcher/lifetime.ts';
import { firstAbove, noticeWork } from './notices/index.ts';
import { proposeDips, watchLinks } from './network/index.ts';
import { removeExpiredSessions, removeOldTries } from './people/index.ts';
import { closeDueSurveys, openDueSurveys, surveyMails, surveyWork } from './surveys/index.ts';
import {
  bulkWork,
  escalateOrders,
  followOrders,
  hasRecount,
  recountClocks,
  recountNext,
  remindOfApprovals,
  removeStaleUploads,
  warnOfBreaches,
} from './work-orders/index.ts';

// What nobody waits for: the same modules as the API's, on a queue in the database.
main(async () => {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: { process: 'worker' } });
  const tracing = await startTracing(config.tracesEndpoint, 'steward-worker');
  const { db, close } = connect(config.databaseUrl, { poolSize: 4, applicationName: config.applicationName, watch: tracing?.statement });
  await refuseDemonstrationInProduction(db, config);

  const files = await createFiles(config.files);
  // Bulk changes complete and reopen orders here.
  followOrders(followOrder);
  const jobs: RecurringJob[] = [
    { name: 'warn-of-breaches', cron: '* * * * *', work: () => warnOfBreaches(db, new Date()) },
    { name: 'escalate-orders', cron: '* * * * *', work: () => escalateOrders(db, new Date()) },
    { name: 'remind-of-approvals', cron: '*/5 * * * *', work: () => remindOfApprovals(db, new Date()) },
    { name: 'remind-of-capital-approvals', cron: '*/5 * * * *', work: () => remindOfCapitalApprovals(db, new Date()) },
    { name: 'send-board-packets', cron: '* * * * *', work: () => sendDuePackets(db, { files }, new Date()) },
    { name: 'recount-clocks', cron: '* * * * *', work: () => recountClocks(db, () => new Date()) },
    { name: 'propose-findings', cron: '*/5 * * * *', work: () => proposeFindings(db, new Date()) },
    { name: 'open-due-surveys', cron: '*/5 * * * *', work: () => openDueSurveys(db, new Date()) },
    { name: 'close-due-surveys', cron: '*/5 * * * *', work: () => closeDueSurveys(db, new Date()) },
    { name: 'watch-network-links', cron: '* * * * *', work: () => watchLinks(db, new Date()) },
    { name: 'propose-network-dips', cron: '*/5 * * * *', work: () => proposeDips(db, new Date()) },
    { name: 'key-account-digests', cron: '*/5 * * * *', work: () => keyDigests(db, config.sessionSecret) },
    { name: 'remove-stale-uploads', cron: '7 * * * *', work: () => removeStaleUploads(db, files, new Date()) },
    { name: 'remove-old-sign-in-tries', cron: '37 * * * *', work: () => removeOldTries(db, new Date()) },
    { name: 'remove-old-idempotency-keys', cron: '17 * * * *', work: () => removeOldIdempotencyKeys(db, new Date()) },
    { name: 'remove-expired-sessions', cron: '27 * * * *', work: () => removeExpiredSessions(db, new Date()) },
  ];
  const { financeFolder } = config;
  if (financeFolder !== undefined)
    jobs.push({
      name: 'watch-finance-folder',
      cron: '* * * * *',
      work: () =>
        watchFolder({ db, files }, financeFolder, new Date(), (file, why) => log.warn({ file, why }, 'a file of the finance system is not taken')),
    });
  const counted = workerMetrics(db, config.applicationName, () => running.queues());
  const watch: JobWatch = (name, work) => counted.watch(name, () => (tracing ? tracing.job(name, work) : work()));
  const onError = (error: unknown) => log.error({ failure: nameOf(error) }, 'the queue or a job failed');
  const running = await runJobs(jobs, { connectionString: config.databaseUrl, watch, onError });
  const { smtpUrl, mailFrom, publicUrl } = config;
  const mailer = smtpUrl === undefined ? null : createMailer({ smtpUrl, mailFrom, publicUrl });
  const counting = { name: 'count-calendar-in', hasWork: () => hasRecount(db), work: () => recountNext(db, () => new Date()) };
  // At once on the first day of a year, and when a new cost basis counts: each list of buildings is of one year and one basis.
  const keeping = {
    name: 'keep-conditions',
    hasWork: () => areConditionsBehind(db, new Date()),
    work: async () => (await keepNextConditions(db, new Date())) > 0,
  };
  const steady = runSteadily(
    [
      counting,
      keeping,
      bulkWork(db, () => new Date()),
      importWork(db, files, () => new Date()),
      capitalFileWork(db, files, () => new Date()),
      deviceFileWork({ db, files, source: config.rosterSource, secret: config.sessionSecret, clock: () => new Date() }),
      ...surveyWork(db, () => new Date()),
      ...noticeWork({ db, files, mailer, publicUrl, above: firstAbove(capitalMails, surveyMails), onError }),
    ],
    { watch, onError },
  );
  let isStopping = false;
  const isReady = async () => !isStopping && (await db.execute(sql`select 1`)).length === 1;
  if (config.workerPort) await openSideDoor({ host: config.host, port: config.workerPort, isReady, metrics: counted.text });
  log.info({ jobs: jobs.map(({ name }) => name) }, 'worker runs');
  stopInOrder(() => {
    isStopping = true;
    return Promise.all([running.stop(), steady.stop()])
      .then(() => mailer?.close())
      .then(close)
      .then(() => tracing?.stop());
  });
});

/** What happened, without the statement and the parameters that a database error's message holds. The queue's errors are plain objects. */
function nameOf(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return nameOf(error.cause);
  const { message, code } = Object(error) as { message?: string; code?: string };
  return (message || code || 'unknown').split('\n', 1)[0]!;
}
