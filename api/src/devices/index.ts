export { deviceRoutes } from './routes.ts';
export { type AskForRepair } from './repairs/open-repair.ts';
