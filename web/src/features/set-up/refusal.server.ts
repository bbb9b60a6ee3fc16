import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldWords, problemWords } from '#lib/server/problem-words.ts';

const BY_CODE: Record<string, () => string> = {
  'set_up.not_for_you': m.set_up_problem_not_for_you,
  'set_up.not_yours': m.set_up_problem_not_yours,
  'set_up.changed': m.set_up_problem_changed,
  'set_up.unknown_service': m.set_up_problem_unknown_service,
  'set_up.unknown_trade': m.set_up_problem_unknown_trade,
  'set_up.unknown_area': m.people_problem_unknown_area,
  'set_up.not_here': m.problem_has_left,
  'set_up.team_fixed': m.set_up_problem_team_fixed,
  'people.not_for_yourself': m.people_problem_not_for_yourself,
  'people.administrators_only': m.people_problem_administrators_only,
  'people.outside_scope': m.people_problem_outside_scope,
  'macro.not_found': m.macros_problem_gone,
  'set_up.compartment_fixed': m.set_up_problem_compartment_fixed,
  'set_up.compartment_administrators': m.set_up_problem_compartment_administrators,
};

const BY_DETAIL: [RegExp, () => string][] = [
  [/^Give at least two answers/, m.set_up_problem_choices],
  [/^Another question has the same key/, m.set_up_problem_same_question],
  [/^Another answer of this question/, m.set_up_problem_same_answer],
  [/^The largest number is less/, m.set_up_problem_limits],
  [/^Give a length between/, m.set_up_problem_length],
  [/^The question that this depends on is not/, m.set_up_problem_when_gone],
  [/^The question that this depends on has no/, m.set_up_problem_when_answer],
  [/^Write it in both languages/, m.set_up_problem_both],
  [/^Choose at least one thing to do/, m.macros_problem_nothing],
  [/stands for nothing\. Use/, () => m.macros_problem_placeholder({ names: '{requester}, {number}, {place}' })],
  [/^Only what waits has a reason/, m.macros_problem_reason],
  [/^(There is no such team|This team is of another service)/, m.macros_problem_team],
  [/^Name one lead at most/, m.set_up_problem_one_lead],
  [/expected (int|number)/, m.set_up_problem_number],
  [/^Use small letters, digits/, m.problem_field_required],
];

/** One sentence for the whole refusal. */
export const titleOf = (problem: Problem) => BY_CODE[problem.code]?.() ?? problemWords(problem);

/** One sentence for each field, by its pointer. */
export function wordsByPointer(problem: Problem): [pointer: string, words: string][] {
  const errors = problem.errors ?? [];
  const known = errors.length === 1 ? BY_CODE[problem.code] : undefined;
  return errors.map(({ pointer, detail }) => [
    pointer,
    known?.() ?? BY_DETAIL.find(([pattern]) => pattern.test(detail))?.[1]() ?? fieldWords(problem, detail),
  ]);
}
