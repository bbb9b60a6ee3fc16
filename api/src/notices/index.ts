export { firstAbove, type FromAbove } from './from-above.ts';
export { mailRoutes } from './mails/routes.ts';
export { notify } from './notify.ts';
export { noticeRoutes } from './routes.ts';
export { noticeWork } from './work.ts';
