export { fileRoutes } from './files/routes.ts';
export { workOrderRoutes } from './routes.ts';
export { visibleTo } from './queries.ts';
