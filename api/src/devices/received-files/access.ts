import type { Actor, Role } from '#kernel/actor.ts';

const KEEPERS: readonly Role[] = ['technology_coordinator', 'administrator'];
/** Files speak of the whole district, and of its students by name: who brings and sees them keeps the devices of all of it. */
export const mayBring = (actor: Actor): boolean =>
  actor.grants.some(({ role, areaId, siteId }) => KEEPERS.includes(role) && areaId === null && siteId === null);
