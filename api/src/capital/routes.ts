import type { FastifyPluginAsync } from 'fastify';
import { openRoutes } from './open/routes.ts';
import { outlookRoutes } from './outlook/routes.ts';
import { selectionRoutes } from './selection/routes.ts';

/** The capital plan: what was promised, what became of it, and what comes next. */
export const capitalRoutes: FastifyPluginAsync = async (app) => {
  await app.register(openRoutes);
  await app.register(outlookRoutes);
  await app.register(selectionRoutes);
};
