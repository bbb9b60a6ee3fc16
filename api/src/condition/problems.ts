import { fieldProblem, Problem } from '#kernel/problem.ts';

export const portfolioNotFound = () => new Problem(404, 'condition.no_portfolio', 'There is no such portfolio.');
export const structureNotFound = () => new Problem(404, 'condition.no_structure', 'There is no such building.');
export const deficiencyNotFound = () => new Problem(404, 'condition.no_deficiency', 'There is no such deficiency.');
export const mayNotPlan = () => new Problem(403, 'condition.not_a_planner', 'Planners and administrators keep the condition of buildings.');
export const noCostBasis = () => new Problem(422, 'condition.no_cost_basis', 'Nothing says yet what things cost here. Make a cost basis first.');
export const unknownSystem = () =>
  fieldProblem('condition.unknown_system', '/systemCode', 'There is no such system. Take a UNIFORMAT II code of level 3, as D3020.');
export const componentElsewhere = () => fieldProblem('condition.component_elsewhere', '/componentId', 'That component is not in this building.');
export const foundLater = () => fieldProblem('condition.found_later', '/foundOn', 'That day is still to come.');
export const deficiencyEnded = (status: string) =>
  new Problem(422, 'condition.deficiency_ended', 'This deficiency has ended already.', { current: { status } });
export const deficiencyChanged = (version: number) =>
  new Problem(412, 'condition.deficiency_changed', 'Somebody changed this deficiency since you looked.', { current: { version } });
