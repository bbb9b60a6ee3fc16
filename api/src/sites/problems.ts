import { Problem } from '#kernel/problem.ts';

export const siteNotFound = () => new Problem(404, 'site.not_found', 'There is no such school or place.');
export const roomNotFound = () => new Problem(404, 'site.room_not_found', 'There is no such room.');
