import type { Sql } from '@steward/db';
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
const BATCH = 1_000;

export async function insertMeasures(on: Sql, { measures, events, estimates }: Made): Promise<void> {
  if (measures.length > 0) await on.insert(siteMeasures).values(measures);
  if (events.length > 0) await on.insert(siteMeasureEvents).values(events);
  for (let i = 0; i < estimates.length; i += BATCH) await on.insert(needEstimates).values(estimates.slice(i, i + BATCH));
}
