export { areConditionsBehind, keepNextConditions } from './keep-condition.ts';
export { conditionRoutes } from './routes.ts';
export { historyRoutes } from './history/routes.ts';
export { schoolRoutes } from './schools/routes.ts';
export { costBasisRoutes } from './cost-basis/routes.ts';
export { seedCondition } from './demonstration/seed-condition.ts';
export { seedMeasures } from './demonstration/seed-measures.ts';
