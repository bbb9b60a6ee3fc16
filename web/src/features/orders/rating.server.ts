import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent } from '#lib/server/forms.ts';
import { readAct, refuseAct, refuseEmpty } from './act.server.ts';

/** The requester says how well it went. */
export async function rate(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { rating: m.orders_rating_missing() });
  if (refused) return refused;
  const words = act.value('comment');
  const { error: problem } = await event.locals.api.POST('/api/work-orders/{id}/ratings', {
    params: { path: { id: act.id }, header: idempotent(act.key) },
    body: { rating: Number(act.value('rating')), ...(words ? { comment: words } : {}) },
  });
  if (problem) return refuseAct(event, act, problem, ['rating', 'comment']);
  redirect(303, `/requests/${act.id}?did=rate`);
}

/** "Still not fixed" after ten days: a new request that is linked to this one. */
export async function followUp(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { note: m.orders_not_fixed_missing() });
  if (refused) return refused;
  const { data, error: problem } = await event.locals.api.POST('/api/work-orders/{id}/follow-ups', {
    params: { path: { id: act.id }, header: idempotent(act.key) },
    body: { note: act.value('note') ?? '' },
  });
  if (problem) return refuseAct(event, act, problem, ['note']);
  redirect(303, `/requests/${data.number}?sent=yes`);
}
