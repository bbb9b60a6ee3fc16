import { fieldProblem, Problem } from '#kernel/problem.ts';

export const notYours = () => new Problem(403, 'plan.not_yours', 'Administrators of the whole district set the targets of the plan.');
export const noMeasure = () => fieldProblem('plan.no_measure', '/measure', 'The plan has no such measure.');
export const changed = (target: number | null) =>
  new Problem(412, 'plan.changed', 'Somebody set this target since you looked. Look again.', { current: { target } });
