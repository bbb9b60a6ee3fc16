import multipart from '@fastify/multipart';
import type { Sql } from '@steward/db';
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import { checkedAnswers, shapedAnswers } from '#platform/answers.ts';
import { announceActs } from '#platform/announce.ts';
import type { Config } from '#platform/config.ts';
import { REQUEST_WITHIN_MS, refuseBrokenRequest } from '#platform/broken-requests.ts';
import { docs } from '#platform/docs.ts';
import { drain } from '#platform/drain.ts';
import { answerBeforeRouting, problemDetails } from '#platform/error-handler.ts';
import { createFiles } from '#platform/files/index.ts';
import { health } from '#platform/health.ts';
import { idempotency } from '#platform/idempotency.ts';
import { metrics } from '#platform/metrics.ts';
import { openapi } from '#platform/openapi.ts';
import { limitRequests } from '#platform/rate-limit.ts';
import { safeHeaders } from '#platform/safe-headers.ts';
import { logRequests } from '#platform/request-log.ts';
import { HTTP_OPTIONS, KEEP_ALIVE_MS, limitSlowBodies } from '#platform/time-limits.ts';
import type { Tracing } from '#platform/tracing.ts';
import { approvalPolicyRoutes, calendarRoutes, catalogRoutes, setUpRoutes, targetRoutes } from './catalog/index.ts';
import {
  conditionExportRoutes,
  conditionRoutes,
  costBasisRoutes,
  labourRateRoutes,
  findingRoutes,
  followOrder,
  historyRoutes,
  importRoutes,
  inventoryRoutes,
  schoolRoutes,
} from './condition/index.ts';
import { capitalRoutes } from './capital/index.ts';
import { deviceDesk } from './device-orders.ts';
import { deviceFileRoutes, deviceRoutes } from './devices/index.ts';
import { networkRoutes } from './network/index.ts';
import { mailRoutes, noticeRoutes } from './notices/index.ts';
import {
  absenceRoutes,
  accountRoutes,
  authRoutes,
  compartmentRoutes,
  createAuth,
  createProviderSignIn,
  delegationRoutes,
  lastSeen,
  peopleRoutes,
  requireSession,
  sessions,
  tokenRoutes,
} from './people/index.ts';
import { reportRoutes } from './reports/index.ts';
import { technologyRoutes } from './technology/index.ts';
import { planRoutes } from './plan/index.ts';
import { siteRoutes } from './sites/index.ts';
import { surveyRoutes } from './surveys/index.ts';
import {
  approvalRoutes,
  bulkRoutes,
  checklistRoutes,
  clockRoutes,
  fieldRoutes,
  fileRoutes,
  followOrders,
  liveRoutes,
  macroRoutes,
  routingRuleRoutes,
  viewRoutes,
  workOrderRoutes,
} from './work-orders/index.ts';

export type Deps = {
  db: Sql;
  clock: () => Date;
  config: Config;
  serverFactory?: FastifyServerOptions['serverFactory'];
  tracing?: Tracing | undefined;
  logStream?: NodeJS.WritableStream;
  /** Each answer is looked into, as tests do. */
  areAnswersChecked?: boolean;
};

const MAX_BODY_BYTES = 256 * 1024;

/** The API with everything it serves, not yet listening: plumbing first, then one line per capability. */
export async function buildApp({ db, clock, config, serverFactory, tracing, logStream, areAnswersChecked }: Deps): Promise<FastifyInstance> {
  const app = Fastify({
    // What the log says of a request is one line at its end (request-log.ts).
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, base: { process: 'api' }, ...(logStream ? { stream: logStream } : {}) },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    trustProxy: config.trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    http: HTTP_OPTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerBeforeRouting,
    clientErrorHandler: refuseBrokenRequest,
    requestTimeout: REQUEST_WITHIN_MS,
    ...(serverFactory ? { serverFactory } : {}),
  });
  // A text body is nothing we take: 415, as for any other type.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(areAnswersChecked ? checkedAnswers : shapedAnswers);
  app
    .decorate('db', db)
    .decorate('clock', clock)
    .decorate('config', config)
    .decorate('files', await createFiles(config.files));

  await safeHeaders(app);
  await app.register(multipart);
  await openapi(app);
  problemDetails(app);
  tracing?.requests(app);
  metrics(app);
  logRequests(app);
  drain(app);
  limitSlowBodies(app);
  sessions(app);
  lastSeen(app);
  await limitRequests(app);
  requireSession(app);
  idempotency(app);
  announceActs(app);

  // What becomes of orders becomes of the deficiencies they put right.
  followOrders(followOrder);
  await docs(app);
  await app.register(health);
  const providers = createProviderSignIn(db, config, clock);
  await app.register(authRoutes(createAuth(db, config), providers));
  await app.register(peopleRoutes);
  await app.register(accountRoutes(providers));
  await app.register(delegationRoutes);
  await app.register(absenceRoutes);
  await app.register(compartmentRoutes);
  await app.register(tokenRoutes);
  await app.register(siteRoutes);
  await app.register(catalogRoutes);
  await app.register(setUpRoutes);
  await app.register(calendarRoutes);
  await app.register(targetRoutes);
  await app.register(approvalPolicyRoutes);
  await app.register(deviceRoutes(deviceDesk));
  await app.register(deviceFileRoutes, { rosterSource: config.rosterSource });
  await app.register(workOrderRoutes);
  await app.register(approvalRoutes);
  await app.register(clockRoutes);
  await app.register(fileRoutes);
  await app.register(fieldRoutes);
  await app.register(viewRoutes);
  await app.register(routingRuleRoutes);
  await app.register(bulkRoutes);
  await app.register(checklistRoutes);
  await app.register(macroRoutes);
  await app.register(noticeRoutes);
  await app.register(mailRoutes);
  await app.register(liveRoutes);
  await app.register(conditionRoutes);
  await app.register(historyRoutes);
  await app.register(costBasisRoutes);
  await app.register(labourRateRoutes);
  await app.register(schoolRoutes);
  await app.register(importRoutes);
  await app.register(conditionExportRoutes);
  await app.register(inventoryRoutes);
  await app.register(findingRoutes);
  await app.register(networkRoutes);
  await app.register(capitalRoutes);
  await app.register(reportRoutes);
  await app.register(surveyRoutes);
  await app.register(technologyRoutes);
  await app.register(planRoutes);
  return app.ready().then(() => app);
}
