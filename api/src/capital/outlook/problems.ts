import { fieldProblem, Problem } from '#kernel/problem.ts';

export const notAReader = () =>
  new Problem(403, 'capital.not_for_you', 'The capital plan is read by those who plan, pay for, manage or audit it. What is public is at /open.');
export const notAScenarioMaker = () =>
  new Problem(403, 'capital.scenario_not_yours', 'Finance and capital managers of the whole district keep scenarios.');
export const noProgramme = () => new Problem(404, 'capital.no_programme', 'There is no such programme.');
export const wholeDistrictOnly = () =>
  new Problem(403, 'capital.whole_district_only', 'These figures are of the whole district, and you see a part of it.');
export const noScenario = () => new Problem(404, 'capital.no_scenario', 'There is no such scenario.');
export const scenarioNamed = () =>
  fieldProblem('capital.scenario_named', '/name', 'Another scenario of this programme has this name. Choose another name.');
export const scenarioChanged = (version: number) =>
  new Problem(412, 'capital.scenario_changed', 'Somebody changed this scenario since you looked.', { current: { version } });
export const tooManyScenarios = (most: number) =>
  new Problem(422, 'capital.too_many_scenarios', `A programme has at most ${most} scenarios. Take one away first.`);
