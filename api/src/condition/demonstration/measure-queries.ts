import type { Sql } from '@steward/db';
import { insertMany } from '@steward/db/copy';
import { deficiencies, needEstimates, siteMeasureEvents, siteMeasures, sites, structures } from '@steward/db/schema';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { COUNTING } from '../queries.ts';

export const hasMeasures = async (on: Sql) => (await on.select({ siteId: siteMeasures.siteId }).from(siteMeasures).limit(1)).length > 0;

/** The schools that have a structure, with the year their main building was built. */
export const listSchoolsToMeasure = (on: Sql, portfolioId: string) =>
  on
    .select({
      siteId: sites.id,
      siteCode: sites.code,
      level: sites.level,
      enrollment: sites.enrollment,
      yearBuilt: sql<number | null>`min(${structures.yearBuilt}) filter (where ${structures.kind} = 'main')`,
    })
    .from(sites)
    .innerJoin(structures, eq(structures.siteId, sites.id))
    .where(eq(structures.portfolioId, portfolioId))
    .groupBy(sites.id)
    .orderBy(asc(sites.code));

export const listNeedsToEstimate = (on: Sql, portfolioId: string) =>
  on
    .select({ deficiencyId: deficiencies.id, systemCode: deficiencies.systemCode, costCents: deficiencies.costCents })
    .from(deficiencies)
    .innerJoin(structures, eq(structures.id, deficiencies.structureId))
    .where(and(eq(structures.portfolioId, portfolioId), inArray(deficiencies.status, COUNTING)))
    .orderBy(asc(deficiencies.id));

type Made = {
  measures: (typeof siteMeasures.$inferInsert)[];
  events: (typeof siteMeasureEvents.$inferInsert)[];
  estimates: (typeof needEstimates.$inferInsert)[];
};

export async function insertMeasures(on: Sql, { measures, events, estimates }: Made): Promise<void> {
  await insertMany(on, siteMeasures, measures);
  await insertMany(on, siteMeasureEvents, events);
  await insertMany(on, needEstimates, estimates);
}
