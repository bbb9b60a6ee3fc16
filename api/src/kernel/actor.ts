export const ROLES = [
  'requester',
  'technician',
  'dispatcher',
  'service_manager',
  'hr_partner',
  'site_administrator',
  'planner',
  'capital_manager',
  'finance',
  'technology_coordinator',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const COMPARTMENTS = ['hr', 'employee_relations', 'student_health', 'meal_eligibility', 'it_security'] as const;
export type Compartment = (typeof COMPARTMENTS)[number];

/** What a program may be let do with its token. Each route names the one it needs; a route without one is closed to programs. */
export const TOKEN_SCOPES = ['orders:read', 'orders:write', 'people:read', 'sites:read', 'catalogue:read'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** For whom the holder stands in; left out for what is one's own. */
type StandIn = { forId?: string };
/** A role and where it counts: each null is "any". */
export type Grant = { role: Role; serviceCode: string | null; areaId: string | null; siteId: string | null } & StandIn;
export type CompartmentGrant = { compartment: Compartment; siteId: string | null } & StandIn;

/** Who acts: the signed-in person with what they hold at this moment, in their own right or as a stand-in. */
export type Actor = {
  id: string;
  name: string;
  email: string;
  locale: 'en' | 'es';
  siteId: string | null;
  grants: readonly Grant[];
  compartments: readonly CompartmentGrant[];
  teamIds: readonly string[];
  /** Set where a program acts for its owner: it sees nothing confidential, not even what its owner asked for. */
  token?: { id: string; scopes: readonly TokenScope[] };
  /** Set where what they do to an order is part of one change of many: its events name it. */
  bulkId?: string;
};

/** Does the actor hold one of these roles anywhere? */
export const holds = (actor: Actor, ...roles: readonly Role[]) => actor.grants.some((g) => roles.includes(g.role));

const holding = (actor: Actor, isKept: (held: StandIn) => boolean): Actor => ({
  ...actor,
  grants: actor.grants.filter(isKept),
  compartments: actor.compartments.filter(isKept),
});

/** The actor with what they hold themselves, without what they stand in for. */
export const inOwnRight = (actor: Actor): Actor => holding(actor, (held) => held.forId === undefined);

/** For whom the actor does what `may` allows: null for themselves, which comes first; undefined where it does not allow it at all. */
export function actingFor(actor: Actor, may: (as: Actor) => boolean): string | null | undefined {
  if (may(inOwnRight(actor))) return null;
  const delegators = new Set([...actor.grants, ...actor.compartments].flatMap(({ forId }) => forId ?? []));
  return [...delegators].find((id) => may(holding(actor, ({ forId }) => forId === undefined || forId === id)));
}

/** Who did something, as events keep it: the person, for whom they stood in, and the program it was done with. */
export type DoneBy = { actorId: string | null; onBehalfOfId: string | null; apiTokenId: string | null; bulkId?: string };
export const doneBy = (actor: Actor, onBehalfOfId: string | null = null): DoneBy => ({
  actorId: actor.id,
  onBehalfOfId,
  apiTokenId: actor.token?.id ?? null,
  ...(actor.bulkId === undefined ? {} : { bulkId: actor.bulkId }),
});

/** What nobody did: a rule, the worker. */
export const BY_THE_SYSTEM: DoneBy = { actorId: null, onBehalfOfId: null, apiTokenId: null };

/** Does the grant reach this place and service? */
export const reaches = (grant: Omit<Grant, 'role'>, at: { serviceCode: string; areaId: string | null; siteId: string }) =>
  (grant.serviceCode === null || grant.serviceCode === at.serviceCode) &&
  (grant.areaId === null || grant.areaId === at.areaId) &&
  (grant.siteId === null || grant.siteId === at.siteId);
