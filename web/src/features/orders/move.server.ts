import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch } from '#lib/server/forms.ts';
import { readAct, refuseAct, refuseEmpty } from './act.server.ts';
import type { Order, Status } from './order.ts';

/** What a move cannot do without, and what is said when it is missing. */
const REQUIRED: Record<string, () => Record<string, string>> = {
  hold: () => ({ holdReason: m.problem_field_hold_reason() }),
  complete: () => ({ resolutionNote: m.problem_field_resolution() }),
  cancel: () => ({ note: m.problem_field_reason() }),
  give_back: () => ({ note: m.problem_field_reason() }),
  not_fixed: () => ({ note: m.orders_not_fixed_missing() }),
  mark_duplicate: () => ({ duplicateOf: m.orders_duplicate_missing() }),
};
const FIELDS = ['note', 'holdReason', 'holdUntilOn', 'resolutionNote', 'duplicateOf', 'acknowledgeHazard'] as const;

/** Moves the order along its life: start, hold, done, cancel, confirm, not fixed. */
export async function move(event: RequestEvent) {
  const act = await readAct(event);
  const action = act.form.get('action') ?? '';
  const refused = refuseEmpty(act, REQUIRED[action]?.() ?? {});
  if (refused) return refused;
  const text = (name: (typeof FIELDS)[number]) => (act.value(name) === undefined ? {} : { [name]: act.value(name) });
  const { data, error: problem } = await event.locals.api.POST('/api/work-orders/{id}/transitions', {
    params: { path: { id: act.id }, header: { ...ifMatch(act.version), ...idempotent(act.key) } },
    body: {
      to: (act.form.get('to') ?? '') as Status,
      ...text('note'),
      ...text('holdReason'),
      ...text('holdUntilOn'),
      ...text('resolutionNote'),
      ...text('duplicateOf'),
      ...(act.value('acknowledgeHazard') ? { acknowledgeHazard: true } : {}),
    },
  });
  if (problem) return refuseAct(event, act, problem, FIELDS);
  return backTo(event, data, action);
}

/** Takes an order of one's own team. */
export async function take(event: RequestEvent) {
  const act = await readAct(event);
  const { data, error: problem } = await event.locals.api.POST('/api/work-orders/{id}/assignments', {
    params: { path: { id: act.id }, header: { ...ifMatch(act.version), ...idempotent(act.key) } },
    body: { personId: event.locals.me!.id },
  });
  if (problem) return refuseAct(event, act, problem);
  return backTo(event, data, 'take');
}

/** Back to the page with a word of what was done; to the list when the act ended one's own right to see the order. */
export function backTo(event: RequestEvent, order: Order, did: string): never {
  const isList = event.route.id === '/requests' || order.standings.length === 0;
  redirect(303, isList ? `/requests?did=${did}` : `/requests/${order.number}?did=${did}`);
}
