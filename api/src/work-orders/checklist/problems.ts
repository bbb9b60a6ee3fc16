import { fieldProblem, Problem } from '#kernel/problem.ts';

export const itemNotFound = () => new Problem(404, 'checklist.item_not_found', 'There is no such item on this order, or it was removed.');
export const checklistOver = () => new Problem(422, 'checklist.over', 'This order is over: its checklist stays as it is.');
export const tooManyItems = (most: number) =>
  fieldProblem('checklist.too_many', '/text', `An order carries at most ${most} items. Remove some first.`);
