import { fail } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuse } from '#lib/server/forms.ts';

/** Which of the page's forms came back. */
export type PersonAct = 'give' | 'end' | 'sign_out' | 'activity' | 'propose' | 'end_compartment';

const WORDS: Record<string, () => string> = {
  'people.not_found': m.people_problem_not_found,
  'people.grant_not_found': m.people_problem_grant_not_found,
  'people.administrators_only': m.people_problem_administrators_only,
  'people.outside_scope': m.people_problem_outside_scope,
  'people.changed': m.people_problem_changed,
  'people.service_does_not_fit': m.people_problem_service_does_not_fit,
  'people.unknown_service': m.people_problem_unknown_service,
  'people.unknown_area': m.people_problem_unknown_area,
  'people.unknown_site': m.problem_unknown_site,
  'people.compartment_held': m.people_problem_compartment_held,
  'people.compartment_proposed': m.people_problem_compartment_proposed,
  'people.not_for_yourself': m.people_problem_not_for_yourself,
  'people.role_held': m.people_problem_role_held,
  'people.last_administrator': m.people_problem_last_administrator,
};

/** The API's refusal in words of this page: beside the field it is about, else as the title. */
export function refusePerson<More extends object>(problem: Problem, form: FormData, act: PersonAct, more: More) {
  const { data } = refuse(problem, form);
  const words = WORDS[problem.code]?.();
  const fields = Object.keys(data.errors);
  const isOfField = act === 'give' && words !== undefined && fields.length === 1;
  return fail(problem.status, {
    ...data,
    act,
    ...(isOfField ? { errors: { [fields[0]!]: words } } : words ? { title: words } : {}),
    // What is not about a field of this form is told by the title alone.
    ...(act === 'give' ? {} : { errors: {} }),
    ...more,
  });
}
