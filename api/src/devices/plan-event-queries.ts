import type { Sql } from '@steward/db';
import { devicePlanEvents, people } from '@steward/db/schema';
import { desc, eq, inArray } from 'drizzle-orm';

export const insertPlanEvent = (on: Sql, values: typeof devicePlanEvents.$inferInsert) => on.insert(devicePlanEvents).values(values);

/** What was said of these models or plans, the newest first. */
export const listPlanEvents = async (on: Sql, subjectIds: readonly string[]) =>
  subjectIds.length === 0
    ? []
    : on
        .select({ event: devicePlanEvents, actor: { id: people.id, name: people.name } })
        .from(devicePlanEvents)
        .leftJoin(people, eq(people.id, devicePlanEvents.actorId))
        .where(inArray(devicePlanEvents.subjectId, [...subjectIds]))
        .orderBy(desc(devicePlanEvents.occurredAt), desc(devicePlanEvents.id))
        .limit(500);
