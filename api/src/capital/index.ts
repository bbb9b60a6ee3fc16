export { isCapitalFileStored, storedCapitalFiles } from './received-files/stored-files.ts';
export { capitalFileWork } from './received-files/work-files.ts';
export { watchFolder } from './finance/watch-folder.ts';
export { capitalRoutes } from './routes.ts';
export { seedProjectFile } from './project-files/seed-project-file.ts';
