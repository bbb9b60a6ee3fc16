import { conditionEvents, deficiencies, programmes, projects, projectScopes, scopeNeeds, sites, structures } from '@steward/db/schema';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { visibleProjects } from '../visible-queries.ts';

const MOST = 200;
/** By how much what is deferred changed when it was put right; null: nobody counted it then. */
const deltaCents = sql<string | null>`(select ${conditionEvents.dmDeltaCents}::text from ${conditionEvents}
  where ${conditionEvents.deficiencyId} = ${deficiencies.id} and ${conditionEvents.kind} = 'deficiency_corrected' order by ${conditionEvents.occurredAt} desc limit 1)`;

export const isBuilding = async (on: Sql, id: string): Promise<boolean> =>
  (await on.select({ id: structures.id }).from(structures).where(eq(structures.id, id))).length > 0;

/** Deficiencies of a building that projects put right, or have; those that are corrected last, the latest first. */
export const listPutRight = (on: Sql, actor: Actor, structureId: string) =>
  on
    .select({
      deficiencyId: deficiencies.id,
      scope: deficiencies.scope,
      systemCode: deficiencies.systemCode,
      status: deficiencies.status,
      costCents: deficiencies.costCents,
      actualCents: sql<string | null>`coalesce(${scopeNeeds.actualCents}, ${deficiencies.actualCostCents})::text`,
      endedAt: deficiencies.endedAt,
      deltaCents,
      promise: projectScopes.promise,
      project: { id: projects.id, code: projects.code, name: projects.name },
      isDemonstration: programmes.isDemonstration,
    })
    .from(scopeNeeds)
    .innerJoin(deficiencies, eq(deficiencies.id, scopeNeeds.deficiencyId))
    .innerJoin(projectScopes, eq(projectScopes.id, scopeNeeds.scopeId))
    .innerJoin(projects, eq(projects.id, projectScopes.projectId))
    .innerJoin(programmes, eq(programmes.id, projects.programmeId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(and(eq(deficiencies.structureId, structureId), visibleProjects(actor), sql`${projectScopes.state} <> 'dropped'`))
    .orderBy(sql`${deficiencies.endedAt} is not null`, desc(deficiencies.endedAt), asc(deficiencies.scope), asc(scopeNeeds.id))
    .limit(MOST);
