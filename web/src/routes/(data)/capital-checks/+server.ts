import { json } from '@sveltejs/kit';
import { check, said, type Sent } from '#features/capital-entry/check.server.ts';

/** What is wrong with rows while they are typed. */
export async function POST({ request, locals }) {
  const { data, error: problem } = await check(locals.api, (await request.json()) as Sent);
  return problem ? json({ code: problem.code }, { status: problem.status }) : json({ said: said(data) });
}
