import { askedOf } from '#features/operations/asked.ts';
import { readOperations } from '#features/operations/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'operations');
  return readOperations(locals.api, askedOf(url.searchParams));
}
