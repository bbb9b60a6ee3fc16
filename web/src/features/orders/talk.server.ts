import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent } from '#lib/server/forms.ts';
import { readAct, refuseAct, refuseEmpty, refuseFor } from './act.server.ts';

/** Adds to the conversation, with photos if there are any. */
export async function comment(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { body: m.orders_comment_missing() });
  if (refused) return refused;
  if (act.problems.length) return refuseFor(act, { attachmentIds: act.problems.join(' ') });
  const { error: problem } = await event.locals.api.POST('/api/work-orders/{id}/comments', {
    params: { path: { id: act.id }, header: idempotent(act.key) },
    body: {
      body: act.value('body') ?? '',
      isInternal: act.value('audience') === 'crew',
      attachmentIds: act.uploads.map(({ id }) => id),
    },
  });
  if (problem) return refuseAct(event, act, problem, ['body', 'attachmentIds']);
  redirect(303, `/requests/${act.id}?did=comment#comments`);
}
