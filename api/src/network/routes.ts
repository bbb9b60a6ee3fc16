import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { circuitRoutes } from './circuits/routes.ts';
import { dipRoutes } from './dips/routes.ts';
import { figureRoutes } from './figures/routes.ts';
import { historyRoutes } from './history/routes.ts';
import { erateRoutes } from './imports/routes.ts';
import { measuringRoutes } from './measuring/routes.ts';
import { probeRoutes } from './probes/routes.ts';
import { settingRoutes } from './settings/routes.ts';

/** The district's network: each part registers its own. */
export const networkRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(figureRoutes);
  await app.register(circuitRoutes);
  await app.register(settingRoutes);
  await app.register(historyRoutes);
  await app.register(erateRoutes);
  await app.register(measuringRoutes);
  await app.register(probeRoutes);
  await app.register(dipRoutes);
};
