import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent } from '#lib/server/forms.ts';
import { type Act, readAct, refuseAct, refuseEmpty } from './act.server.ts';

const back = ({ id }: Act): never => redirect(303, `/requests/${id}#checklist`);

/** Adds something to do. */
export async function addItem(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { text: m.checklist_add_missing() });
  if (refused) return refused;
  const { error: problem } = await event.locals.api.POST('/api/work-orders/{id}/checklist-items', {
    params: { path: { id: act.id }, header: idempotent(act.key) },
    body: { text: act.value('text') ?? '' },
  });
  return problem ? refuseAct(event, act, problem, ['text']) : back(act);
}

/** Ticks an item, or takes the tick off. */
export async function tick(event: RequestEvent) {
  const act = await readAct(event);
  const { error: problem } = await event.locals.api.PUT('/api/work-orders/{id}/checklist-items/{itemId}', {
    params: { path: { id: act.id, itemId: act.form.get('itemId') ?? '' } },
    body: { isDone: act.form.get('isDone') === 'yes' },
  });
  return problem ? refuseAct(event, { ...act, panel: 'item' }, problem) : back(act);
}

export async function removeItem(event: RequestEvent) {
  const act = await readAct(event);
  const { error: problem } = await event.locals.api.DELETE('/api/work-orders/{id}/checklist-items/{itemId}', {
    params: { path: { id: act.id, itemId: act.form.get('itemId') ?? '' } },
  });
  return problem ? refuseAct(event, { ...act, panel: 'item' }, problem) : back(act);
}
