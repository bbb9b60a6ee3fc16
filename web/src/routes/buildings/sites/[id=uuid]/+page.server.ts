import { datesOf } from '#features/condition/asked.ts';
import { readSchoolPage } from '#features/condition/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'buildings');
  return readSchoolPage(locals.api, params.id, datesOf(url.searchParams));
}
