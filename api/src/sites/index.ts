export { findPlace, keptPlaces } from './kept-places.ts';
export { usingRoom } from './queries.ts';
export { siteRoutes } from './routes.ts';
