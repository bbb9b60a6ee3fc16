import type { Actor, Role } from '#kernel/actor.ts';

// Who reads and who writes the capital plan. A role limited to an area or a site counts for the projects there; what is of a programme as a whole is for those of the whole district.

export const READERS: readonly Role[] = ['capital_manager', 'finance', 'planner', 'auditor', 'administrator'];
const SERVICE = 'facilities';

/** Where a project is; nulls: nowhere of ours, or of the programme as a whole. */
export type Place = { siteId: string | null; areaId: string | null };
export const WHOLE: Place = { siteId: null, areaId: null };

type Held = Actor['grants'][number];
const counts = ({ serviceCode }: Held) => serviceCode === null || serviceCode === SERVICE;
const covers = (grant: Held, { siteId, areaId }: Place) =>
  counts(grant) && (grant.siteId === null || grant.siteId === siteId) && (grant.areaId === null || grant.areaId === areaId);
const may = (roles: readonly Role[]) => (actor: Actor, place: Place) =>
  actor.grants.some((grant) => roles.includes(grant.role) && covers(grant, place));

/** Reads something at this place. */
export const readsCapital = may(READERS);
/** The grants by which somebody reads the plan; each says where. */
export const readingGrants = (actor: Actor) => actor.grants.filter((grant) => READERS.includes(grant.role) && counts(grant));
/** Reads the plan of the whole district. */
export const readsWholePlan = (actor: Actor) => readsCapital(actor, WHOLE);
/** Reads the plan anywhere at all. */
export const readsSomewhere = (actor: Actor) => readingGrants(actor).length > 0;
/** Runs the project: asks for money, keeps phases, risks and papers. */
export const runsProject = may(['capital_manager']);
/** Runs some project. */
export const runsSomewhere = (actor: Actor) => actor.grants.some((grant) => grant.role === 'capital_manager' && counts(grant));
/** Keeps the books: programmes, sources, revenue, baselines, payments, months. */
export const keepsBooks = (actor: Actor) => may(['finance'])(actor, WHOLE);

type Writer = { actorId: string | null; onBehalfOfId: string | null };
/** Wrote it, had it written by who stands in for them, or stands in for who wrote it. */
export function isWriter(actor: Actor, writer: Writer | undefined): boolean {
  const selves = [actor.id, ...actor.grants.flatMap(({ forId }) => forId ?? [])];
  return [writer?.actorId, writer?.onBehalfOfId].some((id) => id && selves.includes(id));
}
