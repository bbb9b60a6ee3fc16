import type { Sql } from '@steward/db';
import { chargePolicies, deviceChargeLines, deviceRepairs, devices, people } from '@steward/db/schema';
import { and, asc, desc, eq, gte, lte, ne, sql } from 'drizzle-orm';

export type LineRow = typeof deviceChargeLines.$inferSelect;

/** The policy that counts on this day. */
export const findPolicy = async (on: Sql, today: string) =>
  (await on.select().from(chargePolicies).where(lte(chargePolicies.effectiveOn, today)).orderBy(desc(chargePolicies.effectiveOn)).limit(1))[0];

export const insertLine = (on: Sql, values: typeof deviceChargeLines.$inferInsert) => on.insert(deviceChargeLines).values(values);

/** What the family of a student was charged and what became of it, in the order in which it was entered. */
export const listLines = (on: Sql, studentId: string) =>
  on
    .select({ line: deviceChargeLines, assetTag: devices.assetTag, enteredBy: people.name, problem: deviceRepairs.problem })
    .from(deviceChargeLines)
    .innerJoin(devices, eq(devices.id, deviceChargeLines.deviceId))
    .leftJoin(people, eq(people.id, deviceChargeLines.enteredById))
    .leftJoin(deviceRepairs, eq(deviceRepairs.id, deviceChargeLines.repairId))
    .where(eq(deviceChargeLines.studentId, studentId))
    .orderBy(asc(deviceChargeLines.enteredAt), asc(deviceChargeLines.id));

export const findLine = async (on: Sql, id: string): Promise<LineRow | undefined> =>
  (await on.select().from(deviceChargeLines).where(eq(deviceChargeLines.id, id)))[0];

/** Charges because a device was lost. */
export const listLostCharges = (on: Sql, deviceId: string) =>
  on
    .select()
    .from(deviceChargeLines)
    .where(and(eq(deviceChargeLines.deviceId, deviceId), eq(deviceChargeLines.kind, 'charge'), eq(deviceChargeLines.cause, 'lost')));

/** Was a family given money back for this device from then on, because it was found? */
export const isRefundedSince = async (on: Sql, deviceId: string, since: Date) =>
  (
    await on
      .select({ id: deviceChargeLines.id })
      .from(deviceChargeLines)
      .where(and(eq(deviceChargeLines.deviceId, deviceId), eq(deviceChargeLines.kind, 'refund'), gte(deviceChargeLines.enteredAt, since)))
      .limit(1)
  ).length > 0;

/** What a family was charged in a school year less what was let off, and how often for this cause. */
export async function sumOfYear(on: Sql, studentId: string, schoolYear: number, cause: string) {
  const [row] = await on
    .select({
      cents: sql<string>`coalesce(sum(${deviceChargeLines.amountCents}), 0)::text`,
      times: sql<number>`(count(*) filter (where ${deviceChargeLines.kind} = 'charge' and ${deviceChargeLines.cause} = ${cause}))::int`,
    })
    .from(deviceChargeLines)
    .where(and(eq(deviceChargeLines.studentId, studentId), eq(deviceChargeLines.schoolYear, schoolYear), ne(deviceChargeLines.kind, 'payment')));
  return { soFarCents: BigInt(row?.cents ?? '0'), times: row?.times ?? 0 };
}

/** How many repairs of this damage the student’s devices had in the school year, also those that cost nothing. */
export async function countDamage(on: Sql, studentId: string, damageClass: string, fromOn: string, exceptId: string): Promise<number> {
  const [row] = await on.execute<{ count: number }>(sql`
    select count(*)::int as count from device_repairs r join device_assignments a on a.id = r.assignment_id
    where a.student_id = ${studentId} and r.damage_class = ${damageClass} and r.closed_at >= ${fromOn}::date and r.id <> ${exceptId}`);
  return row?.count ?? 0;
}
