import { readList } from '#features/triage/read.server.ts';
import { filtersFrom } from '#features/triage/view.ts';
import { mustHavePage } from '#lib/server/session.ts';

/** The list. It is loaded again when its filters change, not when another order of it is chosen. */
export async function load({ locals, url }) {
  mustHavePage(locals, 'triage');
  const filters = filtersFrom(url.searchParams);
  return readList(locals.api, filters);
}
