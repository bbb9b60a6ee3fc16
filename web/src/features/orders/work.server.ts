import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent } from '#lib/server/forms.ts';
import { readAct, refuseAct, refuseEmpty, refuseFor } from './act.server.ts';

/** Enters minutes worked on one day. */
export async function labour(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { workedOn: m.problem_field_day(), minutes: m.orders_minutes_missing() });
  if (refused) return refused;
  const minutes = Number(act.value('minutes'));
  if (!Number.isInteger(minutes) || minutes === 0) return refuseFor(act, { minutes: m.orders_minutes_missing() });
  const [personId, note] = [act.value('personId'), act.value('note')];
  const { error: problem } = await event.locals.api.POST('/api/work-orders/{id}/labour', {
    params: { path: { id: act.id }, header: idempotent(act.key) },
    body: { workedOn: act.value('workedOn') ?? '', minutes, ...(personId ? { personId } : {}), ...(note ? { note } : {}) },
  });
  if (problem) return refuseAct(event, act, problem, ['personId', 'workedOn', 'minutes', 'note']);
  redirect(303, `/requests/${act.id}?did=labour#labour`);
}

/** Enters a material or vendor cost. */
export async function cost(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, {
    kind: m.problem_field_choice(),
    description: m.orders_cost_description_missing(),
    amount: m.orders_amount_missing(),
    accountString: m.orders_account_missing(),
  });
  if (refused) return refused;
  // People write "$1,234.50"; the API takes 1234.50.
  const amount = (act.value('amount') ?? '').replace(/[$\s]|,(?=\d{3})/g, '');
  const { error: problem } = await event.locals.api.POST('/api/work-orders/{id}/costs', {
    params: { path: { id: act.id }, header: idempotent(act.key) },
    body: {
      kind: act.value('kind') === 'vendor' ? 'vendor' : 'material',
      description: act.value('description') ?? '',
      amount,
      accountString: act.value('accountString') ?? '',
    },
  });
  if (!problem) redirect(303, `/requests/${act.id}?did=cost#costs`);
  const answer = await refuseAct(event, act, problem, ['kind', 'description', 'amount', 'accountString']);
  sayShape(answer.data.errors, `${act.panel}.amount`, m.orders_amount_missing());
  sayShape(answer.data.errors, `${act.panel}.accountString`, m.orders_account_missing());
  return answer;
}

// The contract's pattern errors say only that the shape is wrong; here we know what it would be.
function sayShape(errors: Record<string, string>, field: string, words: string) {
  if (errors[field] !== undefined) errors[field] = words;
}
