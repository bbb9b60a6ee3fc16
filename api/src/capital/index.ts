export { remindOfCapitalApprovals } from './approvals/remind.ts';
export { seedCapital } from './demonstration/seed-capital.ts';
export { capitalRoutes } from './routes.ts';
