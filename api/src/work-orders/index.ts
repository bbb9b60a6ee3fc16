export { seedOrders } from './demonstration/seed-orders.ts';
export { removeStaleUploads } from './files/remove-stale-uploads.ts';
export { fileRoutes } from './files/routes.ts';
export { workOrderRoutes } from './routes.ts';
