import { projectsOf } from '#features/capital/asked.ts';
import { readProjects } from '#features/capital/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  const asked = projectsOf(url.searchParams);
  return { asked, ...(await readProjects(locals.api, { ...asked, sort: asked.sort || 'slip' })) };
}
