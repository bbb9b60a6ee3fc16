import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { readingRoutes } from './reading/routes.ts';

/** The capital plan: each part registers its own. */
export const capitalRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(readingRoutes);
};
