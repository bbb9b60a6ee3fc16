import { readCircuits } from '#features/network/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'network');
  return readCircuits(locals.api, url.searchParams);
}
