import { askedOf } from '#features/condition/asked.ts';
import { readCondition } from '#features/condition/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  return readCondition(locals.api, askedOf(url.searchParams));
}
