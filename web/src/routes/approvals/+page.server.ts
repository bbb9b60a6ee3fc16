import { readApprovals } from '#features/approvals/read.server.ts';

export async function load({ locals, url }) {
  const state = url.searchParams.get('state') === 'decided' ? ('decided' as const) : ('waiting' as const);
  return { items: await readApprovals(locals.api, state), state, did: url.searchParams.get('did') ?? '' };
}
