export { mailRoutes } from './mails/routes.ts';
export { notify } from './notify.ts';
export { noticeRoutes } from './routes.ts';
export { noticeWork } from './work.ts';
