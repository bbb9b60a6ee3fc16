import type { Sql } from '@steward/db';
import { bandwidthTargets, ispCapacities, sites, siteStaff } from '@steward/db/schema';
import { and, asc, desc, eq } from 'drizzle-orm';

/** False where there is one of this name and year. */
export const insertTarget = async (on: Sql, target: typeof bandwidthTargets.$inferInsert): Promise<boolean> =>
  (
    await on
      .insert(bandwidthTargets)
      .values(target)
      .onConflictDoNothing({ target: [bandwidthTargets.code, bandwidthTargets.year] })
      .returning({ id: bandwidthTargets.id })
  ).length === 1;

export const listCapacities = (on: Sql) => on.select().from(ispCapacities).orderBy(desc(ispCapacities.effectiveOn)).limit(200);

/** False where another counts from this day on. */
export const insertCapacity = async (on: Sql, capacity: typeof ispCapacities.$inferInsert): Promise<boolean> =>
  (await on.insert(ispCapacities).values(capacity).onConflictDoNothing({ target: ispCapacities.effectiveOn }).returning({ id: ispCapacities.id }))
    .length === 1;

export const listStaff = (on: Sql) =>
  on
    .select({ site: { id: sites.id, name: sites.name }, staff: siteStaff.staff })
    .from(sites)
    .leftJoin(siteStaff, eq(siteStaff.siteId, sites.id))
    .where(and(eq(sites.status, 'active'), eq(sites.isVirtual, false)))
    .orderBy(asc(sites.name), asc(sites.id));

export const setStaff = (on: Sql, row: typeof siteStaff.$inferInsert) =>
  on
    .insert(siteStaff)
    .values(row)
    .onConflictDoUpdate({ target: siteStaff.siteId, set: { staff: row.staff, source: row.source } });

export const isTargetThere = async (on: Sql, id: string) =>
  (await on.select({ id: bandwidthTargets.id }).from(bandwidthTargets).where(eq(bandwidthTargets.id, id))).length > 0;
export const isCapacityThere = async (on: Sql, id: string) =>
  (await on.select({ id: ispCapacities.id }).from(ispCapacities).where(eq(ispCapacities.id, id))).length > 0;
