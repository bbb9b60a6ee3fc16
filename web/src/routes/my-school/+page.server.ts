import { readSchool } from '#features/my-school/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'my-school');
  return readSchool(locals.api, url.searchParams.get('school') ?? '');
}
