import { lookedOf } from '#features/capital/asked.ts';
import { readProject } from '#features/capital/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'capital');
  const { asOf } = lookedOf(url.searchParams);
  const { page, changes } = await readProject(locals.api, params.id, asOf);
  return { page, changes, asOf, programmeCode: page.programme.code };
}
