export { keepConditions } from './keep-condition.ts';
export { conditionExportRoutes } from './exports/routes.ts';
export { importRoutes } from './imports/routes.ts';
export { isImportStored, storedImports } from './imports/stored-imports.ts';
export { importWork } from './imports/work-imports.ts';
export { conditionRoutes } from './routes.ts';
export { seedAssessment } from './demonstration/seed-assessment.ts';
export { seedCondition } from './demonstration/seed-condition.ts';
export { seedMeasures } from './demonstration/seed-measures.ts';
