import { readServices } from '#features/set-up/read.server.ts';
import { must } from '#lib/server/api.ts';

export async function load({ locals, parent }) {
  await parent();
  const [policies, { names }] = await Promise.all([locals.api.GET('/api/set-up/approval-policies').then(must), readServices(locals.api)]);
  return { policies: policies.items, mayAdd: policies.may.add, names };
}
