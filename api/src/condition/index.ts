export { keepConditions } from './keep-condition.ts';
export { conditionRoutes } from './routes.ts';
export { seedCondition } from './demonstration/seed-condition.ts';
export { seedMeasures } from './demonstration/seed-measures.ts';
