import { readBuildOut } from '#features/network/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals }) {
  mustHavePage(locals, 'network');
  return { buildOut: await readBuildOut(locals.api) };
}
