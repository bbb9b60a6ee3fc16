import { API_URL } from '$app/env/private';
import { headersFor } from '#lib/server/api.ts';

/** Streams that this process passes on: when it is told to stop they end, and their browsers come back to another. */
const open = new Set<AbortController>();
process.on('steward:drain' as never, () => {
  for (const stream of open) stream.abort();
});

/** What happens, as the API tells this person: passed on as it comes. */
export async function GET(event) {
  const after = event.url.searchParams.get('after');
  const lastEventId = event.request.headers.get('last-event-id');
  const stream = new AbortController();
  open.add(stream);
  const over = () => void open.delete(stream);
  const answer = await fetch(`${API_URL}/api/live${after ? `?after=${encodeURIComponent(after)}` : ''}`, {
    headers: { ...headersFor(event), accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: stream.signal,
  }).catch(() => undefined);
  if (!answer?.ok || !answer.body) {
    over();
    await answer?.body?.cancel();
    return new Response(null, { status: answer?.status ?? 503 });
  }
  return new Response(passedOn(answer.body, over), {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-store, no-transform', 'x-accel-buffering': 'no' },
  });
}

/** The same bytes. An end of the API's is an end like any other, and a browser that leaves ends the API's stream. */
function passedOn(body: ReadableStream<Uint8Array>, over: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(to) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (value) return to.enqueue(value);
      if (!done) return;
      over();
      to.close();
    },
    async cancel() {
      over();
      await reader.cancel().catch(() => {});
    },
  });
}
