import { Problem } from '#kernel/problem.ts';

export const operationNotFound = () =>
  new Problem(404, 'field.not_found', 'There is no such message from the field, or it is not yours to decide on.');
export const operationDecided = () => new Problem(422, 'field.decided', 'Somebody decided on this already.');
export const notForField = () => new Problem(403, 'field.not_crew', 'Only those who work on the order send work from the field.');
