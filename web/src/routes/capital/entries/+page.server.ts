import { entriesOf } from '#features/capital/asked.ts';
import { readEntries } from '#features/capital/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  const asked = entriesOf(url.searchParams);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  return { asked, isFirst: cursor === undefined, ...(await readEntries(locals.api, asked, cursor)) };
}
