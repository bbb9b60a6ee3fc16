import { fail, redirect } from '@sveltejs/kit';
import { readImports, removePortfolio } from '#features/imports/read.server.ts';
import { MAX_IMPORT_BYTES } from '#lib/limits.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldErrors, idempotent, keyOf, newKey, type Refused } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { mustHavePage } from '#lib/server/session.ts';
import { readForm } from '#lib/server/upload.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const [asked, did] = ['remove', 'did'].map((name) => url.searchParams.get(name) ?? '');
  return { imports: await readImports(locals.api), key: newKey(), asked: asked ?? '', did: did ?? '' };
}

export const actions = {
  remove: removePortfolio,
  bring: async (event) => {
    const { fields, uploads, problems, refusals } = await readForm(event, {
      path: '/api/imports',
      maxBytes: MAX_IMPORT_BYTES,
      tooLarge: (name) => m.imports_problem_too_large({ name }),
      fields: ['kind', 'portfolio', 'portfolioName'],
      headers: (given) => idempotent(keyOf(given)),
    });
    const [upload] = uploads;
    if (upload) redirect(303, `/buildings/import/${upload.id}`);
    const values = Object.fromEntries(fields);
    const [problem] = refusals;
    const errors: Record<string, string> = problem ? fieldErrors(problem) : {};
    if (Object.keys(errors).length === 0) errors['file'] = problems[0] ?? m.problem_field_required();
    const title = problem && problem.status !== 422 ? problemWords(problem) : undefined;
    return fail(problem?.status ?? 422, { values, errors, idempotencyKey: newKey(), ...(title ? { title } : {}) } satisfies Refused);
  },
};
