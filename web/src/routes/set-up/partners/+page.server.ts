import { readPartners } from '#features/set-up/partner.server.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const { items, may } = await readPartners(locals.api);
  return { schools: items, mayChange: may.change, did: url.searchParams.get('did') ?? '' };
}
