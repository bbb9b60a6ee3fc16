import { type Actor, type Grant, holds, type Role } from '#kernel/actor.ts';

/** Where a role is to count; `siteAreaId` is the area that the named site lies in. */
export type Scope = { serviceCode: string | null; areaId: string | null; siteId: string | null; siteAreaId: string | null };

const covers = (held: Grant, wanted: Scope) =>
  (held.serviceCode === null || held.serviceCode === wanted.serviceCode) &&
  (held.areaId === null || held.areaId === (wanted.areaId ?? wanted.siteAreaId)) &&
  (held.siteId === null || held.siteId === wanted.siteId);

/** May the actor give or end roles within this scope? An administrator may, inside the scope that they administer themselves. */
export const mayGrant = (actor: Actor, scope: Scope) => actor.grants.some((g) => g.role === 'administrator' && covers(g, scope));

/**
 * Does this stay within a delegation? Who stands in for an administrator gives and ends what passes, never the role of administrator
 * and nothing to themselves: what they stand in for would outlast its days.
 */
export const mayAsStandIn = (actor: Actor, { personId, role }: { personId: string; role: Role }) => personId !== actor.id && role !== 'administrator';

/** Roles that count in one service only. */
const OF_SERVICE: Partial<Record<Role, string>> = {
  hr_partner: 'hr',
  technology_coordinator: 'it',
  planner: 'facilities',
  capital_manager: 'facilities',
};

/** The one service in which this role counts, where another one was asked for; undefined where the scope makes sense. */
export const serviceThatFits = (role: Role, serviceCode: string | null): string | undefined => {
  const only = OF_SERVICE[role];
  return only !== undefined && serviceCode !== null && serviceCode !== only ? only : undefined;
};

/** May the actor look into the access of others at all? */
export const mayAdminister = (actor: Actor) => holds(actor, 'administrator');

/** Does the actor administer the whole district? */
export const administersDistrict = (actor: Actor) =>
  actor.grants.some((g) => g.role === 'administrator' && g.serviceCode === null && g.areaId === null && g.siteId === null);

export const PAGES = [
  'ask',
  'requests',
  'approvals',
  'triage',
  'my-day',
  'my-school',
  'operations',
  'surveys',
  'plan',
  'buildings',
  'capital',
  'devices',
  'network',
  'admin-people',
  'admin-mails',
  'set-up',
] as const;
export type PageName = (typeof PAGES)[number];

/** Whoever holds one of these may be asked for an approval. */
const APPROVERS = [
  'site_administrator',
  'service_manager',
  'hr_partner',
  'capital_manager',
  'technology_coordinator',
  'finance',
  'administrator',
] as const;

/** Whoever holds one of these reads what the staff say of some service. */
const READS_SURVEYS = [
  'service_manager',
  'hr_partner',
  'technology_coordinator',
  'planner',
  'capital_manager',
  'finance',
  'auditor',
  'administrator',
] as const;

/** The pages of the portal that this person has use for. */
export function pagesFor(actor: Actor): PageName[] {
  const uses: Record<PageName, boolean> = {
    ask: true,
    requests: true,
    approvals: holds(actor, ...APPROVERS),
    triage: holds(actor, 'dispatcher', 'service_manager', 'hr_partner'),
    'my-day': holds(actor, 'technician') || actor.teamIds.length > 0,
    'my-school': holds(actor, 'site_administrator'),
    operations: holds(actor, 'dispatcher', 'service_manager', 'auditor', 'administrator'),
    surveys: holds(actor, ...READS_SURVEYS),
    plan: holds(actor, 'planner', 'capital_manager', 'finance', 'service_manager', 'auditor', 'administrator'),
    buildings: holds(actor, 'planner', 'capital_manager', 'finance', 'service_manager', 'auditor', 'administrator'),
    capital: holds(actor, 'capital_manager', 'finance', 'planner', 'auditor', 'administrator'),
    devices: holds(actor, 'technology_coordinator', 'site_administrator', 'finance', 'auditor', 'administrator'),
    network: holds(actor, 'technology_coordinator', 'capital_manager', 'finance', 'auditor', 'administrator'),
    'admin-people': mayAdminister(actor),
    'admin-mails': administersDistrict(actor),
    'set-up': holds(actor, 'administrator', 'service_manager', 'auditor'),
  };
  return PAGES.filter((page) => uses[page]);
}
