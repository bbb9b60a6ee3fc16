import { fieldProblem, Problem } from '#kernel/problem.ts';

export const policyNotFound = () => new Problem(404, 'set_up.approval_not_found', 'There is no such approval policy.');
export const unknownKind = () =>
  fieldProblem('set_up.unknown_type', '/requestTypeId', 'There is no such kind of request in this service. Choose one from the list.');
export const thresholdNeeded = () => fieldProblem('set_up.threshold', '/threshold', 'Say from how many dollars on, as 500.00.');
export const noAmountAsked = () => fieldProblem('set_up.threshold', '/threshold', 'What is always approved has no amount. Leave it empty.');
export const noSuchQuestion = () =>
  fieldProblem('set_up.amount_question', '/amountKey', 'Choose a question of this kind of request whose answer is a number, or none.');
export const unknownApprover = (step: number) =>
  fieldProblem('set_up.unknown_approver', `/steps/${step}/personIds`, 'One of these people is not here any more. Choose another.');
