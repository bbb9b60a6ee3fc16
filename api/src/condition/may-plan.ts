import type { Sql } from '@steward/db';
import type { Actor, Role } from '#kernel/actor.ts';
import { deficiencyNotFound, mayNotPlan, structureNotFound } from './problems.ts';
import { findDeficiency, findStructure } from './queries.ts';

export const PLANNERS: readonly Role[] = ['planner', 'administrator'];
/** Who keeps the inventory of this building and what was found wrong with it. */
export const mayPlan = (actor: Actor, { siteId, areaId }: { siteId: string | null; areaId: string | null }): boolean =>
  actor.grants.some(
    (grant) =>
      PLANNERS.includes(grant.role) && (grant.siteId === null || grant.siteId === siteId) && (grant.areaId === null || grant.areaId === areaId),
  );

/** Who says what counts for the whole district. */
export const plansDistrict = (actor: Actor): boolean => mayPlan(actor, { siteId: null, areaId: null });

/** Who plans somewhere. */
export const plansSomewhere = (actor: Actor): boolean => actor.grants.some(({ role }) => PLANNERS.includes(role));
/** The building, for who may plan there. */
export async function structureToPlan(on: Sql, actor: Actor, id: string) {
  const structure = await findStructure(on, id);
  if (!structure) throw structureNotFound();
  if (!mayPlan(actor, { siteId: structure.siteId, areaId: structure.area?.id ?? null })) throw mayNotPlan();
  return structure;
}

/** The deficiency, for who may plan where it is. */
export async function deficiencyToPlan(on: Sql, actor: Actor, id: string) {
  const row = await findDeficiency(on, id);
  if (!row) throw deficiencyNotFound();
  await structureToPlan(on, actor, row.structureId);
  return row;
}
