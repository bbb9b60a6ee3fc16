import { error } from '@sveltejs/kit';
import { readList } from '#features/triage/read.server.ts';
import { filtersFrom } from '#features/triage/view.ts';

/** The list. It is loaded again when its filters change, not when another order of it is chosen. */
export async function load({ locals, url }) {
  const filters = filtersFrom(url.searchParams);
  if (!locals.me?.pages.includes('triage')) error(403, { message: 'Triage is for the desk.', requestId: locals.requestId });
  return readList(locals.api, filters);
}
