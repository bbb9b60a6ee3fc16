import { projects, sites } from '@steward/db/schema';
import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { readingGrants, readsWholePlan } from './rules/access.ts';

/** The one predicate of what this person sees: projects at the places where their role counts. `projects` and `sites` are joined. */
export const visibleProjects = (actor: Actor): SQL => visibleAt(actor, sql`${projects.siteId}`);

/** The same of what may be of a project or of the programme as a whole: then `projects` is joined, and null. */
export const visibleOrWhole = (actor: Actor): SQL =>
  readsWholePlan(actor) ? sql`true` : sql`(${projects.id} is not null and ${visibleProjects(actor)})`;

/** The same of what is at a site of its own; `sites` is joined by it. */
export function visibleAt(actor: Actor, siteId: SQL): SQL {
  if (readsWholePlan(actor)) return sql`true`;
  const each = readingGrants(actor).map(({ areaId, siteId: ownId }) =>
    and(areaId === null ? undefined : eq(sites.areaId, areaId), ownId === null ? undefined : sql`${siteId} = ${ownId}`),
  );
  return each.length === 0 ? sql`false` : or(...each)!;
}
