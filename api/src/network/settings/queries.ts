import type { Sql } from '@steward/db';
import { bandwidthTargets, ispCapacities, sites, siteStaff } from '@steward/db/schema';
import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm';

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
    .select({ site: { id: sites.id, name: sites.name }, staff: siteStaff.staff, version: sql<number>`coalesce(${siteStaff.version}, 0)` })
    .from(sites)
    .leftJoin(siteStaff, eq(siteStaff.siteId, sites.id))
    .where(and(eq(sites.status, 'active'), eq(sites.isVirtual, false)))
    .orderBy(asc(sites.name), asc(sites.id));

export const findStaff = async (on: Sql, siteId: string) =>
  (
    await on
      .select({ staff: siteStaff.staff, source: siteStaff.source, version: siteStaff.version })
      .from(siteStaff)
      .where(eq(siteStaff.siteId, siteId))
  )[0];

/** `expected` is the version that was seen, 0 where there was none. False where it is another by now. */
export async function setStaff(on: Sql, row: typeof siteStaff.$inferInsert, expected: number): Promise<boolean> {
  const { siteId, staff, source } = row;
  const written =
    expected === 0
      ? await on.insert(siteStaff).values(row).onConflictDoNothing().returning({ id: siteStaff.siteId })
      : await on
          .update(siteStaff)
          .set({ staff, source, version: sql`${siteStaff.version} + 1` })
          .where(and(eq(siteStaff.siteId, siteId), eq(siteStaff.version, expected)))
          .returning({ id: siteStaff.siteId });
  return written.length === 1;
}

const targetColumns = () => {
  const { per: _, ...columns } = getTableColumns(bandwidthTargets);
  return { ...columns, per: sql<'student' | 'user'>`${bandwidthTargets.per}` };
};
export const findTarget = async (on: Sql, id: string) =>
  (await on.select(targetColumns()).from(bandwidthTargets).where(eq(bandwidthTargets.id, id)))[0];
export const findCapacityRow = async (on: Sql, id: string) => (await on.select().from(ispCapacities).where(eq(ispCapacities.id, id)))[0];

/** What it is now; undefined where somebody changed it since that version. */
export const setTarget = async (on: Sql, id: string, set: object, expected: number) =>
  (
    await on
      .update(bandwidthTargets)
      .set({ ...set, version: sql`${bandwidthTargets.version} + 1` })
      .where(and(eq(bandwidthTargets.id, id), eq(bandwidthTargets.version, expected)))
      .returning(targetColumns())
  )[0];

/** What it is now; undefined where somebody changed it since that version. */
export const setCapacity = async (on: Sql, id: string, set: object, expected: number) =>
  (
    await on
      .update(ispCapacities)
      .set({ ...set, version: sql`${ispCapacities.version} + 1` })
      .where(and(eq(ispCapacities.id, id), eq(ispCapacities.version, expected)))
      .returning()
  )[0];
