import { fieldProblem, Problem } from '#kernel/problem.ts';
import type { ActName, Fault } from '../rules/macro.ts';

export const macroNotFound = () => new Problem(404, 'macro.not_found', 'There is no such macro, or it is not for this order.');
/** 422: each fault is named. */
export const macroRefused = (faults: readonly Fault[]) =>
  new Problem(422, 'macro.refused', 'This macro needs your attention.', { errors: faults.map((fault) => ({ ...fault, in: 'body' as const })) });
export const macroNamedAlready = () =>
  fieldProblem('macro.named_already', '/name', 'Another macro on the same requests has this name. Choose another name.');
export const macroChanged = (version: number) =>
  new Problem(412, 'macro.changed', 'Somebody changed this macro since you looked. See again what it does.', {
    errors: [{ pointer: '/macroVersion', in: 'body', detail: 'Ask for the preview again.' }],
    current: { macroVersion: version },
  });
export const unknownServiceOfMacro = () =>
  fieldProblem('set_up.unknown_service', '/serviceCode', 'There is no such service. Choose one from the list.');

/** What whoever uses a macro says themselves: it is wrong in what they sent, not in the macro. */
const SAID: Record<string, string> = { 'reply/body': '/reply', 'move/holdUntilOn': '/holdUntilOn' };

/** The refusal of one act is the refusal of all: the same problem, with the act that it is about. */
export function actRefused(act: ActName, problem: Problem): Problem {
  const { errors = [], headers: _, ...facts } = problem.facts;
  const told = errors.length > 0 ? errors : [{ pointer: '', detail: problem.message }];
  return new Problem(problem.status, problem.code, problem.message, {
    ...facts,
    detail: 'Nothing was done: a macro is used as a whole or not at all.',
    act,
    errors: told.map(({ pointer, detail }) => ({ pointer: SAID[`${act}${pointer}`] ?? `/acts/${act}${pointer}`, detail, in: 'body' as const })),
  });
}
