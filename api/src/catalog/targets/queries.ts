import type { Sql } from '@steward/db';
import { setupChanges, targets } from '@steward/db/schema';
import { asc, eq, sql } from 'drizzle-orm';

export type TargetRow = typeof targets.$inferSelect;
export type Target = Omit<TargetRow, 'priority'>;

/** Each change writes one line of the log, which nobody can edit: how many there are is the version. */
const version = sql<number>`1 + (select count(*)::int from ${setupChanges} where ${setupChanges.subjectKind} = 'policy' and ${setupChanges.subjectId} = ${targets.priority})`;

export const listVersions = (on: Sql) => on.select({ target: targets, version }).from(targets).orderBy(asc(targets.priority));

/** One, holding its row until the transaction ends. */
export async function lockTarget(on: Sql, priority: string): Promise<{ target: TargetRow; version: number } | undefined> {
  await on.select().from(targets).where(eq(targets.priority, priority)).for('update');
  return (await on.select({ target: targets, version }).from(targets).where(eq(targets.priority, priority)))[0];
}

export const setTarget = (on: Sql, priority: string, set: Target) => on.update(targets).set(set).where(eq(targets.priority, priority));
