import type { RequestEvent } from '@sveltejs/kit';
import type { operations } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch } from '#lib/server/forms.ts';
import { type Act, readAct, refuseAct, refuseEmpty, refuseFor } from './act.server.ts';
import { backTo } from './move.server.ts';
import type { Order } from './order.ts';

type Change = operations['changeWorkOrder']['requestBody']['content']['application/json'];

async function change(event: RequestEvent, act: Act, body: Change, did: string) {
  const { data, error: problem } = await event.locals.api.PATCH('/api/work-orders/{id}', {
    params: { path: { id: act.id }, header: ifMatch(act.version) },
    body,
  });
  if (problem) return refuseAct(event, act, problem, Object.keys(body));
  return backTo(event, data, did);
}

/** The requester's own words, and where exactly. */
export async function words(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { title: m.ask_title_missing() });
  if (refused) return refused;
  const title = (act.value('title') ?? '').replace(/\s+/g, ' ');
  return change(event, act, { title, description: act.value('description') ?? '', placeNote: act.value('placeNote') ?? null }, 'words');
}

/** Impact and urgency give the priority; another one needs a reason. */
export async function priority(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, {
    impact: m.problem_field_choice(),
    urgency: m.problem_field_choice(),
    ...(act.value('priority') ? { priorityReason: m.problem_priority_reason() } : {}),
  });
  if (refused) return refused;
  const override = act.value('priority') as Order['priority'] | undefined;
  const reason = act.value('priorityReason');
  return change(
    event,
    act,
    {
      impact: act.value('impact') as Order['impact'],
      urgency: act.value('urgency') as Order['urgency'],
      ...(override ? { priority: override, ...(reason ? { priorityReason: reason } : {}) } : {}),
    },
    'priority',
  );
}

/** The day it is planned for; an empty one takes the plan away. */
export async function plan(event: RequestEvent) {
  const act = await readAct(event);
  return change(event, act, { plannedOn: act.value('plannedOn') ?? null }, 'plan');
}

/** Another kind of request, with its service and crew. */
export async function kind(event: RequestEvent) {
  const act = await readAct(event);
  const refused = refuseEmpty(act, { requestTypeId: m.problem_unknown_type() });
  if (refused) return refused;
  return change(event, act, { requestTypeId: act.value('requestTypeId') ?? '' }, 'kind');
}

/** To a team, or to a person of one. */
export async function assign(event: RequestEvent) {
  const act = await readAct(event);
  const [teamId, personId] = [act.value('teamId'), act.value('personId')];
  if (!teamId && !personId) return refuseFor(act, { teamId: m.orders_assign_missing() });
  const { data, error: problem } = await event.locals.api.POST('/api/work-orders/{id}/assignments', {
    params: { path: { id: act.id }, header: { ...ifMatch(act.version), ...idempotent(act.key) } },
    body: { ...(teamId ? { teamId } : {}), ...(personId ? { personId } : {}) },
  });
  if (problem) return refuseAct(event, act, problem, ['teamId', 'personId']);
  return backTo(event, data, 'assign');
}
