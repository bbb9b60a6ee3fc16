import { redirect } from '@sveltejs/kit';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

const back = (did: string) => redirect(303, `/surveys/run?did=${did}`);
const target = (form: FormData) => {
  const { id = '', version = '' } = typedValues(form);
  return { path: { id }, header: { ...idempotent(keyOf(form)), ...ifMatch(version) } };
};

/** Prepares the survey of a year. */
export async function create(api: Api, form: FormData) {
  const errors = missing(form, { year: undefined, opensOn: undefined, closesOn: undefined, services: undefined });
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { form: 'create' });
  const { year = '', opensOn = '', closesOn = '' } = typedValues(form);
  const body = { year: Number(year), opensOn, closesOn, services: form.getAll('services').map(String) };
  const { error: problem } = await api.POST('/api/surveys', { params: { header: idempotent(keyOf(form)) }, body });
  return problem ? refuse(problem, form, { more: { form: 'create' } }) : back('created');
}

/** Another last day for an open survey. */
export async function change(api: Api, form: FormData) {
  const errors = missing(form, { closesOn: undefined });
  const more = { form: typedValues(form)['id'] ?? '' };
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, more);
  const { opensOn = '', closesOn = '', asked = '' } = typedValues(form);
  const { error: problem } = await api.PUT('/api/surveys/{id}', { params: target(form), body: { opensOn, closesOn, services: asked.split(',') } });
  return problem ? refuse(problem, form, { more }) : back('changed');
}

const PATHS = {
  opened: '/api/surveys/{id}/openings',
  reminded: '/api/surveys/{id}/reminders',
  closed: '/api/surveys/{id}/closings',
} as const;
/** Opens, reminds or closes. */
export const acting = (did: keyof typeof PATHS) => async (api: Api, form: FormData) => {
  const { error: problem } = await api.POST(PATHS[did], { params: target(form) });
  return problem ? refuse(problem, form, { more: { form: '' } }) : back(did);
};

/** Publishes a comment, or withholds it with a reason. */
export async function review(api: Api, form: FormData) {
  const typed = typedValues(form);
  const { id = '', survey = '', decision = '' } = typed;
  const reason = typed[`reason-${id}`] ?? '';
  const body = decision === 'publish' ? { decision: 'publish' as const } : { decision: 'withhold' as const, ...(reason ? { reason } : {}) };
  const { error: problem } = await api.POST('/api/survey-comments/{id}/reviews', { params: target(form), body });
  if (problem) return refuse(problem, form, { names: { reason: `reason-${id}` }, more: { form: id } });
  redirect(303, `/surveys/comments/${survey}?did=reviewed`);
}
