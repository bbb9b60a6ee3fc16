export { remindOfCapitalApprovals } from './approvals/remind.ts';
export { capitalRoutes } from './routes.ts';
