import { datesOf } from '#features/condition/asked.ts';
import { homeOf } from '#features/condition/home.server.ts';
import { readSchoolPage } from '#features/condition/read.server.ts';

export async function load({ locals, params, url }) {
  const home = homeOf(locals);
  return { home, ...(await readSchoolPage(locals.api, params.id, datesOf(url.searchParams))) };
}
