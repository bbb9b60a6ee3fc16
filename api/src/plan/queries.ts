import type { Sql } from '@steward/db';
import { people, planTargetEvents } from '@steward/db/schema';
import { asc, eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

/** Every target that was set, the oldest first, with who set it. */
export const listTargetEvents = (on: Sql) =>
  on
    .select({
      id: planTargetEvents.id,
      measure: planTargetEvents.measure,
      year: planTargetEvents.year,
      targetRatio: planTargetEvents.targetRatio,
      reason: planTargetEvents.reason,
      isDemonstration: planTargetEvents.isDemonstration,
      by: people.name,
      occurredAt: planTargetEvents.occurredAt,
    })
    .from(planTargetEvents)
    .leftJoin(people, eq(people.id, planTargetEvents.actorId))
    .orderBy(asc(planTargetEvents.occurredAt), asc(planTargetEvents.id));

export const insertTargetEvents = (on: Sql, rows: readonly (Omit<typeof planTargetEvents.$inferInsert, 'id'> & { id?: string })[]) =>
  on.insert(planTargetEvents).values(rows.map((row) => ({ id: uuidv7(), ...row })));

/** One target is set at a time. */
export const holdTargets = (on: Sql) => on.execute(sql`select pg_advisory_xact_lock(hashtext('plan targets'))`);
