import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@steward/db';
import type { FastifyServerOptions } from 'fastify';
import { readConfig } from '#platform/config.ts';
import { startTracing } from '#platform/tracing.ts';
import { buildApp } from './app.ts';
import { refuseDemonstrationInProduction } from './launcher/demonstration.ts';
import { stopInOrder } from './launcher/lifetime.ts';
import { refuseOwner } from './launcher/refuse-owner.ts';
import { refuseUnwritable } from './launcher/refuse-unwritable.ts';
import { refuseUnknownScopes } from './people/index.ts';

type Portal = { serverFactory: NonNullable<FastifyServerOptions['serverFactory']>; idle: () => Promise<void> };

const PAGES_FINISH_WITHIN_MS = 1_500;

/** Serves the API, and the portal on the same port when given one, until told to stop; then what was begun is finished first. */
export async function runServer(portal?: Portal): Promise<void> {
  const config = readConfig(process.env);
  await refuseUnwritable(config.files.directory);
  const tracing = await startTracing(config.tracesEndpoint, 'steward-api');
  const { db, close } = connect(config.databaseUrl, {
    poolSize: config.databasePool,
    applicationName: config.applicationName,
    isPooled: config.isDatabasePooled,
    watch: tracing?.statement,
  });
  await refuseDemonstrationInProduction(db, config);
  if (config.isDatabasePooled) await refuseOwner(db);
  await refuseUnknownScopes(db, config.providers);
  const app = await buildApp({ db, clock: () => new Date(), config, tracing, ...(portal ? { serverFactory: portal.serverFactory } : {}) });
  stopInOrder(async () => {
    app.drain.begin();
    await pause(config.drainSeconds * 1000);
    // Pages under way still ask the API, which refuses once it closes.
    if (portal) await Promise.race([portal.idle(), pause(PAGES_FINISH_WITHIN_MS, undefined, { ref: false })]);
    await app.close();
    await close();
    await tracing?.stop();
  }, config.drainSeconds);
  await app.listen({ host: config.host, port: config.port });
}
