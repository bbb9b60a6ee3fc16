import { json } from '@sveltejs/kit';
import { sameOrigin, stillThem } from '#lib/server/field.ts';

/** What a station scanned, for the person who scanned it and nobody else. */
export async function POST(event) {
  const refusal = sameOrigin(event);
  if (refusal) return refusal;
  const { personId, siteId, ...body } = (await event.request.json().catch(() => null)) ?? {};
  if (!stillThem(event, personId)) return json({ code: 'portal.other_person' }, { status: 409 });
  // The API reads it through its own contract: what is not of that form is refused there.
  const { data, error: problem } = await event.locals.api.POST('/api/device-collections/{siteId}/scans', {
    params: { path: { siteId: String(siteId) } },
    body,
  });
  return json(data ?? problem, { status: problem?.status ?? 200 });
}
