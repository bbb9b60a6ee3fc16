import { must } from '#lib/server/api.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const { items } = must(await locals.api.GET('/api/set-up/services'));
  return { services: items, did: url.searchParams.get('did') ?? '' };
}
