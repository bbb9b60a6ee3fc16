export { seedPlan } from './demonstration/seed-plan.ts';
export { planRoutes } from './routes.ts';
