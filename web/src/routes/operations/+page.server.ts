import { askedOf } from '#features/operations/asked.ts';
import { readOperations } from '#features/operations/read.server.ts';
import { readBriefly } from '#features/surveys/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'operations');
  const [operations, survey] = await Promise.all([readOperations(locals.api, askedOf(url.searchParams)), readBriefly(locals.api)]);
  return { ...operations, survey };
}
