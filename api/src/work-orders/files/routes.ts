import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

/** Photos and files of work orders. */
export const fileRoutes: FastifyPluginAsyncZod = async () => {};
