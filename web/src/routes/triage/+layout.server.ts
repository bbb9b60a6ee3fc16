import { readList } from '#features/triage/read.server.ts';
import { livePosition } from '#lib/server/live.ts';
import { mustHavePage } from '#lib/server/session.ts';

/** The list. It is loaded again when its filters change, not when another order of it is chosen. */
export async function load(event) {
  const { locals, url } = event;
  mustHavePage(locals, 'triage');
  return { live: await livePosition(event), ...(await readList(locals.api, url.searchParams)) };
}
