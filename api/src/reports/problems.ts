import { Problem } from '#kernel/problem.ts';

export const figuresNotForYou = () =>
  new Problem(403, 'reports.not_for_you', 'These figures are for managers, the desk, auditors and administrators.');
export const noSchoolOfYours = () => new Problem(404, 'reports.no_school', 'You run no such school.');
