import type { Actor, Role } from '#kernel/actor.ts';

const PLANNERS: readonly Role[] = ['planner', 'administrator'];

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
