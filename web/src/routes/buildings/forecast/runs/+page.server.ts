import { readRuns } from '#features/condition/forecast/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const cursor = url.searchParams.get('after') ?? undefined;
  const { items, nextCursor } = await readRuns(locals.api, cursor);
  return { runs: items, nextCursor, isFirst: cursor === undefined };
}
