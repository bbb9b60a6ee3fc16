import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { capitalApprovalRoutes } from './approvals/routes.ts';
import { financeRoutes } from './finance/routes.ts';
import { contractRoutes } from './ledger/routes.ts';
import { openRoutes } from './open/routes.ts';
import { outlookRoutes } from './outlook/routes.ts';
import { packetRoutes } from './packet/routes.ts';
import { programmeRoutes } from './programmes/routes.ts';
import { projectFileRoutes } from './project-files/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { purchasingRoutes } from './purchasing/routes.ts';
import { readingRoutes } from './reading/routes.ts';
import { capitalFileRoutes } from './received-files/routes.ts';
import { requestRoutes } from './requests/routes.ts';
import { selectionRoutes } from './selection/routes.ts';
import { sheetRoutes } from './sheets/routes.ts';

/** The capital plan: each part registers its own. */
export const capitalRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(programmeRoutes);
  await app.register(projectRoutes);
  await app.register(purchasingRoutes);
  await app.register(requestRoutes);
  await app.register(sheetRoutes);
  await app.register(capitalApprovalRoutes);
  await app.register(contractRoutes);
  await app.register(readingRoutes);
  await app.register(packetRoutes);
  await app.register(capitalFileRoutes);
  await app.register(projectFileRoutes);
  await app.register(financeRoutes);
  await app.register(outlookRoutes);
  await app.register(selectionRoutes);
  await app.register(openRoutes);
};
