import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { Sql } from '@steward/db';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import type { Config } from '#platform/config.ts';
import { docs } from '#platform/docs.ts';
import { answerBeforeRouting, problemDetails } from '#platform/error-handler.ts';
import { createDisk } from '#platform/files.ts';
import { health } from '#platform/health.ts';
import { idempotency } from '#platform/idempotency.ts';
import { openapi } from '#platform/openapi.ts';
import { limitRequests } from '#platform/rate-limit.ts';
import { catalogRoutes } from './catalog/index.ts';
import { authRoutes, createAuth, peopleRoutes, sessions } from './people/index.ts';
import { siteRoutes } from './sites/index.ts';
import { fileRoutes, workOrderRoutes } from './work-orders/index.ts';

export type Deps = { db: Sql; clock: () => Date; config: Config; serverFactory?: FastifyServerOptions['serverFactory'] };

const MAX_BODY_BYTES = 256 * 1024;

/** The API with everything it serves, not yet listening: plumbing first, then one line per capability. */
export async function buildApp({ db, clock, config, serverFactory }: Deps): Promise<FastifyInstance> {
  const app = Fastify({
    // Request ids, route and status; never bodies, names or query strings.
    logger:
      config.logLevel === 'silent'
        ? false
        : {
            level: config.logLevel,
            serializers: {
              req: (request) => ({ method: request.method, route: request.routeOptions?.url ?? 'unknown' }),
              res: (reply) => ({ status: reply.statusCode }),
            },
          },
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    trustProxy: config.trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerBeforeRouting,
    ...(serverFactory ? { serverFactory } : {}),
  });
  // A text body is nothing we take: 415, as for any other type.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate('db', db).decorate('clock', clock).decorate('config', config).decorate('disk', createDisk(config));

  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });
  await app.register(multipart);
  await openapi(app);
  problemDetails(app);
  sessions(app);
  await limitRequests(app);
  idempotency(app);

  await docs(app);
  await app.register(health);
  await app.register(authRoutes(createAuth(db, config)));
  await app.register(peopleRoutes);
  await app.register(siteRoutes);
  await app.register(catalogRoutes);
  await app.register(workOrderRoutes);
  await app.register(fileRoutes);
  return app.ready().then(() => app);
}
