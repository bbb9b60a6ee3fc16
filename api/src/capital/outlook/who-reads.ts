import type { Actor, Role } from '#kernel/actor.ts';
import { notAReader, notAScenarioMaker } from './problems.ts';

const READERS: readonly Role[] = ['capital_manager', 'finance', 'administrator', 'auditor', 'planner'];
/** What somebody sees of the capital plan: all of it, or the projects of some areas and schools. */
export type Seen = { isAll: boolean; areaIds: readonly string[]; siteIds: readonly string[] };

/** What this person sees; refused where that is nothing. */
export function seenBy(actor: Actor): Seen {
  const held = actor.grants.filter(({ role }) => READERS.includes(role));
  if (held.length === 0) throw notAReader();
  return {
    isAll: held.some(({ areaId, siteId }) => areaId === null && siteId === null),
    areaIds: held.flatMap(({ areaId, siteId }) => (siteId === null ? (areaId ?? []) : [])),
    siteIds: held.flatMap(({ siteId }) => siteId ?? []),
  };
}

/** Who answers for the whole district's money keeps its scenarios. */
export const mayKeepScenarios = (actor: Actor): boolean =>
  actor.grants.some(({ role, areaId, siteId }) => (role === 'finance' || role === 'capital_manager') && areaId === null && siteId === null);

/** Refused where one may not keep scenarios. */
export function mustKeepScenarios(actor: Actor): void {
  seenBy(actor);
  if (!mayKeepScenarios(actor)) throw notAScenarioMaker();
}
