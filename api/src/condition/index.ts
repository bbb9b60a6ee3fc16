export { followOrder } from './findings/follow-order.ts';
export { proposeFindings } from './findings/propose-findings.ts';
export { findingRoutes } from './findings/routes.ts';
export { inventoryRoutes } from './inventory/routes.ts';
export { keepConditions } from './keep-condition.ts';
export { conditionRoutes } from './routes.ts';
export { seedCondition } from './demonstration/seed-condition.ts';
