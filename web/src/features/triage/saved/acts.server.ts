import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { components } from '#lib/api/schema.gen.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { type Filters, wholeQueryOf } from '../view.ts';
import { readFilters } from './read.server.ts';

type View = components['schemas']['SavedView'];
const goTo = (id: string, did: string): never => redirect(303, `/triage/views?view=${id}&did=${did}`);

/** What the list shows now, as a view keeps it. */
export const keptOf = (filters: Filters) => ({
  query: new URLSearchParams(wholeQueryOf(filters)).toString(),
  sort: filters.sort,
  columns: [...filters.columns] as View['columns'],
});

const audienceIn = (values: Record<string, string>) => {
  const audience = (['private', 'team', 'shared'] as const).find((known) => known === values['audience']) ?? 'private';
  return { audience, teamId: audience === 'team' ? values['teamId'] || null : null };
};

async function typed({ request }: RequestEvent) {
  const form = await request.formData();
  return { form, values: typedValues(form) };
}

const nameMissing = (form: FormData, values: Record<string, string>) => ({
  ...missing(form, { name: undefined }),
  ...(values['audience'] === 'team' ? missing(form, { teamId: undefined }) : {}),
});

/** Keeps the list as the address has it under a name. */
export async function saveView(event: RequestEvent) {
  const { form, values } = await typed(event);
  const more = { act: 'save', id: '' };
  const errors = nameMissing(form, values);
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { filters } = await readFilters(event.locals.api, event.url.searchParams);
  const { data, error: problem } = await event.locals.api.POST('/api/saved-views', {
    params: { header: idempotent(keyOf(form)) },
    body: { name: values['name'] ?? '', ...keptOf(filters), ...audienceIn(values), position: 100, isDefault: values['isDefault'] === 'yes' },
  });
  if (problem) return refuse(problem, form, { more });
  return goTo(data.id, 'save');
}

/** Changes what a view is called, whom it is for, where it stands. */
export async function changeView(event: RequestEvent) {
  const { form, values } = await typed(event);
  const id = values['id'] ?? '';
  const more = { act: 'change', id };
  const errors = nameMissing(form, values);
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const position = Number(values['position']);
  const { error: problem } = await event.locals.api.PATCH('/api/saved-views/{id}', {
    params: { path: { id }, header: ifMatch(values['version'] ?? '') },
    body: {
      name: values['name'] ?? '',
      ...audienceIn(values),
      isDefault: values['isDefault'] === 'yes',
      ...(Number.isInteger(position) && position > 0 ? { position } : {}),
    },
  });
  return problem ? refuse(problem, form, { more }) : goTo(id, 'change');
}

/** Keeps the list as it is now in the view that it was opened with. */
export async function updateView(event: RequestEvent) {
  const { form, values } = await typed(event);
  const id = values['id'] ?? '';
  const { error: problem } = await event.locals.api.PATCH('/api/saved-views/{id}', {
    params: { path: { id }, header: ifMatch(values['version'] ?? '') },
    body: keptOf((await readFilters(event.locals.api, event.url.searchParams)).filters),
  });
  return problem ? refuse(problem, form, { more: { act: 'update', id } }) : goTo(id, 'change');
}

/** Removes a view. */
export async function removeView(event: RequestEvent) {
  const { form, values } = await typed(event);
  const id = values['id'] ?? '';
  const { error: problem } = await event.locals.api.DELETE('/api/saved-views/{id}', {
    params: { path: { id }, header: ifMatch(values['version'] ?? '') },
  });
  if (problem) return refuse(problem, form, { more: { act: 'remove', id } });
  redirect(303, '/triage/views?did=remove');
}
