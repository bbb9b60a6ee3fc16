export { deviceFileRoutes } from './received-files/routes.ts';
export { isDeviceFileStored, storedDeviceFiles } from './received-files/stored-files.ts';
export { deviceFileWork } from './received-files/work-files.ts';
export { publishCoverage, readSchoolDevices } from './measures/publish-coverage.ts';
export { deviceRoutes } from './routes.ts';
export { type AskForRepair } from './repairs/open-repair.ts';
export { seedDevices } from './demonstration/seed-devices.ts';
