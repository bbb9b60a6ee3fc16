export { remindOfCapitalApprovals } from './approvals/remind.ts';
export { seedCapital } from './demonstration/seed-capital.ts';
export { watchFolder } from './finance/watch-folder.ts';
export { seedProjectFile } from './project-files/seed-project-file.ts';
export { isCapitalFileStored, storedCapitalFiles } from './received-files/stored-files.ts';
export { capitalFileWork } from './received-files/work-files.ts';
export { capitalRoutes } from './routes.ts';
