import { type Actor, holds } from '#kernel/actor.ts';
import { DESK_ROLES } from './access.ts';

export const AUDIENCES = ['private', 'team', 'shared'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Of a saved view, what decides whose it is; `isLead` whether the actor leads its team. */
export type ViewFacts = { audience: Audience; ownerId: string; team: { id: string; serviceCode: string; isLead: boolean } | null };

const isDeskOf = (actor: Actor, serviceCode: string) =>
  actor.grants.some(({ role, serviceCode: of }) => DESK_ROLES.includes(role) && (of === null || of === serviceCode));

/** Its owner, its team and that team's desk, or everybody. The SQL predicate in views/queries.ts is its twin. */
export function maySeeView({ audience, ownerId, team }: ViewFacts, actor: Actor): boolean {
  if (audience === 'private') return ownerId === actor.id;
  return audience === 'shared' || (team !== null && (actor.teamIds.includes(team.id) || isDeskOf(actor, team.serviceCode)));
}

/** A private view is its owner's to change, a team's its lead's and its desk's, a shared one any desk's. */
export function mayChangeView({ audience, ownerId, team }: ViewFacts, actor: Actor): boolean {
  if (audience === 'private') return ownerId === actor.id;
  if (audience === 'shared') return holds(actor, ...DESK_ROLES);
  return team !== null && ((team.isLead && actor.teamIds.includes(team.id)) || isDeskOf(actor, team.serviceCode));
}
