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

/** A role and where it counts: each null is "any". */
export type Grant = { role: Role; serviceCode: string | null; areaId: string | null; siteId: string | null };
export type CompartmentGrant = { compartment: Compartment; siteId: string | null };

/** Who acts: the signed-in person with what they hold at this moment. */
export type Actor = {
  id: string;
  name: string;
  email: string;
  locale: 'en' | 'es';
  siteId: string | null;
  grants: readonly Grant[];
  compartments: readonly CompartmentGrant[];
  teamIds: readonly string[];
};

/** Does the actor hold one of these roles anywhere? */
export const holds = (actor: Actor, ...roles: readonly Role[]) => actor.grants.some((g) => roles.includes(g.role));

/** Does the grant reach this place and service? */
export const reaches = (grant: Omit<Grant, 'role'>, at: { serviceCode: string; areaId: string | null; siteId: string }) =>
  (grant.serviceCode === null || grant.serviceCode === at.serviceCode) &&
  (grant.areaId === null || grant.areaId === at.areaId) &&
  (grant.siteId === null || grant.siteId === at.siteId);
