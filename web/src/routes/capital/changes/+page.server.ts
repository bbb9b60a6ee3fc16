import { changesOf } from '#features/capital/asked.ts';
import { readChanges } from '#features/capital/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  const asked = changesOf(url.searchParams);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  return { asked, isFirst: cursor === undefined, ...(await readChanges(locals.api, asked, cursor)) };
}
