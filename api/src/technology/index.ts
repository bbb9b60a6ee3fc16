export { technologyRoutes } from './routes.ts';
