import { json } from '@sveltejs/kit';
import { idempotent, newKey } from '#lib/server/forms.ts';

/** A ticket for one measurement from a school, for the page's own script. */
export async function POST({ request, locals }) {
  const { siteId } = (await request.json()) as { siteId: string };
  const { data, error: problem } = await locals.api.POST('/api/network/measurement-tickets', {
    params: { header: idempotent(newKey()) },
    body: { siteId },
  });
  return problem ? json({ code: problem.code }, { status: problem.status }) : json(data);
}
