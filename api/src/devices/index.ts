export { deviceRoutes } from './routes.ts';
export { type AskForRepair } from './repairs/open-repair.ts';
export { seedDevices } from './demonstration/seed-devices.ts';
