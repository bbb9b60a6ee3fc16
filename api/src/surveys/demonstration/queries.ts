import type { Sql } from '@steward/db';
import { sites, surveys } from '@steward/db/schema';
import { and, asc, eq, isNotNull } from 'drizzle-orm';

export const hasSurveys = async (on: Sql) => (await on.select({ id: surveys.id }).from(surveys).limit(1)).length > 0;

/** The district's own schools that have students. */
export const listSchools = (on: Sql) =>
  on
    .select({ siteId: sites.id, code: sites.code, level: sites.level, areaId: sites.areaId, enrollment: sites.enrollment })
    .from(sites)
    .where(and(eq(sites.status, 'active'), eq(sites.isCharter, false), isNotNull(sites.enrollment)))
    .orderBy(asc(sites.code));
