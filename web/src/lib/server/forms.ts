import { fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Problem } from '#lib/api/types.ts';
import { fieldWords, problemWords } from './problem-words.ts';

/** What a page gets back when its form was refused: everything typed, and what is wrong with it. */
export type Refused = {
  values: Record<string, string>;
  /** By the field's name in the form, in the form's order. */
  errors: Record<string, string>;
  /** What happened, when it is about more than fields. */
  title?: string;
  idempotencyKey: string;
  /** The API's own problem, for pages that show more of it (`current`, `allowedMoves`). */
  problem?: Problem;
};

/** A fresh Idempotency-Key: one for each form that is shown. */
export const newKey = () => crypto.randomUUID();

/** The key that the form carried, so that a double click or a retry does its work once. */
export const keyOf = (form: URLSearchParams | FormData) => {
  const key = form.get('idempotencyKey');
  return typeof key === 'string' && /^[\w-]{8,64}$/.test(key) ? key : newKey();
};

/** The header of a POST that creates or acts: `params: { header: idempotent(key) }`. */
export const idempotent = (key: string) => ({ 'idempotency-key': `"${key}"` });

/** The header of a change to what was read as `version`. */
export const ifMatch = (version: string | number) => ({ 'if-match': `"${version}"` });

/** All that was typed, to be shown again; a name given more than once keeps its last value. */
export function typedValues(form: URLSearchParams | FormData): Record<string, string> {
  const values: Record<string, string> = {};
  form.forEach((value, name) => {
    if (typeof value === 'string') values[name] = value;
  });
  return values;
}

/** `/answers/roomTemp` → `answers.roomTemp`; what lies deeper belongs to its field. */
const fieldOf = (pointer: string) => {
  const [first = '', second] = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return first === 'answers' && second ? `answers.${second}` : first;
};

/** The API's `errors[]` as one sentence for each field of the form. `names` maps a field of the contract to the form's, where they differ. */
export function fieldErrors(problem: Problem, names: Record<string, string> = {}): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { pointer, detail } of problem.errors ?? []) {
    const field = fieldOf(pointer);
    errors[names[field] ?? field] ??= fieldWords(problem, detail);
  }
  return errors;
}

/** A 5xx may have done its work all the same, and so may the first of two: only then does the key stay. */
const keepsKey = (problem: Problem) => problem.status >= 500 || problem.code === 'idempotency.in_progress';

/** Form action's answer to the API's refusal: nothing typed is lost. */
export function refuse<More extends object = object>(
  problem: Problem,
  form: URLSearchParams | FormData,
  options: { names?: Record<string, string>; more?: More } = {},
) {
  const errors = fieldErrors(problem, options.names);
  const title = problem.code === 'request.invalid' ? undefined : problemWords(problem);
  return fail(problem.status, {
    // First: a page that draws its form again holds empty errors of its own.
    ...options.more,
    values: typedValues(form),
    errors,
    ...(title !== undefined && !Object.values(errors).includes(title) ? { title } : {}),
    idempotencyKey: keepsKey(problem) ? keyOf(form) : newKey(),
    problem,
  } as Refused & More);
}

/** The same for what the form itself can see: nothing chosen, nothing written. */
export function refuseFields<More extends object = object>(errors: Record<string, string>, form: URLSearchParams | FormData, more?: More) {
  return fail(422, { ...more, values: typedValues(form), errors, idempotencyKey: keyOf(form) } as Refused & More);
}

/** "Answer this." for each of these fields that is empty. */
export function missing(form: URLSearchParams | FormData, fields: Record<string, string | undefined>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [name, words] of Object.entries(fields)) {
    const value = form.get(name);
    if (typeof value !== 'string' || value.trim() === '') errors[name] = words ?? m.problem_field_required();
  }
  return errors;
}
