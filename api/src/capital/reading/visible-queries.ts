import { projects, sites } from '@steward/db/schema';
import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Actor, Role } from '#kernel/actor.ts';

const READERS: readonly Role[] = ['capital_manager', 'finance', 'planner', 'auditor', 'administrator'];
const reading = ({ grants }: Actor) =>
  grants.filter(({ role, serviceCode }) => READERS.includes(role) && (serviceCode === null || serviceCode === 'facilities'));

/** Reads something of the capital plan. */
export const readsCapital = (actor: Actor): boolean => reading(actor).length > 0;
/** Reads all of it, and what is of a programme as a whole. */
export const readsWhole = (actor: Actor): boolean => reading(actor).some(({ areaId, siteId }) => areaId === null && siteId === null);

/** The one predicate of what this person sees: projects at the places where their role counts. `projects` and `sites` are joined. */
export function visibleProjects(actor: Actor): SQL {
  if (readsWhole(actor)) return sql`true`;
  const each = reading(actor).map(({ areaId, siteId }) =>
    and(areaId === null ? undefined : eq(sites.areaId, areaId), siteId === null ? undefined : eq(projects.siteId, siteId)),
  );
  return each.length === 0 ? sql`false` : or(...each)!;
}

/** The same of what may be of a project or of the programme as a whole: then `projects` is joined, and null. */
export const visibleOrWhole = (actor: Actor): SQL =>
  readsWhole(actor) ? sql`true` : sql`(${projects.id} is not null and ${visibleProjects(actor)})`;
