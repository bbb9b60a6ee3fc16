import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { ifMatch, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import type { Open } from './keeping.ts';
import { typedAmount } from '#lib/typed-amount.ts';

const PAGE = 25;
type Asked = { state: 'waiting' | 'decided'; cursor: string | null };

/** What may be wrong with buildings: what waits for a planner, or what was decided. */
export const readCandidates = async (api: Api, { state, cursor }: Asked) =>
  must(await api.GET('/api/candidates', { params: { query: { state, limit: PAGE, ...(cursor ? { cursor } : {}) } } }));

/** How many wait where this person plans; 0 for who does not plan. */
export async function countWaiting(api: Api): Promise<number> {
  const { data } = await api.GET('/api/candidates', { params: { query: { limit: 1 } } });
  return data?.total ?? 0;
}

const empty = (form: FormData, ...names: string[]) => missing(form, Object.fromEntries(names.map((name) => [name, undefined])));
const PRIORITIES = { 1: 1, 2: 2, 3: 3, 4: 4 } as const;

/** Takes a candidate up: it counts from now on. */
export async function take({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const { id = '', version = '', priority = '', cost = '', componentId, scope = '' } = typedValues(form);
  const open: Open = { act: 'take', id };
  const amount = typedAmount(cost);
  const isWrong = amount !== '' && !/^\d{1,9}(\.\d{1,2})?$/.test(amount);
  const errors = { ...empty(form, 'scope', 'priority', 'cost'), ...(isWrong ? { cost: m.findings_amount_wrong() } : {}) };
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { open });
  const { error: problem } = await locals.api.POST('/api/deficiencies/{id}/acceptances', {
    params: { path: { id }, header: ifMatch(version) },
    body: {
      priority: PRIORITIES[Number(priority) as 1],
      cost: amount,
      scope,
      ...(componentId === undefined ? {} : { componentId: componentId || null }),
    },
  });
  return problem ? refuse(problem, form, { more: { open } }) : redirect(303, '/buildings/candidates?did=taken');
}

/** Dismisses one, with the reason. */
export async function dismiss({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const { id = '', version = '', note = '' } = typedValues(form);
  const open: Open = { act: 'dismiss', id };
  const errors = empty(form, 'note');
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { open });
  const { error: problem } = await locals.api.POST('/api/deficiencies/{id}/endings', {
    params: { path: { id }, header: ifMatch(version) },
    body: { how: 'withdrawn', note },
  });
  return problem ? refuse(problem, form, { more: { open } }) : redirect(303, '/buildings/candidates?did=dismissed');
}
