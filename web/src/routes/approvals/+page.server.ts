import { readApprovals, readCapitalApprovals } from '#features/approvals/read.server.ts';

export async function load({ locals, url }) {
  const state = url.searchParams.get('state') === 'decided' ? ('decided' as const) : ('waiting' as const);
  const [items, capital] = await Promise.all([readApprovals(locals.api, state), readCapitalApprovals(locals.api, state)]);
  return { items, capital, state, did: url.searchParams.get('did') ?? '' };
}
