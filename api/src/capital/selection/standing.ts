import { type Actor, actingFor, type Role } from '#kernel/actor.ts';
import type { Standing } from './rules/moves.ts';

type Place = { id: string; areaId: string | null };
const holdsAt = (actor: Actor, roles: readonly Role[], { id, areaId: area }: Place) =>
  actor.grants.some(({ role, areaId, siteId }) => roles.includes(role) && (siteId === null || siteId === id) && (areaId === null || areaId === area));

/** Who may propose work at this school. */
export const mayPropose = (actor: Actor, at: Place): boolean => holdsAt(actor, ['planner', 'capital_manager'], at);
/** Who may propose work anywhere. */
export const proposesSomewhere = (actor: Actor): boolean => actor.grants.some(({ role }) => role === 'planner' || role === 'capital_manager');

const isManager = (actor: Actor, at: Place) => holdsAt(actor, ['capital_manager'], at);
const isDecider = (actor: Actor, at: Place) => holdsAt(actor, ['finance', 'administrator'], at);

/** For whom somebody takes part in a proposal's way: null for themselves. */
export const standInFor = (actor: Actor, at: Place): string | null => actingFor(actor, (as) => isManager(as, at) || isDecider(as, at)) ?? null;

/** What somebody is to a proposal, in their own right or as a stand-in. */
export function standingOn(
  actor: Actor,
  { site, proposedBy, writtenById }: { site: Place; proposedBy: { id: string }; writtenById: string },
): Standing {
  const decidesFor = actingFor(actor, (as) => isDecider(as, site));
  const managesFor = actingFor(actor, (as) => isManager(as, site));
  return {
    isManager: isManager(actor, site),
    isDecider: isDecider(actor, site),
    isProposer: [actor.id, decidesFor].includes(proposedBy.id),
    isWriter: [actor.id, decidesFor, managesFor].includes(writtenById),
  };
}
