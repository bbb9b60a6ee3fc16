import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { problemWords } from '#lib/server/problem-words.ts';

/** Ticks something on a card's checklist, or takes the tick off. */
export async function tick({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const [number, itemId] = [form.get('number'), form.get('itemId')].map((value) => (typeof value === 'string' ? value : '')) as [string, string];
  const { error: problem } = await locals.api.PUT('/api/work-orders/{id}/checklist-items/{itemId}', {
    params: { path: { id: number, itemId } },
    body: { isDone: form.get('isDone') === 'yes' },
  });
  // Somebody took it off the list, or the order away: the day as it is now says so.
  if (problem && problem.status >= 500) error(problem.status, { message: problemWords(problem), requestId: problem.requestId });
  redirect(303, `/my-day#${number}`);
}
