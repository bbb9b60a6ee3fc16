import { error } from '@sveltejs/kit';

/** For administrators. To everybody else it is as if there were no such page; what they may do the API decides again for each act. */
export function load({ locals }) {
  if (!locals.me?.pages.includes('admin-people')) error(404, { message: 'There is no such page.' });
}
