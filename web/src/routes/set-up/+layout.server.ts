import { mustHavePage } from '#lib/server/session.ts';

export const load = ({ locals }) => mustHavePage(locals, 'set-up');
