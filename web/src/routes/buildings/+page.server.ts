import { redirect } from '@sveltejs/kit';
import { askedOf, schoolOf } from '#features/condition/asked.ts';
import { countWaiting } from '#features/condition/candidates.server.ts';
import { readCondition } from '#features/condition/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const school = schoolOf(url.searchParams);
  if (school) redirect(303, `/buildings/sites/${school}`);
  const [condition, waiting] = await Promise.all([readCondition(locals.api, askedOf(url.searchParams)), countWaiting(locals.api)]);
  return { ...condition, waiting };
}
