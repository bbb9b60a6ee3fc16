import { type Actor, type Compartment, holds, reaches, type Role } from '#kernel/actor.ts';
import type { Standing, Status } from './lifecycle.ts';

/** What decides who may know of an order. */
export type Place = { serviceCode: string; areaId: string | null; siteId: string };
export type Subject = Place & {
  compartment: Compartment | null;
  requesterId: string;
  submittedById: string;
  assigneeId: string | null;
  teamId: string | null;
};

/** The roles that see orders in their scope, and of which service: null is every service. The SQL predicate in queries.ts is made from the same table. */
export const ROLES_THAT_SEE: readonly { role: Role; only: string | null }[] = [
  { role: 'dispatcher', only: null },
  { role: 'service_manager', only: null },
  { role: 'site_administrator', only: null },
  { role: 'administrator', only: null },
  { role: 'auditor', only: null },
  { role: 'technology_coordinator', only: 'it' },
  { role: 'planner', only: 'facilities' },
  { role: 'capital_manager', only: 'facilities' },
];

const holdsCompartment = (actor: Actor, order: Subject) =>
  actor.compartments.some((c) => c.compartment === order.compartment && (c.siteId === null || c.siteId === order.siteId));

const inScope = (actor: Actor, order: Subject, roles: readonly Role[]) => actor.grants.some((g) => roles.includes(g.role) && reaches(g, order));

const isCrew = (actor: Actor, order: Subject) => order.assigneeId === actor.id || (order.teamId !== null && actor.teamIds.includes(order.teamId));

export const DESK_ROLES: readonly Role[] = ['dispatcher', 'service_manager'];

/**
 * What the actor is to the order; empty when they may not know of it.
 * A confidential order is open to its requester and to holders of its compartment, to nobody else whatever their role; to no program.
 */
export function standingsOn(order: Subject, actor: Actor): ReadonlySet<Standing> {
  const found = new Set<Standing>();
  if (order.compartment !== null && actor.token) return found;
  if (order.requesterId === actor.id || order.submittedById === actor.id) found.add('requester');
  if (order.compartment !== null) {
    if (holdsCompartment(actor, order)) found.add('partner');
    return found;
  }
  if (isCrew(actor, order)) found.add('technician');
  if (inScope(actor, order, DESK_ROLES)) found.add('dispatcher');
  if (inScope(actor, order, ['site_administrator'])) found.add('site_administrator');
  const seeing = ROLES_THAT_SEE.filter((r) => r.role !== 'site_administrator' && (r.only === null || r.only === order.serviceCode)).map(
    (r) => r.role,
  );
  if (inScope(actor, order, seeing)) found.add('viewer');
  return found;
}

const WORKING: readonly Standing[] = ['technician', 'dispatcher', 'partner'];
const DESK: readonly Standing[] = ['dispatcher', 'partner'];
const some = (have: ReadonlySet<Standing>, wanted: readonly Standing[]) => wanted.some((s) => have.has(s));

/** Crews and desks: see access and hazard notes, internal comments, labour and cost. */
export const mayWork = (have: ReadonlySet<Standing>) => some(have, WORKING);
/** The desk: priority, planning, any team or person. */
export const mayDispatch = (have: ReadonlySet<Standing>) => some(have, DESK);
/** May read what crews write to each other: also managers and auditors who see the order by their role. */
export const mayReadInternal = (have: ReadonlySet<Standing>) => some(have, [...WORKING, 'viewer']);
/** One change of many orders: for desks, crews and holders of a compartment. Each order is judged besides. */
export const mayChangeMany = (actor: Actor) => holds(actor, ...DESK_ROLES, 'technician') || actor.teamIds.length > 0 || actor.compartments.length > 0;
/** The requester edits their words until the desk has taken the order up. */
export const mayEditWords = (have: ReadonlySet<Standing>, status: Status) =>
  (have.has('requester') && ['awaiting_approval', 'submitted'].includes(status)) || some(have, DESK);
/** Anyone who works on it, asked for it, or runs the school may write; those who only look may not. */
export const mayComment = (have: ReadonlySet<Standing>) => some(have, ['requester', 'site_administrator', ...WORKING]);
/** Work that is done is rated by who asked, once for each completion. */
export const mayRate = (have: ReadonlySet<Standing>, { status, ratedAt }: { status: Status; ratedAt: Date | null }, now: Date) =>
  have.has('requester') && ['completed', 'closed'].includes(status) && !ratingStands(ratedAt, now);

const DAY_MS = 86_400_000;
/** A rating may be put right for a day; then it stands. Work that was reopened has none. */
export const ratingStands = (ratedAt: Date | null, now: Date) => ratedAt !== null && now.getTime() - ratedAt.getTime() > DAY_MS;

/** Why an assignment is refused; `allowed` otherwise. */
export type AssignmentVerdict = 'allowed' | 'not_yours' | 'not_a_worker' | 'not_in_compartment';

type Target = {
  person: { id: string; isWorker: boolean; holdsCompartment: boolean } | null;
  team: { id: string; compartment: string | null } | null;
};

/**
 * The desk assigns any team, or anyone who works orders; a technician takes one from a queue of their own team.
 * A confidential order goes only to holders of its compartment, an ordinary one never to a confidential team.
 */
export function judgeAssignment(order: Subject, actor: Actor, have: ReadonlySet<Standing>, target: Target): AssignmentVerdict {
  const takesIt = target.person?.id === actor.id && (target.team === null || target.team.id === order.teamId);
  if (!mayDispatch(have) && !(have.has('technician') && takesIt)) return 'not_yours';
  if (target.team && target.team.compartment !== order.compartment) return 'not_in_compartment';
  if (target.person && order.compartment !== null && !target.person.holdsCompartment) return 'not_in_compartment';
  if (target.person && !target.person.isWorker) return 'not_a_worker';
  return 'allowed';
}
