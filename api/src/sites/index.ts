export { findPlace, rememberRoom } from './queries.ts';
export { siteRoutes } from './routes.ts';
