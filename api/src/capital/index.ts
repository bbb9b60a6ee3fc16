export { capitalRoutes } from './routes.ts';
