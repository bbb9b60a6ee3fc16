import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { dipRoutes } from './dips/routes.ts';
import { measuringRoutes } from './measuring/routes.ts';
import { probeRoutes } from './probes/routes.ts';

/** The district's network: each part registers its own. */
export const networkRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(measuringRoutes);
  await app.register(probeRoutes);
  await app.register(dipRoutes);
};
