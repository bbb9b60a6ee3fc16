import { readResults } from '#features/surveys/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'surveys');
  return readResults(locals.api, url.searchParams.get('year') ?? '');
}
