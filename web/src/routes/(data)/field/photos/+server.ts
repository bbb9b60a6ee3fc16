import { json } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { headersFor } from '#lib/server/api.ts';
import { sameOrigin, stillThem } from '#lib/server/field.ts';

/** A photo that waited on a phone goes on to the API as it comes; what will be sent next names it. */
export async function POST(event) {
  const refusal = sameOrigin(event);
  if (refusal) return refusal;
  if (!stillThem(event, event.url.searchParams.get('person'))) return json({ code: 'portal.other_person' }, { status: 409 });
  const answer = await fetch(`${API_URL}/api/attachments`, {
    method: 'POST',
    headers: { ...headersFor(event), 'content-type': event.request.headers.get('content-type') ?? '' },
    body: event.request.body,
    duplex: 'half',
  } as RequestInit).catch(() => undefined);
  if (!answer) return json({ code: 'portal.api_unreachable' }, { status: 503 });
  return new Response(answer.body, { status: answer.status, headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' } });
}
