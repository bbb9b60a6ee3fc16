import { redirect } from '@sveltejs/kit';
import { ifMatch, refuse, typedValues } from '#lib/server/forms.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { type Api, must } from '#lib/server/api.ts';

/** Files so far, and where the next may go; null for who lets none in. */
export async function readImports(api: Api) {
  const answer = await api.GET('/api/imports');
  return answer.error?.code === 'import.not_for_you' ? null : must(answer);
}

export const readImport = async (api: Api, id: string) =>
  must(await api.GET('/api/imports/{id}', { params: { path: { id }, query: { locale: getLocale() } } }));

/** Takes another owner's buildings away; the second press. */
export async function removePortfolio({ locals, request }: { locals: App.Locals; request: Request }) {
  const form = await request.formData();
  const { code = '', version = '' } = typedValues(form);
  const { error: problem } = await locals.api.POST('/api/portfolios/{code}/removals', {
    params: { path: { code }, header: ifMatch(version) },
    body: {},
  });
  // Gone already: that was what was wanted.
  if (problem && problem.code !== 'condition.no_portfolio') return refuse(problem, form, { more: { of: 'remove' } });
  redirect(303, '/buildings/import?did=removed#others');
}
