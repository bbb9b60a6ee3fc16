import type { Sql } from '@steward/db';
import { deviceModels, refreshPlans } from '@steward/db/schema';
import { asc, eq, sql } from 'drizzle-orm';

/** What is planned, by year and grade. */
export const listPlans = (on: Sql) =>
  on
    .select({ plan: refreshPlans, model: { id: deviceModels.id, name: sql<string>`${deviceModels.make} || ' ' || ${deviceModels.name}` } })
    .from(refreshPlans)
    .innerJoin(deviceModels, eq(deviceModels.id, refreshPlans.modelId))
    .orderBy(asc(refreshPlans.schoolYear), asc(refreshPlans.grade));

/** How many take part in each grade today, at the district's own schools. */
export const countGrades = (on: Sql) =>
  on.execute<{ grade: number; students: number }>(sql`
    select s.grade, count(*)::int as students from students s join sites i on i.id = s.site_id
    where s.status = 'active' and s.is_in_programme and i.status = 'active' and i.is_charter is not true and i.level is distinct from 'charter' group by 1`);

export const findPlan = async (on: Sql, id: string) => (await on.select().from(refreshPlans).where(eq(refreshPlans.id, id)))[0];
export const lockPlan = async (on: Sql, id: string) => (await on.select().from(refreshPlans).where(eq(refreshPlans.id, id)).for('update'))[0];

/** False where this grade has one in this year. */
export const insertPlan = async (on: Sql, values: typeof refreshPlans.$inferInsert): Promise<boolean> =>
  (await on.insert(refreshPlans).values(values).onConflictDoNothing().returning({ id: refreshPlans.id })).length === 1;

export const setPlan = (on: Sql, id: string, fields: Partial<Pick<typeof refreshPlans.$inferInsert, 'modelId' | 'unitCents' | 'source'>>) =>
  on
    .update(refreshPlans)
    .set({ ...fields, version: sql`${refreshPlans.version} + 1` })
    .where(eq(refreshPlans.id, id));
export const removePlan = (on: Sql, id: string) => on.delete(refreshPlans).where(eq(refreshPlans.id, id));
