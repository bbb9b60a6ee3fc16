import { Problem } from '#kernel/problem.ts';

export const notForYou = () =>
  new Problem(403, 'capital.not_for_you', 'The capital plan is for those who run it, pay for it, plan for it or audit it.');
export const programmeNotFound = () => new Problem(404, 'capital.no_programme', 'There is no such programme.');
export const projectNotFound = () => new Problem(404, 'capital.no_project', 'There is no such project.');
export const buildingNotFound = () => new Problem(404, 'condition.no_structure', 'There is no such building.');
const queryProblem = (code: 'capital.day_to_come' | 'capital.days_turned', pointer: string, detail: string) =>
  new Problem(422, code, detail, { errors: [{ pointer, detail, in: 'query' }] });
export const dayToCome = (pointer: string) => queryProblem('capital.day_to_come', pointer, 'That day is still to come.');
export const daysTurned = () => queryProblem('capital.days_turned', '/since', 'The first day comes after the last.');
