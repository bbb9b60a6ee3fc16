import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { components, operations } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { idempotent, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import type { Problem } from '#lib/api/types.ts';
import { assigneeOf } from '../order.ts';
import { readFilters } from '../saved/read.server.ts';
import { wholeQueryOf } from '../view.ts';

type Body = operations['previewBulkChange']['requestBody']['content']['application/json'];
type Change = Body['change'];
type Values = Record<string, string>;
const CHOSEN = /^(WO-\d{4}-\d{6,9}):(\d{1,9})$/;

/** The orders that were ticked, as the list showed them. */
export const chosenIn = (values: readonly string[]) =>
  values.flatMap((value) => {
    const [, id, version] = CHOSEN.exec(value) ?? [];
    return id && version ? [{ id, version: Number(version) }] : [];
  });

/** Those that were ticked, or all that the list's filters find. */
export async function whichOrders(api: Api, params: URLSearchParams): Promise<Pick<Body, 'orders' | 'query'>> {
  const orders = chosenIn(params.getAll('orders'));
  if (orders.length) return { orders };
  return { query: new URLSearchParams(wholeQueryOf((await readFilters(api, params)).filters)).toString() };
}

const tagsIn = (value = '') =>
  value
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
const given = (fields: Record<string, string | undefined>) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value));

const NEEDED: Record<string, string[]> = {
  assign: ['assignTo'],
  priority: ['priority', 'reason'],
  move: ['to'],
  hold: ['holdReason'],
  type: ['requestTypeId'],
  macro: ['macroId'],
};

/** What the form asks for, as the API takes it. */
function changeOf(values: Values): Change {
  const { kind, note } = values;
  switch (kind) {
    case 'assign':
      return { kind, ...assigneeOf(values['assignTo'] ?? '') };
    case 'priority':
      return { kind, priority: values['priority'] as 'P1', reason: values['reason'] ?? '' };
    case 'move':
      return { kind, to: values['to'] as 'triaged', ...given({ note }) };
    case 'hold':
      return { kind, holdReason: values['holdReason'] as 'parts', ...given({ holdUntilOn: values['holdUntilOn'], note: values['holdNote'] }) };
    case 'plan':
      return { kind, plannedOn: values['plannedOn'] || null };
    case 'macro':
      return { kind, macroId: values['macroId'] ?? '' };
    case 'type':
      return { kind, requestTypeId: values['requestTypeId'] ?? '' };
    default:
      return { kind: 'tag', add: tagsIn(values['addTags']), remove: tagsIn(values['removeTags']) };
  }
}

const NAMES = { teamId: 'assignTo', personId: 'assignTo', add: 'addTags', remove: 'removeTags', change: 'kind', orders: 'kind', query: 'kind' };
/** Fields of the change lie one deeper in the API's answer than in the form. */
const flat = (problem: Problem): Problem => ({
  ...problem,
  errors: problem.errors?.map((error) => ({ ...error, pointer: error.pointer.replace(/^\/change/, '') })),
});

async function asked({ request, locals, url }: RequestEvent) {
  const form = await request.formData();
  const values = typedValues(form);
  const kind = values['kind'] ?? '';
  const needed = Object.fromEntries((NEEDED[kind] ?? []).map((name) => [name, undefined]));
  const isWithoutTags = kind === 'tag' && tagsIn(values['addTags']).length + tagsIn(values['removeTags']).length === 0;
  const errors: Values = kind ? missing(form, needed) : { kind: m.problem_field_choice() };
  if (isWithoutTags) errors['addTags'] = m.tags_none();
  return {
    form,
    values,
    errors,
    body: async (): Promise<Body> => ({ ...(await whichOrders(locals.api, url.searchParams)), change: changeOf(values) }),
  };
}

/** What the change would do; nothing is done. */
export async function previewChange(event: RequestEvent) {
  const { form, values, errors, body } = await asked(event);
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { data, error: problem } = await event.locals.api.POST('/api/bulk-previews', { body: await body() });
  if (problem) return refuse(flat(problem), form, { names: NAMES });
  return {
    values,
    errors: {} as Values,
    preview: { ...data, items: data.items.map((item) => ({ ...item, why: whyWords(item) })) },
    idempotencyKey: keyOf(form),
  };
}

/** Does it; the page of the change shows how far it is. */
export async function beginChange(event: RequestEvent) {
  const { form, errors, body } = await asked(event);
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { data, error: problem } = await event.locals.api.POST('/api/bulk-changes', {
    params: { header: idempotent(keyOf(form)) },
    body: await body(),
  });
  if (problem) return refuse(flat(problem), form, { names: NAMES });
  redirect(303, `/triage/bulk/${data.id}`);
}

/** Why one order was refused, in the reader's words. */
const whyWords = ({ code, why }: { code: string | null; why: string | null }) =>
  code ? problemWords({ code, title: why ?? '' } as Problem) : undefined;

export type Bulk = components['schemas']['BulkChange'];
/** A change of many, with the reasons in words. */
export const inWords = (bulk: Bulk) => ({ ...bulk, items: bulk.items.map((item) => ({ ...item, why: whyWords(item) })) });
