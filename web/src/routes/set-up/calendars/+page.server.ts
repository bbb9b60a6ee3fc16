import { readRecount } from '#features/set-up/calendars/recount.server.ts';
import { must } from '#lib/server/api.ts';

export async function load({ locals, parent, url, depends }) {
  await parent();
  depends('set-up:recount');
  const [calendars, recount] = await Promise.all([locals.api.GET('/api/calendars').then(must), readRecount(locals.api, url)]);
  return { calendars: calendars.items, mayAdd: calendars.may.add, recount };
}
