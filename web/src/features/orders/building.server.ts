import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { type Api, must } from '#lib/server/api.ts';
import { findPartsAt } from '#lib/server/find.ts';
import { idempotent } from '#lib/server/forms.ts';
import { readAct, refuseAct, refuseEmpty, refuseFor } from './act.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Order } from './order.ts';

/** What the order has to do with a building: for those who work on it or watch over it, and never of a private one. */
export async function readBuilding(api: Api, order: Order) {
  if (order.isConfidential || (!order.may.logWork && !order.standings.includes('viewer'))) return undefined;
  const found = must(await api.GET('/api/work-orders/{id}/building-problems', { params: { path: { id: order.id } } }));
  return found.items.length > 0 || (found.may.report && found.structures.length > 0) ? found : undefined;
}
export type Building = NonNullable<Awaited<ReturnType<typeof readBuilding>>>;

/** Parts of the buildings there by what was typed, where there is no script. */
export async function lookForPart(event: RequestEvent) {
  const act = await readAct(event);
  const { status, data } = refuseFor(act, {});
  return fail(status, { ...data, found: await findPartsAt(event.locals.api, act.value('orderId') ?? '', act.value('q') ?? '') });
}

/** "This is a building problem." */
export async function building(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { part: m.problem_field_choice(), scope: m.problem_field_empty() });
  if (refused) return refused;
  const [structureId = '', systemCode = '', componentId] = (act.value('part') ?? '').split(' ');
  const { error: problem } = await event.locals.api.POST('/api/work-orders/{id}/building-problems', {
    params: { path: { id: act.id }, header: idempotent(act.key) },
    body: { structureId, systemCode, scope: act.value('scope') ?? '', ...(componentId ? { componentId } : {}) },
  });
  if (problem) return refuseAct(event, act, problem, ['scope']);
  redirect(303, `/requests/${act.id}?did=building#building`);
}
