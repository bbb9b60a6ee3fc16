import { readServices } from '#features/set-up/read.server.ts';
import { must } from '#lib/server/api.ts';

export async function load({ locals, parent }) {
  await parent();
  const [teams, { services, names }] = await Promise.all([locals.api.GET('/api/set-up/teams').then(must), readServices(locals.api)]);
  return { teams: teams.items, mayAdd: teams.may.add, services, names };
}
