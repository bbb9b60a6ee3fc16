import { lookedOf } from '#features/capital/asked.ts';
import { readCapital } from '#features/capital/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  return readCapital(locals.api, lookedOf(url.searchParams));
}
