import { readStatedProject } from '#features/capital-files/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params: { id } }) {
  mustHavePage(locals, 'capital');
  return { project: await readStatedProject(locals.api, id) };
}
