export { readServiceFigures, type ServiceFigures } from './read-service-figures.ts';
export { reportRoutes } from './routes.ts';
