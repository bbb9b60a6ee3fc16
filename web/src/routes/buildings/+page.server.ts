import { askedOf } from '#features/condition/asked.ts';
import { countWaiting } from '#features/condition/candidates.server.ts';
import { readCondition } from '#features/condition/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const [condition, waiting] = await Promise.all([readCondition(locals.api, askedOf(url.searchParams)), countWaiting(locals.api)]);
  return { ...condition, waiting };
}
