import { readServices } from '#features/set-up/read.server.ts';
import { must } from '#lib/server/api.ts';

export async function load({ locals, parent }) {
  await parent();
  const [types, { services, names }] = await Promise.all([locals.api.GET('/api/set-up/request-types').then(must), readServices(locals.api)]);
  return { types: types.items, mayAdd: types.may.add, services, names };
}
