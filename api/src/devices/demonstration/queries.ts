import type { Sql } from '@steward/db';
import { copyIn, copyOf } from '@steward/db/copy';
import { clientOf } from '@steward/db/statement';
import {
  chargePolicies,
  deviceAssignments,
  deviceChargeLines,
  deviceEvents,
  deviceModels,
  deviceRepairs,
  devices,
  refreshPlans,
  sites,
  studentNames,
  students,
} from '@steward/db/schema';
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';

export type School = { id: string; code: string; level: string | null; enrollment: number };
/** Whose rows are made, in the order in which they are written: nothing before what it refers to. */
export const TABLES = {
  deviceModels,
  chargePolicies,
  students,
  studentNames,
  devices,
  deviceEvents,
  deviceAssignments,
  deviceRepairs,
  deviceChargeLines,
  refreshPlans,
};
export type Fleet = { [T in keyof typeof TABLES]: (typeof TABLES)[T]['$inferInsert'][] };
export const hasDevices = async (on: Sql) => (await on.select({ id: deviceModels.id }).from(deviceModels).limit(1)).length > 0;

/** Schools with students that the district itself gives devices to. */
export const listDemonstrationSchools = (on: Sql): Promise<School[]> =>
  on
    .select({ id: sites.id, code: sites.code, level: sites.level, enrollment: sql<number>`${sites.enrollment}` })
    .from(sites)
    .where(and(eq(sites.status, 'active'), eq(sites.isCharter, false), sql`${sites.level} is distinct from 'charter'`, isNotNull(sites.enrollment)))
    .orderBy(asc(sites.code));

const GUARDED = ['devices', 'device_events', 'device_assignments', 'device_charge_lines'];

/** Writes the fleet as it is: its rows agree with each other, so the guards that watch over moves look away for this transaction, as the tables' owner may say. */
export async function insertFleet(on: Sql, fleet: Fleet): Promise<void> {
  const triggers = (state: 'disable' | 'enable') =>
    on.execute(sql.raw(GUARDED.map((table) => `alter table ${table} ${state} trigger user`).join('; ')));
  await triggers('disable');
  await copyIn(
    clientOf(on) as unknown as postgres.TransactionSql,
    Object.entries(TABLES).map(([name, table]) => copyOf<PgTable>(table, fleet[name as keyof Fleet])),
  );
  await triggers('enable');
}
