export { followOrder } from './findings/follow-order.ts';
export { proposeFindings } from './findings/propose-findings.ts';
export { findingRoutes } from './findings/routes.ts';
export { inventoryRoutes } from './inventory/routes.ts';
export { areConditionsBehind, keepNextConditions } from './keep-condition.ts';
export { conditionRoutes } from './routes.ts';
export { fciByYear } from './history/fci-by-year.ts';
export { historyRoutes } from './history/routes.ts';
export { schoolRoutes } from './schools/routes.ts';
export { labourRateRoutes } from './labour-rates/routes.ts';
export { costBasisRoutes } from './cost-basis/routes.ts';
export { conditionExportRoutes } from './exports/routes.ts';
export { importRoutes } from './imports/routes.ts';
export { isImportStored, storedImports } from './imports/stored-imports.ts';
export { importWork } from './imports/work-imports.ts';
export { csvFile } from './csv-file.ts';
export { seedAssessment } from './demonstration/seed-assessment.ts';
export { seedCondition } from './demonstration/seed-condition.ts';
export { seedLabourRates } from './demonstration/seed-labour-rates.ts';
export { seedMeasures } from './demonstration/seed-measures.ts';
export {
  bringBackDeficiency,
  type ByScope,
  componentFacts,
  deficiencyFacts,
  fundDeficiency,
  letGoOfDeficiency,
  renewForScope,
  retireDeficiency,
  takeUpDeficiency,
  undoRenewalForScope,
} from './findings/follow-scope.ts';
export { shareCost } from './rules/follow-order.ts';
export { renewalsAhead } from './forecasts/renewals-ahead.ts';
export { planToPropose } from './priorities/plan-to-propose.ts';
export { readCondition } from './read-condition.ts';
