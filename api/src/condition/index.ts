export { conditionRoutes } from './routes.ts';
export { seedCondition } from './demonstration/seed-condition.ts';
