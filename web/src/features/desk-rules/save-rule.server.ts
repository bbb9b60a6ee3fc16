import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch, keyOf, newKey } from '#lib/server/forms.ts';
import { fieldWords, problemWords } from '#lib/server/problem-words.ts';
import { readValues, requestOf } from './values.ts';

export const NEW = 'new';

const BY_CODE: Record<string, () => string> = {
  'set_up.not_for_you': m.set_up_problem_not_for_you,
  'set_up.not_yours': m.rules_problem_not_yours,
  'set_up.changed': m.set_up_problem_changed,
  'routing_rule.not_tried': m.rules_problem_not_tried,
  'routing_rule.at_the_end': m.rules_problem_at_the_end,
  'routing_rule.still_on': m.rules_problem_still_on,
};
const titleOf = (problem: Problem) => BY_CODE[problem.code]?.() ?? problemWords(problem);

/** Where the form has what the API names. */
const FIELDS: [RegExp, string][] = [
  [/^\/conditions\/when(\/.*)?(workingHours|days)$/, 'whenAmount'],
  [/^\/conditions\/when/, 'whenKind'],
  [/^\/conditions\/window/, 'from'],
  [/^\/conditions\/(\w+)/, '$1'],
  [/^\/conditions$/, 'words'],
  [/^\/actions\/(\w+)/, '$1'],
  [/^\/actions$/, 'teamId'],
  [/^\/(\w+)/, '$1'],
];
const BY_DETAIL: [RegExp, () => string][] = [
  [/^Say when the rule holds/, m.rules_problem_no_condition],
  [/^Say what the order has come to/, m.rules_problem_no_when],
  [/^Say what the rule does/, m.rules_problem_no_action],
  [/^Confidential requests stay/, m.rules_problem_confidential],
  [/^Everything of this service/, m.rules_problem_confidential],
  [/^This crew is of another service/, m.rules_problem_other_crew],
  [/^Choose two different times/, m.rules_problem_times],
  [/^Use letters, digits and hyphens/, m.rules_problem_tag],
  [/expected number|at least/, m.rules_problem_number],
];

function errorsOf(problem: Problem): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { pointer, detail } of problem.errors ?? []) {
    const [pattern, name] = FIELDS.find(([one]) => one.test(pointer)) ?? [];
    const field = pattern && name ? (name === '$1' ? pattern.exec(pointer)![1]! : name) : 'name';
    errors[field] ??= BY_DETAIL.find(([one]) => one.test(detail))?.[1]() ?? fieldWords(problem, detail);
  }
  return errors;
}

/** Makes or changes a rule; what was typed comes back where it is refused. */
export async function saveRule({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const values = readValues(form);
  const body = requestOf(values);
  const id = params['id'] ?? NEW;
  const { data, error: problem } =
    id === NEW
      ? await locals.api.POST('/api/set-up/routing-rules', { params: { header: idempotent(keyOf(form)) }, body: body as never })
      : await locals.api.PUT('/api/set-up/routing-rules/{id}', {
          params: { path: { id }, header: ifMatch(values['version']?.[0] ?? '0') },
          body: body as never,
        });
  if (!problem) redirect(303, `/set-up/rules/${data.id}?did=saved`);
  const errors = errorsOf(problem);
  const isOfFields = Object.keys(errors).length > 0 && problem.code !== 'set_up.changed';
  return fail(problem.status, { values, errors, key: newKey(), ...(isOfFields ? {} : { title: titleOf(problem), errors: {} }) });
}

const refused = (problem: Problem) => fail(problem.status, { title: titleOf(problem) });

/** Tries the rule on what was asked in the last days; the page then shows what was found. */
export async function tryRule({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const id = params['id'] ?? NEW;
  const { data, error: problem } = await locals.api.POST('/api/set-up/routing-rules/{id}/dry-runs', {
    params: { path: { id }, header: idempotent(keyOf(form)) },
  });
  return problem ? refused(problem) : redirect(303, `/set-up/rules/${id}?run=${data.id}#dry-run`);
}

/** Looks at the next orders of a run that is not finished. */
export async function goOn({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const run = form.get('run');
  const { data, error: problem } = await locals.api.POST('/api/set-up/routing-rule-dry-runs/{id}/continuations', {
    params: { path: { id: typeof run === 'string' ? run : '' }, header: idempotent(keyOf(form)) },
  });
  return problem ? refused(problem) : redirect(303, `/set-up/rules/${params['id']}?run=${data.id}#dry-run`);
}

/** Switches the rule on or off. */
export async function switchRule({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const id = params['id'] ?? NEW;
  const isActive = form.get('isActive') === 'true';
  const version = form.get('version');
  const { error: problem } = await locals.api.POST('/api/set-up/routing-rules/{id}/switches', {
    params: { path: { id }, header: { ...ifMatch(typeof version === 'string' ? version : '0'), ...idempotent(keyOf(form)) } },
    body: { isActive },
  });
  return problem ? refused(problem) : redirect(303, `/set-up/rules/${id}?did=${isActive ? 'on' : 'off'}`);
}

/** Takes a rule that is off out of the list. */
export async function removeRule({ locals, params, request }: RequestEvent) {
  const version = (await request.formData()).get('version');
  const { error: problem } = await locals.api.DELETE('/api/set-up/routing-rules/{id}', {
    params: { path: { id: params['id'] ?? NEW }, header: ifMatch(typeof version === 'string' ? version : '0') },
  });
  return problem ? refused(problem) : redirect(303, '/set-up/rules?did=removed');
}

/** One place up or down. */
export async function moveRule({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const id = form.get('id');
  const { error: problem } = await locals.api.POST('/api/set-up/routing-rules/{id}/moves', {
    params: { path: { id: typeof id === 'string' ? id : '' }, header: idempotent(keyOf(form)) },
    body: { direction: form.get('direction') === 'up' ? 'up' : 'down' },
  });
  return problem ? refused(problem) : redirect(303, '/set-up/rules');
}
