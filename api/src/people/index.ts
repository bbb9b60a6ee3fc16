export { auditViews } from './audit-views.ts';
export { createAuth } from './auth.ts';
export { authRoutes } from './auth-routes.ts';
export { findActors } from './queries.ts';
export { peopleRoutes } from './routes.ts';
export { sessions } from './session.ts';
