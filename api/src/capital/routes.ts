import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { capitalFileRoutes } from './received-files/routes.ts';
import { financeRoutes } from './finance/routes.ts';
import { projectFileRoutes } from './project-files/routes.ts';

/** The capital plan. */
export const capitalRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(capitalFileRoutes);
  await app.register(projectFileRoutes);
  await app.register(financeRoutes);
};
