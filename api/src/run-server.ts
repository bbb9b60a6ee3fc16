import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@steward/db';
import type { FastifyServerOptions } from 'fastify';
import { readConfig } from '#platform/config.ts';
import { buildApp } from './app.ts';
import { refuseDemonstrationInProduction } from './launcher/demonstration.ts';
import { stopInOrder } from './launcher/lifetime.ts';

type Portal = { serverFactory: NonNullable<FastifyServerOptions['serverFactory']>; idle: () => Promise<void> };

const PAGES_FINISH_WITHIN_MS = 1_500;

/** Serves the API, and the portal on the same port when given one, until told to stop; then what was begun is finished first. */
export async function runServer(portal?: Portal): Promise<void> {
  const config = readConfig(process.env);
  const { db, close } = connect(config.databaseUrl, { poolSize: config.databasePool });
  await refuseDemonstrationInProduction(db, config);
  const app = await buildApp({ db, clock: () => new Date(), config, ...(portal ? { serverFactory: portal.serverFactory } : {}) });
  stopInOrder(async () => {
    // Pages under way still ask the API, which refuses once it closes.
    if (portal) await Promise.race([portal.idle(), pause(PAGES_FINISH_WITHIN_MS, undefined, { ref: false })]);
    await app.close();
    await close();
  });
  await app.listen({ host: config.host, port: config.port });
}
