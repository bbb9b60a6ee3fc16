import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { peopleFor } from './read.server.ts';

const PAGE = '/account/stand-ins';
const idsOf = (chosen: readonly string[], duty: string) =>
  chosen.flatMap((what) => (what.startsWith(`${duty} `) ? [what.slice(duty.length + 1)] : []));

async function typed({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const values = typedValues(form);
  const chosen = form.getAll('what').filter((what) => typeof what === 'string');
  return { form, values, more: { chosen, ...(await peopleFor(locals.api, values)) } };
}

/** A search in the form, without script: the same form again. */
export async function lookForColleague(event: RequestEvent) {
  const { form, values, more } = await typed(event);
  return { values, errors: {} as Record<string, string>, idempotencyKey: keyOf(form), ...more };
}

/** Asks a colleague to stand in for some days. */
export async function giveDelegation(event: RequestEvent) {
  const { form, values, more } = await typed(event);
  const { delegateId = '', startsOn = '', lastOn = '' } = values;
  const errors = {
    ...(more.chosen.length ? {} : { what: m.access_what_missing() }),
    ...missing(form, { delegateId: m.access_who_missing(), startsOn: undefined, lastOn: undefined }),
  };
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { error: problem } = await event.locals.api.POST('/api/delegations', {
    params: { header: idempotent(keyOf(form)) },
    body: { delegateId, startsOn, lastOn, roleGrantIds: idsOf(more.chosen, 'role'), compartmentGrantIds: idsOf(more.chosen, 'compartment') },
  });
  if (problem) return refuse(problem, form, { names: { roleGrantIds: 'what', compartmentGrantIds: 'what' }, more });
  redirect(303, `${PAGE}?did=give`);
}

/** Ends one at once: mine, or one that I stand in by. */
export async function endDelegation({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const id = typedValues(form)['delegationId'] ?? '';
  const { error: problem } = await locals.api.POST('/api/delegations/{id}/endings', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form);
  redirect(303, `${PAGE}?did=end`);
}

const AWAY = { act: 'away' as const };

/** Notes the days on which I am away, or whom the address names. */
export async function enterAbsence({ locals, params, request, url }: RequestEvent) {
  const form = await request.formData();
  const { awayFrom: startsOn = '', awayUntil: lastOn = '' } = typedValues(form);
  const errors = missing(form, { awayFrom: undefined, awayUntil: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form, AWAY);
  const personId = params['id'];
  const { error: problem } = await locals.api.POST('/api/absences', {
    params: { header: idempotent(keyOf(form)) },
    body: { startsOn, lastOn, ...(personId ? { personId } : {}) },
  });
  if (problem) return refuse(problem, form, { names: { startsOn: 'awayFrom', lastOn: 'awayUntil' }, more: AWAY });
  redirect(303, `${url.pathname}?did=away`);
}

/** I am back, or never left; or whom it was noted for. */
export async function endAbsence({ locals, request, url }: RequestEvent) {
  const form = await request.formData();
  const id = typedValues(form)['absenceId'] ?? '';
  const { error: problem } = await locals.api.POST('/api/absences/{id}/endings', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form, { more: AWAY });
  redirect(303, `${url.pathname}?did=back`);
}
