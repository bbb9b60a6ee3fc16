import type { Actor } from '#kernel/actor.ts';
import { readsSomewhere } from '../rules/access.ts';
import { notAReader, notAScenarioMaker } from './problems.ts';

/** Refused where this person sees nothing of the plan. */
export function mustReadPlan(actor: Actor): void {
  if (!readsSomewhere(actor)) throw notAReader();
}

/** Who answers for the whole district's money keeps its scenarios. */
export const mayKeepScenarios = (actor: Actor): boolean =>
  actor.grants.some(({ role, areaId, siteId }) => (role === 'finance' || role === 'capital_manager') && areaId === null && siteId === null);

/** Refused where one may not keep scenarios. */
export function mustKeepScenarios(actor: Actor): void {
  mustReadPlan(actor);
  if (!mayKeepScenarios(actor)) throw notAScenarioMaker();
}
