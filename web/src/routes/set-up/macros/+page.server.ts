import { readServices } from '#features/set-up/read.server.ts';
import { must } from '#lib/server/api.ts';

export async function load({ locals, parent }) {
  await parent();
  const [macros, { names }] = await Promise.all([locals.api.GET('/api/set-up/macros').then(must), readServices(locals.api)]);
  return { macros: macros.items, mayAdd: macros.may.add, names };
}
